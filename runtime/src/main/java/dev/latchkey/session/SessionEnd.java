package dev.latchkey.session;

/** How a session expired: what the server said, and when. */
record SessionEnd(RefreshRefusedException refusal, long atMillis) {

  /** Returns an exception of its own for each caller; the shared refusal is its cause. */
  SessionExpiredException toException(long nowMillis) {
    return new SessionExpiredException(
        "The session ended %s ago: %s Sign in again."
            .formatted(Wording.time(nowMillis - atMillis), Wording.sentence(refusal)),
        refusal);
  }
}
