package dev.latchkey.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.session.Credential;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shop's server, which rotates strictly: a refresh token works once, and whoever presents it
 * again is remembered as a thief. The n-th credential that it issues is access-n with refresh-n.
 */
public final class StrictServer implements Server {
  private static final Pattern REFRESH_TOKEN = Pattern.compile("refresh-\\d+");

  private final AtomicInteger issued = new AtomicInteger();
  private final Set<String> accessTokens = ConcurrentHashMap.newKeySet();
  private final Set<String> refreshTokens = ConcurrentHashMap.newKeySet();
  private final List<String> presentedTwice = new CopyOnWriteArrayList<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final Map<String, Server> endpoints = new ConcurrentHashMap<>();

  /** Answers a path in another way. */
  public StrictServer on(String path, Server endpoint) {
    endpoints.put(path, endpoint);
    return this;
  }

  /** Issues a credential, as to somebody who signed in elsewhere. */
  public Credential issue() {
    int number = issued.incrementAndGet();
    accessTokens.add("access-" + number);
    refreshTokens.add("refresh-" + number);
    return Credential.of("access-" + number).withRefreshToken("refresh-" + number);
  }

  /** Issues a credential whose access token is rejected from the start. */
  public Credential issueOutdated() {
    Credential credential = issue();
    revoke(credential.accessToken());
    return credential;
  }

  public void revoke(String accessToken) {
    accessTokens.remove(accessToken);
  }

  public boolean accepts(Asked request) {
    String authorization = request.header("authorization");
    return authorization.startsWith("Bearer ")
        && accessTokens.contains(authorization.substring("Bearer ".length()));
  }

  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  public List<String> lines() {
    return asked.stream().map(Asked::line).toList();
  }

  public long count(String path) {
    return asked.stream().filter(request -> request.path().equals(path)).count();
  }

  public void assertNoTokenWasPresentedTwice() {
    assertThat(presentedTwice).as("refresh tokens that were presented twice").isEmpty();
  }

  @Override
  public Answered answer(Asked request) throws IOException {
    asked.add(request);
    Server endpoint = endpoints.get(request.path());
    return endpoint == null ? standard(request) : endpoint.answer(request);
  }

  /** Answers as the shop does, whatever was said of the path. */
  public Answered standard(Asked request) {
    return switch (request.path()) {
      case "/auth/login" -> issued(issue());
      case "/auth/refresh" -> refreshed(request);
      case "/auth/logout" -> Answered.of(204);
      case "/catalogue", "/health" -> Answered.json("[{\"id\": \"lamp\"}]");
      default ->
          accepts(request)
              ? Answered.json("[{\"id\": \"7\"}]")
              : Answered.of(401, "{\"error\": \"invalid_token\"}");
    };
  }

  private Answered refreshed(Asked request) {
    Matcher token = REFRESH_TOKEN.matcher(request.target() + request.headers() + request.body());
    if (!token.find()) {
      return Answered.of(400, "{\"error\": \"invalid_request\"}");
    }
    if (!refreshTokens.remove(token.group())) {
      presentedTwice.add(token.group());
      return Answered.of(400, "{\"error\": \"invalid_grant\"}");
    }
    return issued(issue());
  }

  private static Answered issued(Credential credential) {
    return Answered.json(
        "{\"access_token\": \"%s\", \"refresh_token\": \"%s\", \"expires_in\": 900}"
            .formatted(credential.accessToken(), credential.refreshToken()));
  }
}
