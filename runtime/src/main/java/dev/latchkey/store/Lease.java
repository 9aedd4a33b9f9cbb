package dev.latchkey.store;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A lease that this process has: a lock of the system, which no interrupt ends, and the name of its
 * owner, for all objects and threads here.
 */
final class Lease {
  /** The byte whose lock is the lease. */
  private static final long LEASE = 0;

  /**
   * The byte that whoever has the lease locks once the holder's name is written. Others try it to
   * find out whether that name is still true; were it the other byte, they would keep it from those
   * who want the lease.
   */
  private static final long NAMED = 1;

  private static final int LONGEST_NAME_BYTES = 1_000;

  private static final Map<Path, Lease> HELD = new ConcurrentHashMap<>();

  private final String owner;
  private final LockFile lock;

  private Lease(String owner, LockFile lock) {
    this.owner = owner;
    this.lock = lock;
  }

  /** Takes the lease, unless somebody else has it or this thread is interrupted. */
  static boolean tryTake(KeyFiles files, String owner) throws IOException {
    Turn turn = Turn.awaitBriefly(files.lease());
    try {
      Lease held = HELD.get(files.lease());
      return held == null ? tryLock(files, owner) : held.owner.equals(owner);
    } finally {
      turn.end();
    }
  }

  private static boolean tryLock(KeyFiles files, String owner) throws IOException {
    LockFile lock = LockFile.open(files.lease());
    boolean taken = false;
    try {
      if (lock.tryLock(LEASE)) {
        name(files.holder(), owner, lock);
        // A call that is given up is interrupted, and who gives it up then releases what it may
        // have taken. Before this look it takes nothing after that; after it, release finds it.
        if (Thread.currentThread().isInterrupted()) {
          throw Turn.interrupted(files.lease());
        }
        HELD.put(files.lease(), new Lease(owner, lock));
        taken = true;
      }
      return taken;
    } finally {
      if (!taken) {
        lock.close();
      }
    }
  }

  private static void name(Path holder, String owner, LockFile lock) {
    try {
      if (Files.notExists(holder)) {
        Files.createFile(holder, Privacy.ofFile());
      }
      try (FileOutputStream out = new FileOutputStream(holder.toFile())) {
        out.write(owner.getBytes(StandardCharsets.UTF_8));
      }
      boolean unused = lock.tryLock(NAMED);
    } catch (IOException e) {
      // A lease without a name is one all the same.
    }
  }

  /** Gives the lease back if this owner has it. */
  static void release(KeyFiles files, String owner) throws IOException {
    Turn turn = Turn.awaitBriefly(files.lease());
    try {
      Lease held = HELD.get(files.lease());
      if (held != null && held.owner.equals(owner)) {
        HELD.remove(files.lease());
        held.lock.close();
      }
    } finally {
      turn.end();
    }
  }

  /** Returns who has the lease, here or in another process. */
  static Optional<String> holder(KeyFiles files) throws IOException {
    Turn turn = Turn.awaitBriefly(files.lease());
    try {
      Lease held = HELD.get(files.lease());
      return held == null ? holderElsewhere(files) : Optional.of(held.owner);
    } finally {
      turn.end();
    }
  }

  private static Optional<String> holderElsewhere(KeyFiles files) throws IOException {
    if (Files.notExists(files.lease())) {
      return Optional.empty();
    }
    try (LockFile lock = LockFile.open(files.lease());
        InputStream name = Files.newInputStream(files.holder())) {
      return lock.tryShare(NAMED)
          ? Optional.empty()
          : Optional.of(read(name)).filter(owner -> !owner.isEmpty());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static String read(InputStream name) throws IOException {
    return new String(name.readNBytes(LONGEST_NAME_BYTES), StandardCharsets.UTF_8);
  }
}
