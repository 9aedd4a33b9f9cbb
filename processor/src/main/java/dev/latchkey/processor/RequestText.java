package dev.latchkey.processor;

/** A request line as Javadoc shows it. */
final class RequestText {
  private RequestText() {}

  /**
   * Returns {@code @code} with the text in it; or, if the text would end the tag or the comment, an
   * element with its characters escaped.
   */
  static String javadoc(String text) {
    String line = text.strip();
    return fitsInTag(line) ? "{@code " + line + "}" : "<code>" + escaped(line) + "</code>";
  }

  private static boolean fitsInTag(String text) {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (depth < 0 || Character.isISOControl(c) || isReadByJavac(text, i)) {
        return false;
      }
    }
    return depth == 0 && !text.isEmpty() && !text.contains("*/");
  }

  /** A backslash before a u is read even within a comment, and so is a letter by its number. */
  private static boolean isReadByJavac(String text, int i) {
    return text.charAt(i) == '\\'
        && i + 1 < text.length()
        && (text.charAt(i + 1) == 'u' || text.charAt(i + 1) >= 0x80);
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = c == ' ' || c == '/' || Character.isLetterOrDigit(c);
      escaped.append(plain ? String.valueOf(c) : "&#" + (int) c + ";");
    }
    return escaped.toString();
  }
}
