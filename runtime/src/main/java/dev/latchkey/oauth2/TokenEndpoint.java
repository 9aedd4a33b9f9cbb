package dev.latchkey.oauth2;

/** The token endpoint of an OAuth 2.0 authorization server (RFC 6749, section 3.2). */
public final class TokenEndpoint {
  private TokenEndpoint() {}
}
