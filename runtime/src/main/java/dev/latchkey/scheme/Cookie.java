package dev.latchkey.scheme;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A cookie as it is kept (RFC 6265, section 5.3).
 *
 * @param name its name
 * @param value its value
 * @param domain the host that it is for, in lower case
 * @param hostOnly whether it is for that host alone, and not for those below it
 * @param path the paths that it is for begin with this
 * @param expiresAtMillis when it expires, in milliseconds of the epoch
 * @param secureOnly whether it is sent only where nobody on the way can read it
 */
record Cookie(
    String name,
    String value,
    String domain,
    boolean hostOnly,
    String path,
    long expiresAtMillis,
    boolean secureOnly) {

  /** What browsers keep of a name and its value, and of an attribute. */
  private static final int LONGEST = 4096;

  private static final int LONGEST_ATTRIBUTE = 1024;

  /** Without a date it lives as long as its session does. */
  private static final long NEVER = Long.MAX_VALUE;

  private static final Pattern KEPT = Pattern.compile("[ -:<-~]*");
  private static final Pattern SECONDS = Pattern.compile("-?[0-9]{1,18}");

  /**
   * Reads a {@code Set-Cookie} (RFC 6265, section 5.2); returns null for what is not kept, because
   * it is no cookie, is too long, is for somebody else, or came where it could have been forged.
   */
  static @Nullable Cookie read(String line, RequestUrl url, boolean secure, long nowMillis) {
    if (line.length() > LONGEST + 8 * LONGEST_ATTRIBUTE) {
      return null;
    }
    List<String> parts = split(line);
    String pair = parts.get(0);
    int equals = pair.indexOf('=');
    if (equals < 0) {
      return null;
    }
    String name = pair.substring(0, equals).strip();
    String value = pair.substring(equals + 1).strip();
    if (name.isEmpty()
        || name.length() + value.length() > LONGEST
        || !KEPT.matcher(name).matches()
        || !KEPT.matcher(value).matches()) {
      return null;
    }
    Attributes attributes = new Attributes(nowMillis);
    parts.stream().skip(1).forEach(attributes::read);
    String domain = attributes.domain;
    boolean hostOnly = domain.isEmpty();
    String path = attributes.path.isEmpty() ? url.defaultPath() : attributes.path;
    Cookie cookie =
        new Cookie(
            name,
            value,
            hostOnly ? url.host() : domain,
            hostOnly,
            path,
            attributes.expiresAtMillis,
            attributes.secure);
    return cookie.mayComeFrom(url, secure, attributes) ? cookie : null;
  }

  private static List<String> split(String line) {
    List<String> parts = new ArrayList<>();
    int begin = 0;
    for (int end = line.indexOf(';'); end >= 0; end = line.indexOf(';', begin)) {
      parts.add(line.substring(begin, end));
      begin = end + 1;
    }
    parts.add(line.substring(begin));
    return parts;
  }

  private boolean mayComeFrom(RequestUrl url, boolean secure, Attributes attributes) {
    boolean isOfHost =
        domain.equals(url.host()) || (domain.indexOf('.') > 0 && url.isBelow(domain));
    boolean isTold = !secureOnly || secure;
    // Names by which a server makes sure that nobody else has set the cookie.
    boolean isPrefixTrue = !isPrefixed("__Secure-") || secureOnly;
    boolean isHostPrefixTrue =
        !isPrefixed("__Host-")
            || (secureOnly && attributes.domain.isEmpty() && attributes.path.equals("/"));
    return isOfHost
        && isTold
        && isPrefixTrue
        && isHostPrefixTrue
        && KEPT.matcher(domain).matches()
        && KEPT.matcher(path).matches();
  }

  private boolean isPrefixed(String prefix) {
    return name.regionMatches(true, 0, prefix, 0, prefix.length());
  }

  boolean isExpired(long nowMillis) {
    return expiresAtMillis <= nowMillis;
  }

  /** Whether a cookie that arrives takes the place of this one. */
  boolean isReplacedBy(Cookie other) {
    return name.equals(other.name) && domain.equals(other.domain) && path.equals(other.path);
  }

  /** Whether a request carries it (RFC 6265, section 5.4). */
  boolean goesTo(RequestUrl url, boolean secure, long nowMillis) {
    return goesToHost(url, secure, nowMillis) && url.isWithin(path);
  }

  /** Whether a request to some path of the host would carry it. */
  boolean goesToHost(RequestUrl url, boolean secure, long nowMillis) {
    return (hostOnly ? url.host().equals(domain) : url.isBelow(domain))
        && (secure || !secureOnly)
        && !isExpired(nowMillis);
  }

  /** Returns the name alone; the value is a secret. */
  @Override
  public String toString() {
    return "Cookie[" + name + "]";
  }

  /** What stands behind a cookie's value; of two of a name, the last counts. */
  private static final class Attributes {
    private final long nowMillis;
    private String domain = "";
    private String path = "";
    private boolean secure;
    private boolean hasMaxAge;
    private long expiresAtMillis = NEVER;

    Attributes(long nowMillis) {
      this.nowMillis = nowMillis;
    }

    void read(String attribute) {
      int equals = attribute.indexOf('=');
      String name = (equals < 0 ? attribute : attribute.substring(0, equals)).strip();
      String value = equals < 0 ? "" : attribute.substring(equals + 1).strip();
      if (value.length() > LONGEST_ATTRIBUTE) {
        return;
      }
      switch (name.toLowerCase(Locale.ROOT)) {
        case "domain" ->
            domain = (value.startsWith(".") ? value.substring(1) : value).toLowerCase(Locale.ROOT);
        case "path" -> path = value.startsWith("/") ? value : "";
        case "secure" -> secure = true;
        case "max-age" -> maxAge(value);
        case "expires" -> expires(value);
        default -> {
          // HttpOnly and SameSite keep scripts and other sites away, and there are none here.
        }
      }
    }

    private void maxAge(String value) {
      if (SECONDS.matcher(value).matches()) {
        long seconds = Long.parseLong(value);
        hasMaxAge = true;
        expiresAtMillis =
            seconds <= 0
                ? Long.MIN_VALUE
                : seconds > (NEVER - nowMillis) / 1000 ? NEVER : nowMillis + seconds * 1000;
      }
    }

    private void expires(String value) {
      Long at = CookieDate.millisOf(value);
      if (at != null && !hasMaxAge) {
        expiresAtMillis = at;
      }
    }
  }
}
