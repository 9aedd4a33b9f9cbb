package dev.latchkey.store;

import dev.latchkey.session.SessionStore;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A store in a directory, with a file for each key: a session outlives the program that signed it
 * in, and is shared by all that run at once. For command-line tools and desktop programs.
 *
 * <pre>{@code
 * AuthSession session =
 *     AuthSession.builder()
 *         .store(FileSessionStore.in(Path.of(System.getProperty("user.home"), ".notes")))
 *         .build();
 * }</pre>
 *
 * <p><b>Privacy.</b> The directory is made for its owner alone (700), and so is each file (600). A
 * file that others can read or write is not read, and in a directory that others can write nothing
 * is; the exception holds the command that mends it. Windows has no such permissions: there a file
 * has those of its directory, which belongs below the user's own. {@link #encryptedWith} keeps the
 * content from whoever gets at the file all the same.
 *
 * <p><b>Entries.</b> A file is replaced as a whole, and is on the disk when {@link #compareAndSet}
 * returns. What is torn, of a later format, of another key or no entry at all is an exception that
 * names the file, and is never overwritten: whoever moves it away can sign in anew. An entry is as
 * old as the file is by the clock of the system.
 *
 * <p><b>Leases.</b> A lease is a lock of the system. It ends when it is released or its process
 * ends, however that ends, and not with its time: a process that is stopped keeps it, and so does
 * an owner in a process that goes on without releasing it. The others meanwhile go on with the
 * credential that they have, and {@link #leaseholder} says whom they wait for.
 *
 * <p><b>The directory</b> is looked up when it is first used, through symbolic links, and may also
 * be on a network file system, if that has locks and they are the same for all. Any number of
 * stores and of processes may share it; of the class loaders within one process, one may. Beside an
 * entry are files that are locked: they have to stay, and a process that uses the store and opens
 * one by itself, as a backup would, unlocks it. What a killed process leaves of an entry that it
 * was writing goes when the next is written. Nobody hears of changes: sessions look.
 */
public final class FileSessionStore implements SessionStore {
  private final StoreDirectory directory;

  private FileSessionStore(StoreDirectory directory) {
    this.directory = directory;
  }

  /**
   * Returns a store in a directory, which is made when something is first kept in it.
   *
   * @param directory one for these files alone
   * @return the store
   * @throws IllegalArgumentException if the directory is not on the system's own file system
   */
  public static FileSessionStore in(Path directory) {
    if (directory.getFileSystem() != FileSystems.getDefault()) {
      throw new IllegalArgumentException(
          directory + " is not on the system's own file system, which alone locks files.");
    }
    return new FileSessionStore(new StoreDirectory(directory));
  }

  @Override
  public Optional<Entry> load(String key) throws IOException {
    Objects.requireNonNull(key, "key");
    return Advice.onTrouble(
        () -> {
          Optional<Path> found = directory.find();
          return found.isEmpty()
              ? Optional.<Entry>empty()
              : new EntryFile(key, KeyFiles.of(found.get(), key)).read();
        });
  }

  @Override
  public boolean compareAndSet(String key, long version, byte[] content) throws IOException {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(content, "content");
    return Advice.onTrouble(
        () -> replaced(key, KeyFiles.of(directory.make(), key), version, content));
  }

  private static boolean replaced(String key, KeyFiles files, long version, byte[] content)
      throws IOException {
    EntryFile entry = new EntryFile(key, files);
    Exclusion exclusion = Exclusion.await(files.lock());
    try {
      boolean current = entry.read().map(Entry::version).orElse(0L) == version;
      if (current) {
        entry.replace(version + 1, content);
      }
      return current;
    } finally {
      exclusion.end();
    }
  }

  @Override
  public boolean tryLease(String key, String owner, Duration timeToLive) throws IOException {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(timeToLive, "timeToLive");
    return Advice.onTrouble(() -> Lease.tryTake(KeyFiles.of(directory.make(), key), owner));
  }

  @Override
  public void release(String key, String owner) throws IOException {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(owner, "owner");
    // Whatever has become of the directory, a lease that was taken in it is given back.
    Optional<Path> known = directory.known();
    Optional<Path> found = known.isPresent() ? known : Advice.onTrouble(directory::find);
    if (found.isPresent()) {
      Lease.release(KeyFiles.of(found.get(), key), owner);
    }
  }

  @Override
  public Optional<String> leaseholder(String key) throws IOException {
    Objects.requireNonNull(key, "key");
    return Advice.onTrouble(
        () -> {
          Optional<Path> found = directory.find();
          return found.isEmpty()
              ? Optional.<String>empty()
              : Lease.holder(KeyFiles.of(found.get(), key));
        });
  }

  /** Returns what it is and where. */
  @Override
  public String toString() {
    return "FileSessionStore[" + directory + "]";
  }
}
