package dev.latchkey.processor;

/**
 * Java in the letters that every encoding has. Those of {@code -encoding} may lack what a user
 * wrote by its number.
 */
final class Ascii {
  private Ascii() {}

  /** Returns a source that means the same to javac, with numbers for all other letters. */
  static String of(String source) {
    StringBuilder ascii = new StringBuilder(source.length());
    source
        .chars()
        .forEach(
            letter -> {
              if (letter < 0x80) {
                ascii.append((char) letter);
              } else {
                ascii.append("\\u%04x".formatted(letter));
              }
            });
    return ascii.toString();
  }
}
