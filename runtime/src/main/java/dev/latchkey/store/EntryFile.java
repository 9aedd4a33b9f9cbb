package dev.latchkey.store;

import dev.latchkey.session.SessionStore.Entry;
import java.io.BufferedInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The entry of a key as a file, which is read without a lock, and replaced as a whole by whoever
 * has its {@link Exclusion}. An interrupt stops neither.
 *
 * @param key the key
 * @param files its files
 */
record EntryFile(String key, KeyFiles files) {
  /** Returns the entry, or empty if there never was one. */
  Optional<Entry> read() throws IOException {
    try {
      BasicFileAttributes seen;
      BasicFileAttributes read = attributes();
      byte[] bytes;
      do {
        seen = read;
        requireOurs(seen);
        bytes = bytes();
        // Content and age are of one entry only if none took its place meanwhile.
        read = attributes();
      } while (!read.lastModifiedTime().equals(seen.lastModifiedTime()));
      Duration age = Duration.between(read.lastModifiedTime().toInstant(), Instant.now());
      return Optional.of(EntryFormat.decode(key, age, bytes));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (EntryFormat.UnreadableException e) {
      throw unreadable(e);
    }
  }

  private BasicFileAttributes attributes() throws IOException {
    return Files.readAttributes(
        files.entry(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private void requireOurs(BasicFileAttributes attributes)
      throws IOException, EntryFormat.UnreadableException {
    if (!attributes.isRegularFile()) {
      throw new EntryFormat.UnreadableException("is no regular file");
    }
    Privacy.requirePrivate(files.entry());
  }

  private byte[] bytes() throws IOException, EntryFormat.UnreadableException {
    try (InputStream in =
        new BufferedInputStream(Files.newInputStream(files.entry(), LinkOption.NOFOLLOW_LINKS))) {
      in.mark(EntryFormat.HEAD_BYTES);
      // What is no entry may be of any size.
      EntryFormat.requireReadable(in.readNBytes(EntryFormat.HEAD_BYTES));
      in.reset();
      return in.readAllBytes();
    }
  }

  private IOException unreadable(EntryFormat.UnreadableException why) {
    return new IOException(
        "%s %s. It is left as it is; whoever moves it away can sign in anew."
            .formatted(files.entry(), why.getMessage()),
        why);
  }

  /** Puts an entry in the place of the one that is there, on the disk when it returns. */
  void replace(long version, byte[] content) throws IOException {
    try {
      write(EntryFormat.encode(key, version, content));
      Files.move(files.draft(), files.entry(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      IOException unwritten =
          new IOException(
              "%s could not be replaced, and is as it was: %s. Mend that and try again."
                  .formatted(files.entry(), e.getMessage()),
              e);
      try {
        Files.deleteIfExists(files.draft());
      } catch (IOException left) {
        unwritten.addSuppressed(left);
      }
      throw unwritten;
    }
    StoreDirectory.force(files.directory());
  }

  private void write(byte[] bytes) throws IOException {
    Path draft = files.draft();
    Files.deleteIfExists(draft);
    Files.createFile(draft, Privacy.ofFile());
    // Some file systems have permissions of their own for all that is on them.
    Privacy.requirePrivate(draft);
    try (FileOutputStream out = new FileOutputStream(draft.toFile())) {
      out.write(bytes);
      out.getFD().sync();
    }
  }
}
