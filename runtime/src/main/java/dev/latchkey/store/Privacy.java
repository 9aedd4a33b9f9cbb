package dev.latchkey.store;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Set;

/**
 * Who may get at files and directories, where the system has POSIX permissions: they are made for
 * their owner alone, and what others could have read or written is refused.
 */
final class Privacy {
  /** Whether the system has permissions as POSIX has them. */
  static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private static final Set<PosixFilePermission> OTHERS_WRITING =
      PosixFilePermissions.fromString("----w--w-");
  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("---rw-rw-");

  private Privacy() {}

  /** Returns what a file is made with, so that at no time others can open it. */
  static FileAttribute<?>[] ofFile() {
    return made("rw-------");
  }

  /** Returns what a directory is made with. */
  static FileAttribute<?>[] ofDirectory() {
    return made("rwx------");
  }

  private static FileAttribute<?>[] made(String permissions) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /** Refuses a file that others than its owner can read or write. */
  static void requirePrivate(Path file) throws IOException {
    Set<PosixFilePermission> permissions = permissions(file);
    if (!Collections.disjoint(permissions, OTHERS)) {
      throw new IOException(
          "%s can be read or written by others than its owner (%s). Shut them out: chmod 600 %s"
              .formatted(file, PosixFilePermissions.toString(permissions), quoted(file)));
    }
  }

  /** Refuses a directory in which others than its owner could replace a file. */
  static void requireOwnersAlone(Path directory) throws IOException {
    Set<PosixFilePermission> permissions = permissions(directory);
    if (!Collections.disjoint(permissions, OTHERS_WRITING)) {
      throw new IOException(
          "%s can be written by others than its owner (%s). Shut them out: chmod go-w %s"
              .formatted(directory, PosixFilePermissions.toString(permissions), quoted(directory)));
    }
  }

  private static Set<PosixFilePermission> permissions(Path path) throws IOException {
    return POSIX ? Files.getPosixFilePermissions(path) : Set.of();
  }

  /** Returns the path as one word of a shell. */
  private static String quoted(Path path) {
    return '\'' + path.toString().replace("'", "'\\''") + '\'';
  }
}
