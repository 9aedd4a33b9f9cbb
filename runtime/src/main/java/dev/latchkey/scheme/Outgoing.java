package dev.latchkey.scheme;

import java.util.Objects;

/**
 * A request as a scheme sees it: where it goes, and what for; immutable.
 *
 * @param purpose what it is for
 * @param method the HTTP method
 * @param url where it goes, to one of the allowed origins
 * @param secure whether nobody on the way can read it: it goes over https, or to this machine
 */
public record Outgoing(Purpose purpose, String method, String url, boolean secure) {
  /**
   * Creates the view.
   *
   * @param purpose what the request is for
   * @param method the HTTP method
   * @param url where it goes
   * @param secure whether nobody on the way can read it
   */
  public Outgoing {
    Objects.requireNonNull(purpose, "purpose");
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(url, "url");
  }

  /** What a request is for. */
  public enum Purpose {
    /** A call of an endpoint on behalf of whoever is signed in. */
    CALL,
    /** A call that carries no credential, because it is to carry none or nobody is signed in. */
    ANONYMOUS,
    /** A {@code @SignIn} endpoint. */
    SIGN_IN,
    /** The {@code @Refresh} endpoint. */
    REFRESH,
    /** The {@code @SignOut} endpoint. */
    SIGN_OUT
  }

  /** Returns the purpose and the method; a URL may hold what nobody should read. */
  @Override
  public String toString() {
    return "Outgoing[" + purpose + ", " + method + "]";
  }
}
