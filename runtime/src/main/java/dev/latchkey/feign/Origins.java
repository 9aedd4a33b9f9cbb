package dev.latchkey.feign;

import dev.latchkey.exchange.Loopback;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The origins (RFC 6454) that may have a credential; immutable. */
final class Origins {
  private final List<String> allowed;

  /** Those of them whose traffic nobody on the way can read: https, or this machine. */
  private final List<String> secure;

  private Origins(List<String> allowed) {
    this.allowed = allowed;
    this.secure = allowed.stream().filter(Origins::isPrivate).toList();
  }

  private static boolean isPrivate(String origin) {
    return origin.startsWith("https:") || Loopback.isLoopback(URI.create(origin).getHost());
  }

  /** Returns origins that were named one by one, with or without https. */
  static Origins named(List<String> origins) {
    List<String> allowed = new ArrayList<>();
    for (String origin : origins) {
      allowed.add(parse(origin));
    }
    return new Origins(List.copyOf(allowed));
  }

  /**
   * Whether a URL leads to one of them. Asked for every call, so a URL that is written as the
   * origin is written, which all but hostile or odd ones are, is not parsed.
   */
  boolean allow(String url) {
    return originIn(url) != null;
  }

  /** Whether nobody on the way can read what goes to a URL, which leads to one of them. */
  boolean areSecureFor(String url) {
    String origin = originIn(url);
    return origin != null && secure.contains(origin);
  }

  private @Nullable String originIn(String url) {
    for (String origin : allowed) {
      if (url.startsWith(origin) && endsAuthority(url, origin.length())) {
        return origin;
      }
    }
    String origin = originOf(url);
    return origin != null && allowed.contains(origin) ? origin : null;
  }

  private static boolean endsAuthority(String url, int at) {
    if (at == url.length()) {
      return true;
    }
    char next = url.charAt(at);
    return next == '/' || next == '?' || next == '#';
  }

  private static String parse(String origin) {
    String parsed = originOf(Objects.requireNonNull(origin, "origin"));
    if (parsed == null || hasMore(URI.create(origin))) {
      throw new IllegalArgumentException(
          "%s is not an origin: write scheme, host and port, such as \"https://shop.example\"."
              // User info would be a secret, and is what is wrong.
              .formatted(origin.contains("@") ? "What holds an @" : '"' + origin + '"'));
    }
    return parsed;
  }

  private static boolean hasMore(URI origin) {
    String path = origin.getRawPath();
    return !(path.isEmpty() || path.equals("/"))
        || origin.getRawQuery() != null
        || origin.getRawFragment() != null;
  }

  /** Returns scheme, host and port in one spelling, or null for what has none. */
  static @Nullable String originOf(String url) {
    try {
      URI uri = new URI(url);
      String scheme = uri.getScheme();
      String host = uri.getHost();
      if (scheme == null || host == null || uri.getRawUserInfo() != null) {
        return null;
      }
      String name = scheme.toLowerCase(Locale.ROOT);
      int standard = name.equals("https") ? 443 : name.equals("http") ? 80 : -1;
      if (standard < 0) {
        return null;
      }
      int port = uri.getPort() == standard ? -1 : uri.getPort();
      return name + "://" + host.toLowerCase(Locale.ROOT) + (port < 0 ? "" : ":" + port);
    } catch (URISyntaxException e) {
      return null; // what cannot be read is nowhere that a credential may go
    }
  }

  @Override
  public String toString() {
    return allowed.toString();
  }
}
