package dev.latchkey.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server whose credentials are cookies, with the names of Flask-JWT-Extended. The n-th credential
 * is access cookie a-n with CSRF token ca-n, and refresh cookie r-n with CSRF token cr-n; a refresh
 * cookie works once.
 */
public final class CookieServer implements Server {
  private final AtomicInteger issued = new AtomicInteger();
  private final Set<String> access = ConcurrentHashMap.newKeySet();
  private final Set<String> refresh = ConcurrentHashMap.newKeySet();
  private final List<String> presentedTwice = new CopyOnWriteArrayList<>();
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Map<String, Server> endpoints = new ConcurrentHashMap<>();

  /** Answers a path in another way. */
  public CookieServer on(String path, Server endpoint) {
    endpoints.put(path, endpoint);
    return this;
  }

  public void revoke(String accessCookie) {
    access.remove(accessCookie);
  }

  /** Returns what was asked, with the cookies by name, and the CSRF header. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  public long count(String line) {
    return lines.stream().filter(asked -> asked.startsWith(line)).count();
  }

  public void assertNoTokenWasPresentedTwice() {
    assertThat(presentedTwice).as("refresh cookies that were presented twice").isEmpty();
  }

  @Override
  public Answered answer(Asked asked) throws IOException {
    lines.add(
        "%s %s %s %s"
            .formatted(
                asked.method(), asked.path(), cookies(asked).values(), asked.header("x-csrf-token"))
            .strip());
    Server endpoint = endpoints.get(asked.path());
    return endpoint == null ? standard(asked) : endpoint.answer(asked);
  }

  /** Answers as the server does, whatever was said of the path. */
  public Answered standard(Asked asked) {
    return switch (asked.path()) {
      case "/login" -> asked.method().equals("GET") ? Answered.of(204) : issue();
      case "/refresh" -> refreshed(asked);
      case "/logout" ->
          Answered.of(204)
              .with("Set-Cookie", "access_token_cookie=; Expires=Thu, 01 Jan 1970 00:00:00 GMT");
      default -> accepts(asked) ? Answered.json("{\"id\": 1}") : Answered.of(401);
    };
  }

  private boolean accepts(Asked asked) {
    String cookie = cookies(asked).getOrDefault("access_token_cookie", "");
    boolean isSame = asked.header("x-csrf-token").equals("c" + cookie);
    return access.contains(cookie) && (asked.method().equals("GET") || isSame);
  }

  private Answered refreshed(Asked asked) {
    String cookie = cookies(asked).getOrDefault("refresh_token_cookie", "");
    if (!asked.header("x-csrf-token").equals("c" + cookie)) {
      return Answered.of(401);
    }
    if (!refresh.remove(cookie)) {
      presentedTwice.add(cookie);
      return Answered.of(401);
    }
    return issue();
  }

  public Answered issue() {
    int number = issued.incrementAndGet();
    access.add("a-" + number);
    refresh.add("r-" + number);
    return Answered.of(204)
        .with(
            "Set-Cookie",
            """
            access_token_cookie=a-%1$d; HttpOnly; Secure; Path=/
            csrf_access_token=ca-%1$d; Secure; Path=/
            refresh_token_cookie=r-%1$d; HttpOnly; Secure; Path=/refresh
            csrf_refresh_token=cr-%1$d; Secure; Path=/
            """
                .formatted(number));
  }

  private static Map<String, String> cookies(Asked asked) {
    Map<String, String> cookies = new TreeMap<>();
    for (String cookie : asked.header("cookie").split("; ", -1)) {
      int equals = cookie.indexOf('=');
      if (equals > 0 && !cookie.startsWith("csrf_")) {
        cookies.put(cookie.substring(0, equals), cookie.substring(equals + 1));
      }
    }
    return cookies;
  }
}
