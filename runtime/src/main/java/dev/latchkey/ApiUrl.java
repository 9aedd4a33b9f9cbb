package dev.latchkey;

import dev.latchkey.exchange.Loopback;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Where an API is.
 *
 * @param text as it was given
 */
record ApiUrl(String text) {
  private static final int LAST_PORT = 65_535;

  /** Returns the URL of an API, or says what keeps it from being one. */
  static ApiUrl parse(String url) {
    String what;
    try {
      URI parsed = new URI(Objects.requireNonNull(url, "url"));
      String scheme = parsed.getScheme();
      if (!"https".equalsIgnoreCase(scheme) && !"http".equalsIgnoreCase(scheme)) {
        what = "is neither http nor https";
      } else if (parsed.getHost() == null) {
        what = "names no host";
      } else if (parsed.getPort() == 0 || parsed.getPort() > LAST_PORT) {
        what = "names port " + parsed.getPort() + ", which there is not";
      } else if (parsed.getRawUserInfo() != null) {
        what = "holds user info, which the session's credential would contradict";
      } else if (parsed.getRawQuery() != null || parsed.getRawFragment() != null) {
        what = "holds a query or a fragment, which belong to endpoints";
      } else {
        return new ApiUrl(url);
      }
    } catch (URISyntaxException e) {
      what = "is malformed at character " + (e.getIndex() + 1) + " (" + e.getReason() + ")";
    }
    int secret = url.indexOf('@');
    throw new IllegalArgumentException(
        "The url %s%s.".formatted(secret < 0 ? "\"" + url + "\" " : "", what));
  }

  String origin() {
    return originOf(URI.create(text));
  }

  /** Returns scheme, host and port in one spelling. */
  static String originOf(URI url) {
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    boolean usual = url.getPort() < 0 || url.getPort() == (scheme.equals("https") ? 443 : 80);
    String host = url.getHost().toLowerCase(Locale.ROOT);
    return scheme + "://" + host + (usual ? "" : ":" + url.getPort());
  }

  void requireSecure(Set<String> allowedOrigins) {
    URI target = URI.create(text);
    if (!"https".equalsIgnoreCase(target.getScheme())
        && !Loopback.isLoopback(target.getHost())
        && !allowedOrigins.contains(origin())) {
      throw new IllegalStateException(
          """
          %s is not https, so anyone on the way could read the credential. Use https, or allow it \
          with allowOrigin("%s").\
          """
              .formatted(text, origin()));
    }
  }
}
