package dev.latchkey.oauth2;

import dev.latchkey.session.Credential;
import dev.latchkey.session.Refresher;

/** The client presents the refresh token that it holds (RFC 6749, section 6). */
record RefreshTokenGrant(TokenExchange exchange) implements Refresher {
  @Override
  public Credential refresh(Credential held) {
    return exchange.ask(
        Form.EMPTY.with("grant_type", "refresh_token").with("refresh_token", held.refreshToken()));
  }

  @Override
  public String toString() {
    return "refresh_token at " + exchange;
  }
}
