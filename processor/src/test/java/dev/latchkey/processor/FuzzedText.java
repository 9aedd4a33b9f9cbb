package dev.latchkey.processor;

import java.io.ByteArrayOutputStream;

/**
 * Any string of Java's as bytes, and any bytes as a string. Bytes are read like UTF-8, except that
 * halves of surrogate pairs are characters, and what makes no sense is read byte by byte.
 */
final class FuzzedText {
  private FuzzedText() {}

  /** Returns the text of these bytes. */
  static String of(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < bytes.length; i++) {
      int first = bytes[i] & 0xff;
      if (first >= 0xe0 && first < 0xf0 && isContinued(bytes, i + 1) && isContinued(bytes, i + 2)) {
        text.append(
            (char) (((first & 0xf) << 12) | (last(bytes[i + 1]) << 6) | last(bytes[i + 2])));
        i += 2;
      } else if (first >= 0xc0 && first < 0xe0 && isContinued(bytes, i + 1)) {
        text.append((char) (((first & 0x1f) << 6) | last(bytes[i + 1])));
        i++;
      } else {
        text.append((char) first);
      }
    }
    return text.toString();
  }

  private static boolean isContinued(byte[] bytes, int at) {
    return at < bytes.length && (bytes[at] & 0xc0) == 0x80;
  }

  private static int last(int bits) {
    return bits & 0x3f;
  }

  /** Returns bytes that are read as this text. */
  static byte[] bytesOf(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes.write(c);
      } else if (c < 0x800) {
        bytes.write(0xc0 | (c >> 6));
        bytes.write(0x80 | last(c));
      } else {
        bytes.write(0xe0 | (c >> 12));
        bytes.write(0x80 | last(c >> 6));
        bytes.write(0x80 | last(c));
      }
    }
    return bytes.toByteArray();
  }
}
