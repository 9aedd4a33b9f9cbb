package dev.latchkey.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** A store of one process after the other: a file for each key, replaced as a whole. */
final class FolderStore extends UnsharedStore {
  private final Path folder;

  FolderStore(Path folder) {
    this.folder = folder;
  }

  @Override
  public synchronized Optional<Entry> load(String key) throws IOException {
    Path file = folder.resolve(key);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    long version = bytes.getLong();
    byte[] content = new byte[bytes.remaining()];
    bytes.get(content);
    return Optional.of(new Entry(version, content));
  }

  @Override
  public synchronized boolean compareAndSet(String key, long version, byte[] content)
      throws IOException {
    if (load(key).map(Entry::version).orElse(0L) != version) {
      return false;
    }
    Path next = folder.resolve(key + ".next");
    byte[] bytes =
        ByteBuffer.allocate(Long.BYTES + content.length).putLong(version + 1).put(content).array();
    Files.write(next, bytes);
    Files.move(next, folder.resolve(key), StandardCopyOption.ATOMIC_MOVE);
    return true;
  }
}
