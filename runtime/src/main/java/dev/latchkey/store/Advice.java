package dev.latchkey.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/**
 * What to do about a system that refuses a file, of which its exceptions say little but the name.
 */
final class Advice {
  private Advice() {}

  /** What is done with files. */
  interface Work<T> {
    T done() throws IOException;
  }

  /** Does it, and says what is wrong and what to do if the system refuses a file. */
  static <T> T onTrouble(Work<T> work) throws IOException {
    try {
      return work.done();
    } catch (FileSystemException e) {
      throw new IOException(
          e.getFile()
              + " "
              + trouble(e)
              + ". A store needs a directory that its user can read and write: mend that, or name"
              + " another.",
          e);
    }
  }

  private static String trouble(FileSystemException e) {
    if (e instanceof AccessDeniedException) {
      return "is closed to this user";
    }
    if (e instanceof NotDirectoryException || e instanceof FileAlreadyExistsException) {
      return "is no directory";
    }
    if (e instanceof NoSuchFileException) {
      return "is not there";
    }
    return "cannot be used (" + e.getReason() + ")";
  }
}
