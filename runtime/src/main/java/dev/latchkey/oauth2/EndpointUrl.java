package dev.latchkey.oauth2;

import dev.latchkey.exchange.EndpointName;
import dev.latchkey.exchange.Loopback;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;

/** The URL of a token endpoint, known to be one that a secret may be sent to. */
final class EndpointUrl {
  private EndpointUrl() {}

  /**
   * Returns the URL if it is absolute, over https unless the host is this machine, and has neither
   * user info nor a fragment (RFC 6749, section 3.2).
   */
  static String checked(String url) {
    URI uri = parsed(Objects.requireNonNull(url, "url"));
    String scheme = uri.getScheme();
    boolean plain = "http".equalsIgnoreCase(scheme);
    if (!plain && !"https".equalsIgnoreCase(scheme)) {
      throw refused("begins with neither https:// nor http://");
    }
    if (uri.getRawUserInfo() != null) {
      throw refused("holds user info; name the client with clientSecretBasic(id, secret)");
    }
    if (uri.getRawFragment() != null) {
      throw refused("holds a fragment, which no server would see (RFC 6749, section 3.2)");
    }
    String host = uri.getHost();
    if (host == null || uri.getPort() == 0 || uri.getPort() > 65_535) {
      throw refused("names no host, or a host or port that cannot be");
    }
    if (plain && !Loopback.isLoopback(host)) {
      throw new IllegalArgumentException(
          "Anybody on the way could read the secrets sent to "
              + new EndpointName("POST", url)
              + ": use https. Plain http is for this machine alone: localhost, 127.0.0.0/8 or"
              + " ::1.");
    }
    return url;
  }

  /** The parser's own exception quotes the URL, and secrets with it; its reason does not. */
  private static URI parsed(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw refused("is malformed at character " + (e.getIndex() + 1) + " (" + e.getReason() + ")");
    }
  }

  private static IllegalArgumentException refused(String why) {
    return new IllegalArgumentException("The URL of the token endpoint " + why + ".");
  }
}
