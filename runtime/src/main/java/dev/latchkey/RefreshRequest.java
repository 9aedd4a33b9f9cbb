package dev.latchkey;

/**
 * The usual request of a refresh or logout endpoint: {@code {"refreshToken": "..."}}.
 *
 * <p>Declare it as the parameter of a {@link Refresh} or {@link SignOut} endpoint; the session
 * fills it in when it calls the endpoint. An endpoint that wants another name takes a record of
 * yours with one {@code String}.
 *
 * @param refreshToken the refresh token; a secret, which {@link #toString()} leaves out
 */
public record RefreshRequest(String refreshToken) {
  /** Returns no secret. */
  @Override
  public String toString() {
    return "RefreshRequest[refreshToken=(hidden)]";
  }
}
