package dev.latchkey.oauth2;

import dev.latchkey.session.Credential;
import java.util.concurrent.Callable;

/** The client asks for a credential of its own (RFC 6749, section 4.4). */
record ClientCredentialsGrant(TokenExchange exchange) implements Callable<Credential> {
  @Override
  public Credential call() {
    return exchange.ask(Form.EMPTY.with("grant_type", "client_credentials"));
  }

  @Override
  public String toString() {
    return "client_credentials at " + exchange;
  }
}
