package counterpart;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * An application whose sessions live in cookies, with a CSRF token that is mirrored from a cookie
 * into a header.
 *
 * <ul>
 *   <li>{@code GET /} is for everybody
 *   <li>{@code POST /auth/login} takes the form fields {@code username} and {@code password}
 *   <li>{@code POST /auth/refresh} replaces both tokens; a refresh token that comes twice ends its
 *       session
 *   <li>{@code POST /auth/logout} ends the session
 *   <li>{@code GET /orders} and {@code POST /orders} answer {@code ["lamp"]} to who is signed in
 * </ul>
 *
 * <p>What changes something needs the CSRF token, the login too.
 */
abstract class CookieServer implements AutoCloseable {
  static final String USER = "ada";
  static final String PASSWORD = "ada-password";

  /** How long an access token lasts by the server's clock, which stands still. */
  static final Duration LIFETIME = Duration.ofMinutes(5);

  abstract String url();

  /** Lets all access tokens expire that have been issued so far. */
  abstract void expireAccessTokens();

  /** Returns what was asked, refused or not: method and path. */
  abstract List<String> asked();

  /** Returns how many refreshes were granted. */
  abstract int refreshes();

  /** Returns how many refresh tokens came a second time. */
  abstract int reuses();

  /** Returns how many sessions could be refreshed now. */
  abstract int sessions();

  @Override
  public abstract void close() throws IOException;
}
