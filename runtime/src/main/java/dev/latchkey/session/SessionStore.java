package dev.latchkey.session;

import java.io.IOException;
import java.util.Optional;

/**
 * Keeps opaque entries under keys, each with a version, so that a session outlives its process;
 * safe for all threads.
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
   * Returns the entry of a key.
   *
   * @param key the session's key
   * @return the entry, or empty if there never was one
   * @throws IOException if the store cannot be read
   */
  Optional<Entry> load(String key) throws IOException;

  /**
   * Replaces the entry if its version is still this one, making the version one more; when it
   * returns, the entry survives a crash.
   *
   * @param key the session's key
   * @param version the version to replace, 0 if there never was an entry
   * @param content the new content; a secret
   * @return whether it replaced the entry
   * @throws IOException if the store cannot be written, or cannot say whether it was
   */
  boolean compareAndSet(String key, long version, byte[] content) throws IOException;

  /** What a store keeps under a key; immutable. */
  final class Entry {
    private final long version;
    private final byte[] content;

    /**
     * Creates an entry.
     *
     * @param version one more with each replacement, from 1
     * @param content what the session wrote; a secret
     */
    public Entry(long version, byte[] content) {
      this.version = version;
      this.content = content.clone();
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

    /** Returns what is no secret: its version and its length. */
    @Override
    public String toString() {
      return "Entry[version=" + version + ", " + content.length + " bytes]";
    }
  }
}
