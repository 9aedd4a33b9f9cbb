package dev.latchkey.processor;

import java.util.List;

/** What can be wrong with an endpoint of a session's lifecycle. */
final class SessionProblems {
  private SessionProblems() {}

  static Problem twoRoles(String method, String first, String second) {
    return new Problem(
        """
        [TwoRoles] %s() is marked %s already, and %s asks for something else.
        Keep the one that is meant.\
        """
            .formatted(method, first, second));
  }

  static Problem secondLifecycleEndpoint(String method, String role, String first) {
    return new Problem(
        """
        [SecondLifecycleEndpoint] %s() is a second %s, but a session calls one, and %s() is it.
        Keep %2$s on one of them.\
        """
            .formatted(method, role, first));
  }

  static Problem noCredential(String method, String role, String type, String nothing) {
    return new Problem(
        """
        [NoCredential] %s() is marked %s but returns %s, which yields no credential.
        Return dev.latchkey.TokenResponse, a type that implements dev.latchkey.session.CredentialResponse, or %s where cookies are the credential.\
        """
            .formatted(method, role, type, nothing));
  }

  static Problem primitiveSignOut(String method, String type, String boxed) {
    return new Problem(
        """
        [PrimitiveSignOut] %s() is marked @SignOut and returns %s, but there is no answer when nobody is signed in.
        Return void, or %s, which is null then.\
        """
            .formatted(method, type, boxed));
  }

  static Problem lifecycleParameter(String method, int parameters) {
    return new Problem(
        """
        [LifecycleParameter] %s() has %d parameters, but the session has one thing to give.
        Take a type of yours with a constructor that takes a String, the refresh token.\
        """
            .formatted(method, parameters));
  }

  static Problem lifecycleParameter(String type, String method) {
    return new Problem(
        """
        [LifecycleParameter] The session calls %2$s(), but %1$s cannot be made of what it holds.
        Take String (the refresh token), Credential, or a type with a constructor that takes one.\
        """
            .formatted(type, method));
  }

  static Problem lifecycleParameter(String type, List<String> factories) {
    return new Problem(
        """
        [LifecycleParameter] The session can make %s in several ways: %s.
        Add a constructor that takes a String, the refresh token.\
        """
            .formatted(type, String.join(", ", factories)));
  }

  static Problem credentialInJson(String method, String type, String place) {
    return Problem.warning(
        """
        [CredentialInJson] %s() returns a %s%s, which has no form in JSON, so the decoder would refuse it.
        Return what the server sends, as dev.latchkey.TokenResponse does, or set a decoder(..) of yours.\
        """
            .formatted(method, type, place));
  }

  static Problem credentialInJson(String method, String place) {
    return Problem.warning(
        """
        [CredentialInJson] %s() sends a Credential%s, which has no form in JSON, so the encoder would refuse it.
        Send what the server reads, as dev.latchkey.RefreshRequest does, or set an encoder(..) of yours.\
        """
            .formatted(method, place));
  }

  static Problem rejectedStatus(int status) {
    return new Problem(
        """
        [RejectedStatus] %d is no status by which a server rejects a credential.
        Name statuses from 400 to 599.\
        """
            .formatted(status));
  }
}
