package dev.latchkey.store;

import dev.latchkey.session.SessionStore.Entry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * What an entry's file holds: a mark, the format, the entry's version, its key, its content, and a
 * checksum of all that. The mark and the format are where they are in every format.
 */
final class EntryFormat {
  /** What tells an entry from anything else. */
  static final int HEAD_BYTES = 12;

  private static final byte[] MARK = "latchkey".getBytes(StandardCharsets.US_ASCII);
  private static final int FORMAT = 1;

  private EntryFormat() {}

  /** What is there is no entry that this version can read; the message says what it is. */
  static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableException(String message) {
      super(message);
    }
  }

  static byte[] encode(String key, long version, byte[] content) {
    byte[] name = key.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(bytesAround(name) + content.length);
    bytes.put(MARK).putInt(FORMAT).putLong(version);
    bytes.putInt(name.length).put(name);
    bytes.putInt(content.length).put(content);
    return bytes.putInt(checksum(bytes.array(), bytes.position())).array();
  }

  /** Refuses what begins like no entry, or like one of another format. */
  static void requireReadable(byte[] head) throws UnreadableException {
    int marked = Math.min(head.length, MARK.length);
    if (!Arrays.equals(head, 0, marked, MARK, 0, marked)) {
      throw new UnreadableException("is no entry of a session");
    }
    if (head.length < HEAD_BYTES) {
      throw torn();
    }
    int format = ByteBuffer.wrap(head).getInt(MARK.length);
    if (format != FORMAT) {
      throw new UnreadableException(
          "has format "
              + format
              + ", of which this version of Latchkey reads "
              + FORMAT
              + " alone");
    }
  }

  static Entry decode(String key, Duration age, byte[] all) throws UnreadableException {
    requireReadable(Arrays.copyOf(all, Math.min(all.length, HEAD_BYTES)));
    int end = all.length - Integer.BYTES;
    ByteBuffer bytes = ByteBuffer.wrap(all);
    if (all.length < bytesAround(new byte[0]) || bytes.getInt(end) != checksum(all, end)) {
      throw torn();
    }
    long version = bytes.position(HEAD_BYTES).getLong();
    byte[] name = next(bytes);
    byte[] content = next(bytes);
    if (bytes.position() != end) {
      throw torn();
    }
    if (!Arrays.equals(name, key.getBytes(StandardCharsets.UTF_8))) {
      throw new UnreadableException(
          "is the entry of another key, \"" + new String(name, StandardCharsets.UTF_8) + "\"");
    }
    return new Entry(version, content, age);
  }

  private static byte[] next(ByteBuffer bytes) throws UnreadableException {
    int length = bytes.getInt();
    if (length < 0 || length > bytes.remaining() - Integer.BYTES) {
      throw torn();
    }
    byte[] next = new byte[length];
    bytes.get(next);
    return next;
  }

  private static int bytesAround(byte[] name) {
    return HEAD_BYTES + Long.BYTES + Integer.BYTES + name.length + Integer.BYTES + Integer.BYTES;
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C sum = new CRC32C();
    sum.update(bytes, 0, length);
    return (int) sum.getValue();
  }

  private static UnreadableException torn() {
    return new UnreadableException("is torn");
  }
}
