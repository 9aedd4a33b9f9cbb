package dev.latchkey.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * A store whose entries nobody can read, forge or exchange without the secret: format, which
 * secret, nonce, ciphertext and tag. The tag covers the key and the version beside the content.
 */
final class EncryptedStore implements SessionStore {
  /** Unlike that of a session's own entry. */
  static final byte FORMAT = 'E';

  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NAME_BYTES = Integer.BYTES;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;
  private static final Set<Integer> LENGTHS = Set.of(16, 24, 32);
  private static final SecureRandom RANDOM = new SecureRandom();

  final SessionStore store;

  /** The first encrypts. */
  private final List<Secret> secrets;

  /** A secret under a name that tells nothing of it, so that an entry can say which it needs. */
  private record Secret(SecretKey secret, int name) {
    static Secret of(SecretKey secret) {
      byte[] encoded = secret.getEncoded();
      if (!"AES".equals(secret.getAlgorithm())) {
        throw new IllegalArgumentException(
            "Entries are encrypted with an AES key, and this is one for "
                + secret.getAlgorithm()
                + ".");
      }
      if (encoded != null && !LENGTHS.contains(encoded.length)) {
        throw new IllegalArgumentException(
            "An AES key has 16, 24 or 32 bytes, and this one has " + encoded.length + ".");
      }
      // A key that a device keeps to itself has no bytes here; it is tried whatever the name says.
      int name = 0;
      if (encoded != null) {
        name = ByteBuffer.wrap(sha256().digest(encoded)).getInt();
        Arrays.fill(encoded, (byte) 0);
      }
      return new Secret(secret, name);
    }
  }

  EncryptedStore(SessionStore store, SecretKey secret, SecretKey... former) {
    this.store = Objects.requireNonNull(store, "store");
    List<Secret> all = new ArrayList<>();
    all.add(Secret.of(Objects.requireNonNull(secret, "secret")));
    for (SecretKey earlier : former) {
      all.add(Secret.of(Objects.requireNonNull(earlier, "former")));
    }
    this.secrets = List.copyOf(all);
  }

  @Override
  public Optional<Entry> load(String key) throws IOException {
    Optional<Entry> entry = store.load(key);
    if (entry.isEmpty()) {
      return entry;
    }
    Entry kept = entry.get();
    return Optional.of(
        new Entry(kept.version(), decrypted(key, kept.version(), kept.content()), kept.age()));
  }

  @Override
  public boolean compareAndSet(String key, long version, byte[] content) throws IOException {
    return store.compareAndSet(key, version, encrypted(key, version + 1, content));
  }

  private byte[] encrypted(String key, long version, byte[] content) throws IOException {
    Secret secret = secrets.get(0);
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    try {
      byte[] text = cipher(Cipher.ENCRYPT_MODE, secret, nonce, key, version).doFinal(content);
      return ByteBuffer.allocate(1 + NAME_BYTES + NONCE_BYTES + text.length)
          .put(FORMAT)
          .putInt(secret.name)
          .put(nonce)
          .put(text)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IOException("The entry could not be encrypted.", e);
    }
  }

  private byte[] decrypted(String key, long version, byte[] content) throws IOException {
    if (content.length < 1 + NAME_BYTES + NONCE_BYTES + TAG_BYTES || content[0] != FORMAT) {
      throw new IOException(
          "The entry is not encrypted, or not by this. It was perhaps written before encryptedWith"
              + " was set: remove it, or give the session another key(..), and sign in anew.");
    }
    ByteBuffer bytes = ByteBuffer.wrap(content, 1, content.length - 1);
    int name = bytes.getInt();
    byte[] nonce = new byte[NONCE_BYTES];
    bytes.get(nonce);
    byte[] text = new byte[bytes.remaining()];
    bytes.get(text);
    GeneralSecurityException why = null;
    for (Secret secret : secrets) {
      if (secret.name == name) {
        try {
          return cipher(Cipher.DECRYPT_MODE, secret, nonce, key, version).doFinal(text);
        } catch (GeneralSecurityException e) {
          why = e;
        }
      }
    }
    throw why == null
        ? new IOException(
            "The entry is encrypted with a key that encryptedWith was not given. Name it there, as"
                + " a former key if there is a newer one; if it is lost, remove the entry, and sign"
                + " in anew.")
        : altered(why);
  }

  private static IOException altered(GeneralSecurityException why) {
    return new IOException(
        "The entry has been altered, or belongs to another session or version.", why);
  }

  private static Cipher cipher(int mode, Secret secret, byte[] nonce, String key, long version)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, secret.secret, new GCMParameterSpec(8 * TAG_BYTES, nonce));
    cipher.updateAAD(ByteBuffer.allocate(Long.BYTES).putLong(version).array());
    cipher.updateAAD(key.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }

  @Override
  public boolean tryLease(String key, String owner, Duration timeToLive) throws IOException {
    return store.tryLease(key, owner, timeToLive);
  }

  @Override
  public void release(String key, String owner) throws IOException {
    store.release(key, owner);
  }

  @Override
  public Optional<String> leaseholder(String key) throws IOException {
    return store.leaseholder(key);
  }

  @Override
  public void watch(String key, Runnable changed) throws IOException {
    store.watch(key, changed);
  }

  /** Returns the name of the store that it encrypts for. */
  @Override
  public String toString() {
    return store + ".encryptedWith(..)";
  }
}
