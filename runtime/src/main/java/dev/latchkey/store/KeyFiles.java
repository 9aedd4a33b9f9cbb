package dev.latchkey.store;

import java.nio.file.Path;

/**
 * The files of one key.
 *
 * @param directory where they are
 * @param entry what the session wrote, replaced as a whole
 * @param draft the next entry until it takes the place of the last; whoever replaces it deletes one
 *     that a killed process has left
 * @param lock locked while the entry is replaced
 * @param lease locked by whoever has the lease
 * @param holder the name of who has the lease
 */
record KeyFiles(Path directory, Path entry, Path draft, Path lock, Path lease, Path holder) {
  static KeyFiles of(Path directory, String key) {
    String entry = FileName.of(key) + ".session";
    return new KeyFiles(
        directory,
        directory.resolve(entry),
        directory.resolve(entry + ".draft"),
        directory.resolve(entry + ".lock"),
        directory.resolve(entry + ".lease"),
        directory.resolve(entry + ".holder"));
  }
}
