package dev.latchkey.session;

import org.jspecify.annotations.Nullable;

/**
 * A sign-in that has begun: begin it before the request is sent, and complete it with the answer.
 * Of two that overlap, the one that began last wins. One that is never completed costs nothing.
 */
public final class SignInAttempt {
  private final @Nullable Decisions decisions;
  private final long number;
  private final long begunAtMillis;

  SignInAttempt(@Nullable Decisions decisions, long number, long begunAtMillis) {
    this.decisions = decisions;
    this.number = number;
    this.begunAtMillis = begunAtMillis;
  }

  /**
   * Signs the session in with what the server answered; an answer that yields no credential, as
   * when it asks for a second factor, signs nobody in.
   *
   * @param answer the answer, or null if there was none
   * @throws SignInSupersededException if a sign-in or a sign-out that began later has decided
   *     already
   * @throws IllegalArgumentException if the access token cannot be the value of a header
   */
  public void complete(@Nullable CredentialResponse answer) {
    Credential credential = answer == null ? null : answer.toCredential();
    if (credential != null && decisions != null) {
      decisions.signIn(number, begunAtMillis, credential);
    }
  }
}
