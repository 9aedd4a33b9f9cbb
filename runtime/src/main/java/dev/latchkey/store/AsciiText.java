package dev.latchkey.store;

import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes any text in the printable characters of ASCII, no two of them alike. Every database keeps
 * those as they are, while each has its own way with zeros, halves of surrogate pairs, and what its
 * character set lacks.
 */
final class AsciiText {
  private static final Pattern ESCAPED = Pattern.compile("\\\\u([0-9a-f]{4})");

  private AsciiText() {}

  static String of(String text) {
    StringBuilder ascii = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '\\') {
        ascii.append("\\u").append(HexFormat.of().toHexDigits(c));
      } else {
        ascii.append(c);
      }
    }
    return ascii.toString();
  }

  static String original(String ascii) {
    return ESCAPED
        .matcher(ascii)
        .replaceAll(
            escaped ->
                Matcher.quoteReplacement(
                    String.valueOf((char) HexFormat.fromHexDigits(escaped.group(1)))));
  }
}
