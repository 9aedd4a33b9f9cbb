package dev.latchkey.processor;

import javax.tools.Diagnostic.Kind;

/**
 * Something that is wrong with an API. All there are stand in the classes named {@code ..Problems}:
 * one factory each, of the problem's name. Where one name has several factories, they differ in the
 * words.
 *
 * @param kind an error, or a warning, which does not keep the client from being written
 * @param text the name and the fact, which javac prints above the source, and on the next line the
 *     way out, which it prints below
 */
record Problem(Kind kind, String text) {
  private static final String KEY = "latchkey:";

  /** An error. */
  Problem(String text) {
    this(Kind.ERROR, text);
  }

  /** Returns a warning; its text gets one more line, which says how to keep what is meant. */
  static Problem warning(String text) {
    String key = new Problem(Kind.WARNING, text).key();
    return new Problem(
        Kind.WARNING, text + "\nIf it is meant, say @SuppressWarnings(\"%s\").".formatted(key));
  }

  boolean isWarning() {
    return kind == Kind.WARNING;
  }

  /** Returns what {@code @SuppressWarnings} calls it. */
  String key() {
    return KEY + text.substring(1, text.indexOf(']'));
  }

  /** Returns the same of a member that is inherited. */
  Problem of(String member) {
    int afterName = text.indexOf(']') + 1;
    return new Problem(
        kind, text.substring(0, afterName) + " [" + member + "]" + text.substring(afterName));
  }
}
