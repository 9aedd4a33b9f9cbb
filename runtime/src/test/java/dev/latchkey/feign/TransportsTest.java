package dev.latchkey.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.latchkey.ApiClientBuilder;
import dev.latchkey.scheme.CookieScheme;
import dev.latchkey.scheme.Scheme;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import dev.latchkey.session.CredentialResponse;
import dev.latchkey.shop.Answered;
import dev.latchkey.shop.Asked;
import dev.latchkey.shop.HttpFront;
import dev.latchkey.shop.LoopbackTls;
import feign.Client;
import feign.DefaultClient;
import feign.FeignException;
import feign.Request;
import feign.RequestInterceptor;
import feign.RequestLine;
import feign.hc5.ApacheHttp5Client;
import feign.http2client.Http2Client;
import feign.okhttp.OkHttpClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a credential is safe from, over every transport: servers, interceptors and parameters that
 * lead a call to a server of somebody else's, which writes down what reaches it.
 */
@DisplayName("P22 Over every transport")
class TransportsTest {
  private static final String SECRET = "s3cret";
  private static final LoopbackTls TLS = LoopbackTls.create();

  /** What reached the foreign server, by transport and attack. */
  private static final Map<String, String> TABLE = new LinkedHashMap<>();

  private static final Map<String, Client> TRANSPORTS = transports();

  private static Map<String, Client> transports() {
    Map<String, Client> all = new LinkedHashMap<>();
    all.put(
        "feign-java11", new Http2Client(HttpClient.newBuilder().sslContext(TLS.context()).build()));
    all.put(
        "Feign's default",
        new DefaultClient(TLS.context().getSocketFactory(), (host, session) -> true));
    all.put(
        "feign-okhttp",
        new OkHttpClient(
            new okhttp3.OkHttpClient.Builder()
                .sslSocketFactory(TLS.context().getSocketFactory(), TLS.trust())
                .build()));
    all.put(
        "feign-hc5",
        new ApacheHttp5Client(
            HttpClients.custom()
                .disableCookieManagement()
                .setConnectionManager(
                    PoolingHttpClientConnectionManagerBuilder.create()
                        .setTlsSocketStrategy(new DefaultClientTlsStrategy(TLS.context()))
                        .build())
                .build()));
    return all;
  }

  /** How a call is led away from its server. */
  private enum Attack {
    REDIRECT_SAME_HOST("a redirect at the same origin", false),
    REDIRECT_OTHER_PORT("a redirect to another port", true),
    REDIRECT_OTHER_HOST("a redirect to another host", true),
    REDIRECT_TO_HTTP("a redirect from https to http", true),
    REDIRECT_307("a redirect that keeps method and body", true),
    URI_PARAMETER("a URI parameter", true),
    INTERCEPTOR("an interceptor that sets another target", true);

    private final String label;
    private final boolean foreign;

    Attack(String label, boolean foreign) {
      this.label = label;
      this.foreign = foreign;
    }

    boolean isRedirect() {
      return this != URI_PARAMETER && this != INTERCEPTOR;
    }
  }

  /** How a credential is written. */
  private enum Written {
    BEARER,
    HEADER,
    COOKIE;

    Scheme scheme() {
      return switch (this) {
        case BEARER -> Scheme.bearer();
        case HEADER -> Scheme.header("X-Api-Key");
        case COOKIE -> CookieScheme.angular();
      };
    }

    Credential credential(String url) {
      if (this != COOKIE) {
        return Credential.of(SECRET);
      }
      String host = URI.create(url).getHost();
      return Credential.of(
          "JSESSIONID=%1$s;%2$s;/;%3$d;h;XSRF-TOKEN=%1$s;%2$s;/;%3$d;h"
              .formatted(SECRET, host, Long.MAX_VALUE));
    }
  }

  /** An API whose answers come as they are. */
  interface Calls {
    @RequestLine("GET /start")
    String get();

    @RequestLine("POST /start")
    String post(String body);

    @RequestLine("GET /start")
    String at(URI elsewhere);
  }

  private final List<Asked> reachedForeign = new CopyOnWriteArrayList<>();
  private final List<Asked> reachedOwn = new CopyOnWriteArrayList<>();
  private final HttpFront foreign =
      new HttpFront(
          asked -> {
            reachedForeign.add(asked);
            return Answered.json("{}").with("Set-Cookie", "JSESSIONID=forged; Path=/");
          });
  private String location = "/end";
  private int status = 302;
  private final HttpFront own = new HttpFront(this::answer);
  private final HttpFront ownTls =
      new HttpFront(this::answer, TLS.context().getServerSocketFactory());

  private Answered answer(Asked asked) {
    reachedOwn.add(asked);
    boolean leads = asked.path().equals("/start") && !location.isEmpty();
    return leads ? Answered.of(status).with("Location", location) : Answered.json("{}");
  }

  @AfterEach
  void close() {
    List.of(foreign, own, ownTls).forEach(HttpFront::close);
  }

  @AfterAll
  static void print() {
    System.out.println("What of a credential reached another server:");
    TABLE.forEach((row, what) -> System.out.printf("  %-64s %s%n", row, what));
  }

  static Stream<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    for (String transport : TRANSPORTS.keySet()) {
      for (Attack attack : Attack.values()) {
        for (Written written : Written.values()) {
          cases.add(Arguments.of(transport, attack, written));
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  @DisplayName("no credential reaches another server")
  void attacked(String transport, Attack attack, Written written) {
    boolean tls = attack == Attack.REDIRECT_TO_HTTP;
    String url = tls ? ownTls.url() : own.url();
    boolean isOtherHost = attack == Attack.REDIRECT_OTHER_HOST;
    String elsewhere = "http://" + (isOtherHost ? "localhost" : "127.0.0.1") + ":" + foreign.port();
    if (attack.isRedirect()) {
      location = attack.foreign ? elsewhere + "/end" : "/end";
      status = attack == Attack.REDIRECT_307 ? 307 : 302;
    } else {
      location = "";
    }
    RequestInterceptor interceptor =
        attack == Attack.INTERCEPTOR ? template -> template.target(elsewhere) : template -> {};
    Calls calls =
        new ApiClientBuilder<>(Calls.class, UnaryOperator.identity())
            .url(url)
            .session(AuthSession.of(written.credential(url)))
            .scheme(written.scheme())
            .client(Objects.requireNonNull(TRANSPORTS.get(transport)))
            .requestInterceptor(interceptor)
            .options(new Request.Options(5, TimeUnit.SECONDS, 5, TimeUnit.SECONDS, true))
            .build();

    String answer;
    try {
      answer =
          switch (attack) {
            case URI_PARAMETER -> calls.at(URI.create(elsewhere));
            case REDIRECT_307 -> calls.post("{\"order\": 1}");
            default -> calls.get();
          };
    } catch (FeignException e) {
      answer = "status " + e.status();
    }

    String leaked =
        reachedForeign.stream()
            .map(Asked::toString)
            .filter(asked -> asked.contains(SECRET))
            .collect(Collectors.joining());
    TABLE.merge(
        "%-16s %s".formatted(transport, attack.label),
        leaked.isEmpty() ? "nothing" : leaked,
        (one, other) -> one.equals(other) ? one : one + other);
    assertThat(leaked).isEmpty();
    if (attack.isRedirect() && attack.foreign) {
      assertThat(reachedForeign).isEmpty();
      assertThat(answer).isEqualTo("status " + status);
    } else {
      assertThat(answer).isEqualTo("{}");
      assertThat(attack.foreign ? reachedForeign : reachedOwn).isNotEmpty();
    }
    if (!attack.foreign) {
      assertThat(reachedOwn)
          .hasSize(2)
          .allSatisfy(asked -> assertThat(asked.toString()).contains(SECRET));
    }
  }

  static Stream<String> transportNames() {
    return TRANSPORTS.keySet().stream();
  }

  /**
   * Some transports answer a rejected POST without a body, or with a missing header by throwing.
   */
  @ParameterizedTest
  @MethodSource("transportNames")
  @DisplayName("P14 a rejection with or without a challenge is followed by a refresh and a resend")
  void rejected(String transport) {
    String[] challenges = {"", "Bearer error=\"invalid_token\""};
    for (String challenge : challenges) {
      List<String> lines = new CopyOnWriteArrayList<>();
      HttpFront server =
          new HttpFront(
              asked -> {
                lines.add(asked.line() + " " + asked.body());
                if (asked.header("authorization").equals("Bearer new")) {
                  return Answered.json("{}");
                }
                Answered no = Answered.of(401, "{\"no\": 1}");
                return challenge.isEmpty() ? no : no.with("WWW-Authenticate", challenge);
              });
      CredentialResponse next = () -> Credential.of("new");
      AuthSession session = AuthSession.builder().refreshWith(held -> next).build();
      session.signIn(Credential.of("old"));
      Calls calls =
          new ApiClientBuilder<>(Calls.class, UnaryOperator.identity())
              .url(server.url())
              .session(session)
              .client(Objects.requireNonNull(TRANSPORTS.get(transport)))
              .build();

      assertThatCode(() -> calls.post("{\"order\": 1}")).doesNotThrowAnyException();
      assertThat(lines)
          .containsExactly(
              "POST /start Bearer old {\"order\": 1}", "POST /start Bearer new {\"order\": 1}");
      server.close();
    }
  }
}
