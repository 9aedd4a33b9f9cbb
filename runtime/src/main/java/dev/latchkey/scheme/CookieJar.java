package dev.latchkey.scheme;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The cookies of one session; immutable. Its text is what a credential holds of it: the fields of
 * all cookies in turn, between semicolons, which no field can have in it.
 *
 * @param cookies the oldest first
 */
record CookieJar(List<Cookie> cookies) {
  static final CookieJar EMPTY = new CookieJar(List.of());

  /** As many as browsers keep for a host, at least (RFC 6265, section 6.1). */
  private static final int MOST = 50;

  /** Together; servers take no more in a header. */
  private static final int LONGEST = 32 * 1024;

  /** The text of a jar without cookies, which is no text of any other. */
  private static final String NOTHING = "-";

  /** How many of an answer are read. */
  private static final int MOST_READ = 200;

  private static final int FIELDS = 5;

  /** Reads what {@link #text} wrote; anything else is a jar without cookies. */
  static CookieJar parse(String text) {
    String[] fields = text.split(";", -1);
    if (fields.length % FIELDS != 0) {
      return EMPTY;
    }
    List<Cookie> cookies = new ArrayList<>();
    for (int i = 0; i < fields.length; i += FIELDS) {
      Cookie cookie = parse(fields, i);
      if (cookie == null) {
        return EMPTY;
      }
      cookies.add(cookie);
    }
    return new CookieJar(List.copyOf(cookies));
  }

  private static @Nullable Cookie parse(String[] fields, int at) {
    int equals = fields[at].indexOf('=');
    if (equals <= 0) {
      return null;
    }
    String flags = fields[at + 4];
    try {
      return new Cookie(
          fields[at].substring(0, equals),
          fields[at].substring(equals + 1),
          fields[at + 1],
          flags.contains("h"),
          fields[at + 2],
          Long.parseLong(fields[at + 3]),
          flags.contains("s"));
    } catch (NumberFormatException e) {
      return null; // a token, or something else that no jar wrote
    }
  }

  String text() {
    return cookies.isEmpty()
        ? NOTHING
        : cookies.stream().map(CookieJar::textOf).collect(Collectors.joining(";"));
  }

  private static String textOf(Cookie cookie) {
    return String.join(
        ";",
        cookie.name() + "=" + cookie.value(),
        cookie.domain(),
        cookie.path(),
        Long.toString(cookie.expiresAtMillis()),
        (cookie.hostOnly() ? "h" : "d") + (cookie.secureOnly() ? "s" : ""));
  }

  /**
   * Returns what is kept after an answer has set these.
   *
   * <p>Some servers take a cookie away and set it again in one answer, in this order, and some
   * transports hand over the values of a header in none (feign-java11 puts them into a HashSet). So
   * what is taken away goes first.
   */
  CookieJar with(List<String> setCookies, RequestUrl url, boolean secure, long nowMillis) {
    List<Cookie> kept = new ArrayList<>(cookies);
    kept.removeIf(cookie -> cookie.isExpired(nowMillis));
    List<Cookie> set = new ArrayList<>();
    for (String line : setCookies.subList(0, Math.min(setCookies.size(), MOST_READ))) {
      Cookie cookie = Cookie.read(line, url, secure, nowMillis);
      if (cookie != null) {
        set.add(cookie);
      }
    }
    set.sort(Comparator.comparing((Cookie cookie) -> !cookie.isExpired(nowMillis)));
    set.forEach(cookie -> put(cookie, kept, secure, nowMillis));
    return new CookieJar(List.copyOf(kept));
  }

  /**
   * Returns what is kept after an answer has made another jar of an older one than this: what it
   * has changed, where this has not.
   */
  CookieJar inheriting(CookieJar before, CookieJar after) {
    List<Cookie> kept = new ArrayList<>(cookies);
    for (Cookie gone : before.cookies) {
      if (after.like(gone) == null) {
        kept.remove(gone);
      }
    }
    for (Cookie come : after.cookies) {
      Cookie known = like(come);
      if (!before.cookies.contains(come) && Objects.equals(known, before.like(come))) {
        kept.remove(known);
        kept.add(come);
      }
    }
    shorten(kept);
    return new CookieJar(List.copyOf(kept));
  }

  /** Returns the cookie that this one would replace, or null. */
  private @Nullable Cookie like(Cookie cookie) {
    return cookies.stream().filter(known -> known.isReplacedBy(cookie)).findAny().orElse(null);
  }

  private static void put(Cookie cookie, List<Cookie> kept, boolean secure, long nowMillis) {
    for (Cookie known : kept) {
      if (known.isReplacedBy(cookie)) {
        // Over what others can write to, nobody replaces what only the server could have set.
        if (secure || !known.secureOnly()) {
          kept.remove(known);
          break;
        }
        return;
      }
    }
    if (!cookie.isExpired(nowMillis)) {
      kept.add(cookie);
    }
    shorten(kept);
  }

  /** A server that sets ever more of them has lost count of its own; what it set last is kept. */
  private static void shorten(List<Cookie> kept) {
    while (kept.size() > MOST || lengthOf(kept) > LONGEST) {
      kept.remove(0);
    }
  }

  private static int lengthOf(List<Cookie> cookies) {
    return cookies.stream().mapToInt(c -> c.name().length() + c.value().length()).sum();
  }

  /** Returns those that a request carries, the most specific first. */
  List<Cookie> goingTo(RequestUrl url, boolean secure, long nowMillis) {
    return cookies.stream()
        .filter(cookie -> cookie.goesTo(url, secure, nowMillis))
        .sorted(Comparator.comparingInt(cookie -> -cookie.path().length()))
        .toList();
  }

  /** Returns the value of a cookie that goes to a host, whatever its path. */
  Optional<String> value(String name, RequestUrl url, boolean secure, long nowMillis) {
    return cookies.stream()
        .filter(cookie -> cookie.name().equals(name) && cookie.goesToHost(url, secure, nowMillis))
        // Of those that the request carries, the first, which is the one that servers read.
        .min(
            Comparator.comparing((Cookie cookie) -> !url.isWithin(cookie.path()))
                .thenComparing(cookie -> -cookie.path().length()))
        .map(Cookie::value);
  }

  /** Returns the names alone; the values are secrets. */
  @Override
  public String toString() {
    return "CookieJar" + cookies;
  }
}
