package dev.latchkey.session;

/** Why a session needs somebody to sign in. */
public enum SignInReason {
  /** A call was made, and nobody has signed in yet. */
  NOT_SIGNED_IN,
  /** The server refused to refresh the credential for good. */
  REFUSED,
  /** A server rejected the credential, and its successor too. */
  REJECTED,
  /** Somebody signed out, here or in another process; or the session was over there. */
  SIGNED_OUT
}
