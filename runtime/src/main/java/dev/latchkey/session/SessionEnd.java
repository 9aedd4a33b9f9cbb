package dev.latchkey.session;

/** How a session expired: what the server said, and when. */
record SessionEnd(RefreshRefusedException refusal, long atMillis) {

  /** Returns an exception of its own for each caller; the shared refusal is its cause. */
  SessionExpiredException toException(long nowMillis) {
    long ago = nowMillis - atMillis;
    String ended = ago < 1000 ? "has ended" : "ended " + Wording.time(ago) + " ago";
    return new SessionExpiredException(
        "The session %s: %s Sign in again.".formatted(ended, Wording.sentence(refusal)), refusal);
  }
}
