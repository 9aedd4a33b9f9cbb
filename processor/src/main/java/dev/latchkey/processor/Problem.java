package dev.latchkey.processor;

/**
 * Something that is wrong with an API. All there are stand in {@link ApiProblems}, {@link
 * RequestProblems} and {@link SessionProblems}: one factory each, of the problem's name. Where one
 * name has several factories, they differ in the words.
 *
 * @param text the name and the fact, which javac prints above the source, and on the next line the
 *     way out, which it prints below
 */
record Problem(String text) {

  /** Returns the same of a member that is inherited. */
  Problem of(String member) {
    int afterName = text.indexOf(']') + 1;
    return new Problem(
        text.substring(0, afterName) + " [" + member + "]" + text.substring(afterName));
  }
}
