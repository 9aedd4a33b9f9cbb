package soak;

/** What the server sees. */
enum Event {
  CALL("calls received"),
  CALL_GOOD("calls answered 200"),
  CALL_EXPIRED("calls with an expired token, answered 401"),
  CALL_REVOKED("calls with a token that was taken back, answered 401"),
  CALL_SIGNED_OUT("calls of a session that is over, answered 401"),
  CALL_FAULT("calls answered with a fault"),
  SIGNED_IN("sign-ins"),
  SIGNED_OUT("sign-outs"),
  REFRESH("refreshes asked for"),
  REFRESH_GRANTED("refreshes granted"),
  REFRESH_OF_SIGNED_OUT("refreshes of a session that was signed out meanwhile"),
  REFUSED_AGAIN("refusals repeated, the first not having arrived"),
  ROTATION_LOST("rotations whose answer was not delivered"),
  ROTATION_UNSURE("rotations whose answer was written late, or to one in a hurry"),
  SESSION_LOST("sessions lost to such a rotation");

  private final String words;

  Event(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
