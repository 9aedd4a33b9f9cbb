package dev.latchkey.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A file that is there to be locked against other processes. The system drops its locks when it is
 * closed, and when the process ends.
 *
 * <p>POSIX drops all locks of a process on a file as soon as the process closes any descriptor of
 * it. So whoever opens one has its {@link Turn}, and does not open it while this process has it
 * locked. No operation here ends by an interrupt, which would close the channel.
 */
final class LockFile implements Closeable {
  /** Those that other code of this process locks: closing one of these would unlock it for that. */
  private static final Map<Path, LockFile> LOCKED_BY_OTHERS = new ConcurrentHashMap<>();

  private final Path file;
  private final FileChannel channel;

  /** The JDK knows of a lock only as long as somebody holds on to it. */
  private final List<FileLock> locks = new ArrayList<>();

  private LockFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static LockFile open(Path file) throws IOException {
    if (LOCKED_BY_OTHERS.containsKey(file)) {
      throw lockedByOthers(file);
    }
    return new LockFile(
        file,
        FileChannel.open(
            file,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS),
            Privacy.ofFile()));
  }

  /** Locks a byte, whether or not there is one, unless another process has it locked. */
  boolean tryLock(long at) throws IOException {
    return tryLock(at, false);
  }

  /** The same, but does not mind those who lock it in this way. */
  boolean tryShare(long at) throws IOException {
    return tryLock(at, true);
  }

  private boolean tryLock(long at, boolean shared) throws IOException {
    try {
      FileLock lock = channel.tryLock(at, 1, shared);
      return lock != null && locks.add(lock);
    } catch (OverlappingFileLockException e) {
      LOCKED_BY_OTHERS.put(file, this);
      IOException lockedByOthers = lockedByOthers(file);
      lockedByOthers.initCause(e);
      throw lockedByOthers;
    } catch (IOException e) {
      throw new IOException(
          file
              + " could not be locked ("
              + e.getMessage()
              + "). A store needs a directory on a file system that has locks: name another.",
          e);
    }
  }

  @Override
  public void close() throws IOException {
    if (LOCKED_BY_OTHERS.get(file) != this) {
      channel.close();
      return;
    }
    for (FileLock lock : locks) {
      lock.release();
    }
  }

  private static IOException lockedByOthers(Path file) {
    return new IOException(
        file
            + " was locked in this process by another path, or by another copy of Latchkey. Within"
            + " a process, one class loader and one path have to do for a directory.");
  }
}
