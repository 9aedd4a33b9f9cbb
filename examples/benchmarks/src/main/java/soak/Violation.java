package soak;

/** What must never happen. */
enum Violation {
  TWO_REFRESHES_AT_ONCE("P1 two refreshes of a session at once"),
  TOKEN_REUSED("P12 a refresh token used again although its successor had arrived"),
  REFUSAL_IGNORED("P11 a refresh after a refusal that had arrived"),
  SENT_TOO_OFTEN("P14 a call sent more than twice"),
  SENT_FOR_ANOTHER("P3 a call resent for another sign-in"),
  FOREIGN_TOKEN("a token that is not this session's"),
  WRONG_ANSWER("an answer that belongs to another call"),
  NO_OUTCOME("P5 a call without an outcome"),
  UNEXPECTED_OUTCOME("an outcome that the faults do not explain"),
  STUCK("a session that is not answered, or not refreshed, any more"),
  TOO_MANY_LOST("more sessions lost than rotations");

  private final String words;

  Violation(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
