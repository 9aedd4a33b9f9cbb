package dev.latchkey.scheme;

import dev.latchkey.session.Credential;
import java.util.Map;

/** How a credential is written on a request; asked anew for every attempt, from any thread. */
@FunctionalInterface
public interface Scheme {
  /**
   * Returns the scheme of RFC 6750, section 2.1: {@code Authorization: Bearer <access token>}.
   *
   * @return the scheme
   */
  static Scheme bearer() {
    return header("Authorization", "Bearer");
  }

  /**
   * Returns a scheme that writes the access token as the value of a header, such as {@code
   * X-Api-Key}.
   *
   * @param name the header's name, a token of RFC 9110, section 5.6.2
   * @return the scheme
   * @throws IllegalArgumentException if that cannot be the name of a header
   */
  static Scheme header(String name) {
    return new HeaderScheme(name, "");
  }

  /**
   * Returns a scheme that writes a prefix, a space and the access token as the value of a header,
   * such as {@code Authorization: Token <access token>}.
   *
   * @param name the header's name, a token of RFC 9110, section 5.6.2
   * @param prefix what stands before the space, printable ASCII and not blank
   * @return the scheme
   * @throws IllegalArgumentException if that cannot be the name or the value of a header
   */
  static Scheme header(String name, String prefix) {
    if (prefix.isBlank()) {
      throw new IllegalArgumentException("prefix is blank; use header(name) to write none.");
    }
    return new HeaderScheme(name, prefix + " ");
  }

  /**
   * Returns the headers that carry the credential; they replace any of the same name.
   *
   * @param credential what the session holds
   * @return names and values
   */
  Map<String, String> headers(Credential credential);
}
