package dev.latchkey.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The name that the files of a key begin with: the key itself as far as every file system takes it,
 * and else percent-encoded. Two keys never share one, however a file system takes upper case; a
 * long one is cut and ends with a hash of the whole.
 */
final class FileName {
  /** What directories that encrypt names allow, less the longest ending. */
  private static final int MOST = 100;

  private static final char CUT = '~';
  private static final HexFormat HEX = HexFormat.of();
  private static final Pattern DEVICE_OR_HIDDEN =
      Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?|\\..*");

  private FileName() {}

  static String of(String key) {
    StringBuilder name = new StringBuilder();
    key.codePoints().forEach(one -> append(name, one));
    if (DEVICE_OR_HIDDEN.matcher(name).matches()) {
      name.replace(0, 1, '%' + HEX.toHexDigits((byte) name.charAt(0)));
    }
    if (name.length() <= MOST) {
      return name.toString();
    }
    String hash = HEX.formatHex(sha256().digest(name.toString().getBytes(StandardCharsets.UTF_8)));
    return name.substring(0, MOST - hash.length() - 1) + CUT + hash;
  }

  private static void append(StringBuilder name, int one) {
    if (isPlain(one)) {
      name.append((char) one);
    } else if (one >= Character.MIN_SURROGATE && one <= Character.MAX_SURROGATE) {
      // Half a character has no UTF-8.
      name.append("%u").append(HEX.toHexDigits((char) one));
    } else {
      for (byte each : Character.toString(one).getBytes(StandardCharsets.UTF_8)) {
        name.append('%').append(HEX.toHexDigits(each));
      }
    }
  }

  private static boolean isPlain(int one) {
    return (one >= 'a' && one <= 'z')
        || (one >= '0' && one <= '9')
        || one == '-'
        || one == '_'
        || one == '.';
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }
}
