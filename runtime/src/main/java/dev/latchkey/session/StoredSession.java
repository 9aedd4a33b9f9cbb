package dev.latchkey.session;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an entry of a store says: the credential of an epoch, or, without one, the tombstone of a
 * session that was signed out or expired in it.
 */
record StoredSession(long epoch, long generation, @Nullable Credential credential) {
  /** What a store holds of a session that it has never seen. */
  static final StoredSession ABSENT = new StoredSession(0, 0, null);

  private static final byte FORMAT = 1;

  /**
   * Whether this may replace what is stored: a later decision replaces an earlier one; within an
   * epoch a newer generation replaces an older one, and a tombstone the generation that it buries.
   */
  boolean supersedes(StoredSession stored) {
    if (epoch != stored.epoch) {
      return epoch > stored.epoch;
    }
    return generation > stored.generation
        || (generation == stored.generation && credential == null);
  }

  /** Whether both are the same generation of the same epoch, by their numbers. */
  boolean isOfTheSameNumbersAs(StoredSession other) {
    return epoch == other.epoch && generation == other.generation;
  }

  /** Whether what is stored has the numbers of this, and another credential. */
  boolean isOutrunBy(StoredSession stored) {
    Credential mine = credential;
    Credential winner = stored.credential;
    return isOfTheSameNumbersAs(stored)
        && mine != null
        && winner != null
        && !mine.withoutExpiry().equals(winner.withoutExpiry()); // whatever the clocks say of it
  }

  /**
   * Returns the bytes: format, epoch, generation, and the credential if there is one, with the time
   * that it has left. When it expires is for each process to say by its own clock, since those of
   * two may be minutes apart.
   *
   * @param nowMillis by the clock that the credential expires by
   */
  byte[] encode(long nowMillis) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      out.writeLong(epoch);
      out.writeLong(generation);
      out.writeBoolean(credential != null);
      if (credential != null) {
        writeText(out, credential.accessToken());
        out.writeBoolean(credential.isRefreshable());
        if (credential.isRefreshable()) {
          writeText(out, credential.refreshToken());
        }
        long expiry = credential.expiresAtMillis();
        out.writeBoolean(expiry != Long.MAX_VALUE);
        if (expiry != Long.MAX_VALUE) {
          out.writeLong(expiry - nowMillis);
        }
        out.writeInt(credential.attributes().size());
        for (Map.Entry<String, String> attribute : credential.attributes().entrySet()) {
          writeText(out, attribute.getKey());
          writeText(out, attribute.getValue());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Memory does not fail.", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #encode} wrote; its exceptions name the place and hold nothing of it.
   *
   * @param writtenAtMillis when it was written, by the clock that the credential is to expire by
   */
  static StoredSession decode(byte[] content, long writtenAtMillis) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
      byte format = in.readByte();
      if (format == EncryptedStore.FORMAT) {
        throw new IOException(
            "The entry is encrypted: give the store its key with encryptedWith, or remove the"
                + " entry, and sign in anew.");
      }
      if (format != FORMAT) {
        throw new IOException(
            "The entry has format " + format + ", which this version cannot read.");
      }
      long epoch = in.readLong();
      long generation = in.readLong();
      if (!in.readBoolean()) {
        return new StoredSession(epoch, generation, null);
      }
      Credential credential = Credential.of(readText(in));
      if (in.readBoolean()) {
        credential = credential.withRefreshToken(readText(in));
      }
      if (in.readBoolean()) {
        credential =
            credential.withExpiresAt(Instant.ofEpochMilli(writtenAtMillis + in.readLong()));
      }
      for (int left = in.readInt(); left > 0; left--) {
        credential = credential.with(readText(in), readText(in));
      }
      return new StoredSession(epoch, generation, credential);
    } catch (IllegalArgumentException | EOFException e) {
      throw new IOException("The entry is torn or foreign: it does not hold a session.", e);
    }
  }

  private static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new EOFException();
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }
}
