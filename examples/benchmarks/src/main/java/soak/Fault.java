package soak;

/** What goes wrong with an answer, or nothing. */
enum Fault {
  NONE("whole"),

  /** Said instead of doing what was asked. */
  BROKEN("500"),

  /** What was asked is done, and the body is no JSON. */
  GARBAGE("invalid JSON"),

  /** The connection is reset before a byte of the answer. */
  RESET("reset before the answer"),

  /** It is reset in the middle of the answer. */
  CUT("reset within the answer"),

  /** It is closed in the middle of the answer. */
  CLOSED("closed within the answer"),

  /** Nothing is sent until the client leaves. */
  HANG("hangs"),

  /** The answer comes byte by byte, too slowly for any client. */
  DRIP("drips");

  private final String words;

  Fault(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
