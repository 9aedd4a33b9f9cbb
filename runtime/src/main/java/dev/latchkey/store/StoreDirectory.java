package dev.latchkey.store;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The directory of a store, which is made when something is first to be kept in it. */
final class StoreDirectory {
  private final Path path;

  /** Where it is once it was there, so that what is locked by one path is released by the same. */
  private volatile @Nullable Path real;

  StoreDirectory(Path path) {
    this.path = path.toAbsolutePath();
  }

  /** Returns where it is, or empty if it is not there. */
  Optional<Path> find() throws IOException {
    try {
      return Optional.of(checked());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Returns where it is, and makes it if it is not there. */
  Path make() throws IOException {
    Path known = real;
    make(known == null ? path : known);
    return checked();
  }

  /** Returns where it was last found, or empty if it never was. */
  Optional<Path> known() {
    return Optional.ofNullable(real);
  }

  private Path checked() throws IOException {
    Path known = real;
    Path here = known == null ? path.toRealPath() : known;
    if (!Files.readAttributes(here, BasicFileAttributes.class).isDirectory()) {
      throw new NotDirectoryException(here.toString());
    }
    Privacy.requireOwnersAlone(here);
    real = here;
    return here;
  }

  private static void make(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path parent = directory.getParent();
    if (parent != null) {
      make(parent);
    }
    try {
      Files.createDirectory(directory, Privacy.ofDirectory());
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory)) {
        throw e;
      }
    }
    if (parent != null) {
      force(parent);
    }
  }

  /** Brings the names in a directory to the disk, where the system can, whoever interrupts. */
  static void force(Path directory) throws IOException {
    boolean interrupted = false;
    boolean forced = !Privacy.POSIX;
    try {
      while (!forced) {
        interrupted |= Thread.interrupted();
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
          channel.force(true);
          forced = true;
        } catch (ClosedByInterruptException e) {
          interrupted = true;
        } catch (IOException e) {
          throw new IOException(
              "What was written in %s is there, but perhaps not after a crash: %s."
                  .formatted(directory, e.getMessage()),
              e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
