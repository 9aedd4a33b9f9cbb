package dev.latchkey.exchange;

import java.io.IOException;

/** Thrown when a server answers with more bytes than anybody could need. */
public final class AnswerTooLargeException extends IOException {
  private static final long serialVersionUID = 1L;

  AnswerTooLargeException(int maxBytes) {
    super("the answer is larger than " + inWords(maxBytes));
  }

  private static String inWords(int bytes) {
    if (bytes > 0 && bytes % (1 << 20) == 0) {
      return (bytes >> 20) + " MiB";
    }
    return bytes > 0 && bytes % (1 << 10) == 0 ? (bytes >> 10) + " KiB" : bytes + " bytes";
  }
}
