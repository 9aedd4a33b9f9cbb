package dev.latchkey.session;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * Keeps opaque entries under keys, each with a version, and lends leases on them, so that a session
 * outlives its process and is refreshed once between all who share it; safe for all threads.
 *
 * <p>A store knows nothing of sessions: what an entry says, and which of two is the later, is
 * decided above it. Every method may block, and is called on threads that may; each is given up
 * after {@link RefreshPolicy#storeTimeout}, which interrupts it, and what it does after that has to
 * be as it would have been in time. One that does not end by that keeps its thread; where many in a
 * row do, the operation is tried now and then, less and less often, until one ends in time, and
 * what needs it fails meanwhile. A key is any text that is not blank, up to 512 characters. What a
 * store throws says in its message what is wrong and what to do, without any secret: it is shown,
 * and so is its {@code toString}, which says by a name of its own which store it is.
 *
 * <p>{@code dev.latchkey.store.SessionStoreContract}, in the artifact {@code latchkey-runtime} of
 * type {@code test-jar}, has a test for each sentence here; whoever writes a store extends it, with
 * JUnit Jupiter and AssertJ among the tests' dependencies.
 */
public interface SessionStore {
  /**
   * Returns a store in memory, for tests and for sessions that share an entry within one process.
   *
   * @return an empty store
   */
  static SessionStore inMemory() {
    return new InMemorySessionStore();
  }

  /**
   * Returns the entry of a key: the newest that any {@link #compareAndSet} that has returned wrote.
   *
   * @param key the session's key
   * @return the entry, or empty if there never was one
   * @throws IOException if the store cannot be read, or what is there is torn or not its own
   */
  Optional<Entry> load(String key) throws IOException;

  /**
   * Replaces the entry if its version is still this one, making the version one more, in one step
   * for all processes; when it returns, the entry survives a crash.
   *
   * @param key the session's key
   * @param version the version to replace, 0 if there never was an entry
   * @param content the new content; a secret
   * @return whether it replaced the entry
   * @throws IOException if the store cannot be written, or cannot say whether it was
   */
  boolean compareAndSet(String key, long version, byte[] content) throws IOException;

  /**
   * Takes the lease of a key, unless another owner has it. It ends when it is released, or after
   * this time by the store's own clock, or, where the store can tell, with its owner's process.
   *
   * @param key the session's key
   * @param owner who takes it: a name that nobody else has, which begins with what people may be
   *     told of its holder; up to 128 characters
   * @param timeToLive after which somebody else may have it, more than zero; counts anew for an
   *     owner who has it
   * @return whether this owner has it now
   * @throws IOException if the store cannot be asked, or cannot say who has it
   */
  boolean tryLease(String key, String owner, Duration timeToLive) throws IOException;

  /**
   * Gives the lease of a key back if this owner still has it, and else does nothing.
   *
   * @param key the session's key
   * @param owner who took it
   * @throws IOException if the store cannot be asked; the lease ends by itself then
   */
  void release(String key, String owner) throws IOException;

  /**
   * Returns who has the lease of a key, for messages alone.
   *
   * @param key the session's key
   * @return the owner, or empty if nobody has it or the store cannot tell, which is the default
   * @throws IOException if the store cannot be asked
   */
  default Optional<String> leaseholder(String key) throws IOException {
    return Optional.empty();
  }

  /**
   * Lets somebody hear, from now on, that the entry of a key may have been replaced, here or in
   * another process. What goes unheard is found by looking: a store that cannot tell does nothing,
   * which is the default.
   *
   * @param key the session's key
   * @param changed run on any thread, returns at once and throws nothing; the store refers to it
   *     weakly, since a session needs no closing
   * @throws IOException if the store cannot be asked now
   */
  default void watch(String key, Runnable changed) throws IOException {}

  /**
   * Returns this store with its contents encrypted, each bound to its key and version, so that
   * nobody who can write to the store puts the entry of one session in the place of another, or one
   * version of it in the place of another. What nobody notices is a whole entry that is put back
   * with the version that it had. AES in Galois/Counter Mode (NIST SP 800-38D) with a random nonce
   * for each entry.
   *
   * @param secret an AES key
   * @param former keys that entries may still be encrypted with; the next replacement uses the
   *     first
   * @return the encrypting store
   * @throws IllegalArgumentException if a key is no AES key
   */
  default SessionStore encryptedWith(SecretKey secret, SecretKey... former) {
    return new EncryptedStore(this, secret, former);
  }

  /** What a store keeps under a key; immutable. */
  final class Entry {
    private final long version;
    private final byte[] content;
    private final Duration age;

    /**
     * Creates an entry of unknown age, which counts as if it had been written when it is read: a
     * credential in it is perhaps taken for fresh until a server rejects it.
     *
     * @param version one more with each replacement, from 1
     * @param content what the session wrote; a secret
     */
    public Entry(long version, byte[] content) {
      this(version, content, Duration.ZERO);
    }

    /**
     * Creates an entry.
     *
     * @param version one more with each replacement, from 1
     * @param content what the session wrote; a secret
     * @param age how long ago it was written, by the store's own clock, so that the clocks of the
     *     processes do not matter; what is negative counts as zero
     */
    public Entry(long version, byte[] content, Duration age) {
      this.version = version;
      this.content = content.clone();
      this.age = Objects.requireNonNull(age, "age").isNegative() ? Duration.ZERO : age;
    }

    /**
     * Returns its version.
     *
     * @return one more with each replacement, from 1
     */
    public long version() {
      return version;
    }

    /**
     * Returns what the session wrote; a secret.
     *
     * @return a copy
     */
    public byte[] content() {
      return content.clone();
    }

    /**
     * Returns how long ago it was written.
     *
     * @return its age by the store's clock, zero if that is unknown
     */
    public Duration age() {
      return age;
    }

    /** Returns what is no secret: its version, its length and its age. */
    @Override
    public String toString() {
      return "Entry[version=" + version + ", " + content.length + " bytes, age=" + age + "]";
    }
  }
}
