package dev.latchkey.processor;

/** Where a generated client differs from what Feign makes of the same API, and why it should. */
enum Improvement {
  ANSWER_IS_CHECKED(
      "An answer that is not of the bound that a method promises fails the call, and not later."),
  FAILS_IN_THE_FUTURE(
      "An asynchronous endpoint throws nothing: what Feign throws at the call fails the future."),
  JSON_ACCEPT("Who names no Accept is answered in JSON, which is what the client reads."),
  JSON_CONTENT_TYPE("A body in JSON says that it is, unless the API says something else."),
  CREDENTIAL_REPLACES_HEADER("A call has one credential, and that is the session's."),
  NO_REDIRECTS("A transport that follows a redirect would take the credential along."),
  NO_RETRY_AFTER_REJECTION("A Retryer would send a rejected call again, after the refresh."),
  NOTHING_IS_QUOTED("What cannot be read of an answer with tokens in it is not in the message."),
  REFRESHED("A rejected call is sent again with the successor, if there is a refresher."),
  REFRESH_IS_SENT_ONCE(
      "A refresh without a body says so, or the JDK would repeat it when the connection breaks."),
  REFRESH_IS_THE_SESSIONS("Who calls the refresh endpoint spends the refresh token, unnoticed."),
  SIGN_OUT_BY_THE_SESSION("Who signs out with nothing leaves it to the session to fill it in."),
  TOKEN_IS_CHECKED("A token that no header can hold is refused when it arrives.");

  private final String reason;

  Improvement(String reason) {
    this.reason = reason;
  }

  @Override
  public String toString() {
    return name() + ": " + reason;
  }
}
