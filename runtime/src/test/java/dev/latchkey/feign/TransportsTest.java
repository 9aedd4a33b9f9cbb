package dev.latchkey.feign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.ApiClientBuilder;
import dev.latchkey.scheme.CookieScheme;
import dev.latchkey.scheme.Scheme;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import dev.latchkey.shop.Answered;
import dev.latchkey.shop.Asked;
import dev.latchkey.shop.Awaited;
import dev.latchkey.shop.HttpFront;
import dev.latchkey.shop.Server;
import dev.latchkey.shop.Transport;
import feign.FeignException;
import feign.Request;
import feign.RequestInterceptor;
import feign.RequestLine;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
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

  /** What reached the foreign server, by transport and attack. */
  private static final Map<String, String> TABLE = new LinkedHashMap<>();

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

  /** The same, without blocking. */
  interface AsyncCalls {
    @RequestLine("GET /start")
    CompletableFuture<String> get();

    @RequestLine("POST /start")
    CompletableFuture<String> post(String body);

    @RequestLine("GET /start")
    CompletableFuture<String> at(URI elsewhere);
  }

  // One for all tests: a transport keeps connections, and a port that is served anew would get
  // them.
  private static final List<Asked> REACHED_FOREIGN = new CopyOnWriteArrayList<>();
  private static final List<Asked> REACHED_OWN = new CopyOnWriteArrayList<>();
  private static volatile Server answering = asked -> Answered.of(500);
  private static final HttpFront FOREIGN =
      new HttpFront(
          asked -> {
            REACHED_FOREIGN.add(asked);
            return Answered.json("{}").with("Set-Cookie", "JSESSIONID=forged; Path=/");
          });
  private static final HttpFront OWN = new HttpFront(TransportsTest::answer);
  private static final HttpFront OWN_TLS =
      new HttpFront(TransportsTest::answer, Transport.TLS.context().getServerSocketFactory());

  private static Answered answer(Asked asked) throws IOException {
    REACHED_OWN.add(asked);
    return answering.answer(asked);
  }

  private static <T> T built(
      ApiClientBuilder<T> builder,
      Transport transport,
      String url,
      Written written,
      RequestInterceptor interceptor) {
    return transport
        .below(builder)
        .url(url)
        .session(AuthSession.of(written.credential(url)))
        .scheme(written.scheme())
        .requestInterceptor(interceptor)
        .options(new Request.Options(5, TimeUnit.SECONDS, 5, TimeUnit.SECONDS, true))
        .build();
  }

  @BeforeEach
  void nothingHasArrived() {
    REACHED_FOREIGN.clear();
    REACHED_OWN.clear();
  }

  @AfterAll
  static void print() {
    List.of(FOREIGN, OWN, OWN_TLS).forEach(HttpFront::close);
    System.out.println("What of a credential reached another server:");
    TABLE.forEach((row, what) -> System.out.printf("  %-70s %s%n", row, what));
  }

  static Stream<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    for (Transport transport : Transport.values()) {
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
  void attacked(Transport transport, Attack attack, Written written) {
    boolean tls = attack == Attack.REDIRECT_TO_HTTP;
    String url = tls ? OWN_TLS.url() : OWN.url();
    boolean isOtherHost = attack == Attack.REDIRECT_OTHER_HOST;
    String elsewhere = "http://" + (isOtherHost ? "localhost" : "127.0.0.1") + ":" + FOREIGN.port();
    String location = attack.foreign ? elsewhere + "/end" : "/end";
    int status = attack == Attack.REDIRECT_307 ? 307 : 302;
    boolean leads = attack.isRedirect();
    answering =
        asked ->
            leads && asked.path().equals("/start")
                ? Answered.of(status).with("Location", location)
                : Answered.json("{}");
    RequestInterceptor interceptor =
        attack == Attack.INTERCEPTOR ? template -> template.target(elsewhere) : template -> {};
    Calls calls =
        transport.isAsynchronous()
            ? Awaited.as(
                Calls.class,
                AsyncCalls.class,
                built(
                    new ApiClientBuilder<>(AsyncCalls.class, UnaryOperator.identity()),
                    transport,
                    url,
                    written,
                    interceptor))
            : built(
                new ApiClientBuilder<>(Calls.class, UnaryOperator.identity()),
                transport,
                url,
                written,
                interceptor);

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
        REACHED_FOREIGN.stream()
            .map(Asked::toString)
            .filter(asked -> asked.contains(SECRET))
            .collect(Collectors.joining());
    TABLE.merge(
        "%-22s %s".formatted(transport, attack.label),
        leaked.isEmpty() ? "nothing" : leaked,
        (one, other) -> one.equals(other) ? one : one + other);
    assertThat(leaked).isEmpty();
    if (attack.isRedirect() && attack.foreign) {
      assertThat(REACHED_FOREIGN).isEmpty();
      assertThat(answer).isEqualTo("status " + status);
    } else {
      assertThat(answer).isEqualTo("{}");
      assertThat(attack.foreign ? REACHED_FOREIGN : REACHED_OWN).isNotEmpty();
    }
    if (!attack.foreign) {
      assertThat(REACHED_OWN)
          .hasSize(2)
          .allSatisfy(asked -> assertThat(asked.toString()).contains(SECRET));
    }
  }
}
