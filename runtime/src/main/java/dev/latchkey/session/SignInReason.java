package dev.latchkey.session;

/** Why a session needs somebody to sign in. */
public enum SignInReason {
  /** A call was made, and nobody has signed in yet. */
  NOT_SIGNED_IN,
  /** The server refused to refresh the credential for good. */
  REFUSED,
  /** Somebody signed out. */
  SIGNED_OUT
}
