package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.latchkey.scheme.Scheme;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import dev.latchkey.session.NotSignedInException;
import dev.latchkey.session.Refresher;
import dev.latchkey.shop.Answered;
import dev.latchkey.shop.Asked;
import dev.latchkey.shop.FeignLog;
import dev.latchkey.shop.Shop;
import dev.latchkey.shop.StrictServer;
import dev.latchkey.shop.StubTransport;
import feign.Capability;
import feign.Client;
import feign.Contract;
import feign.DefaultContract;
import feign.DefaultRetryer;
import feign.ExceptionPropagationPolicy;
import feign.FeignException;
import feign.Headers;
import feign.InvocationHandlerFactory;
import feign.Logger;
import feign.Param;
import feign.QueryMap;
import feign.Request;
import feign.RequestLine;
import feign.Response;
import feign.codec.DefaultDecoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The builder of a client")
class ApiClientBuilderTest {
  record Item(String id, @Nullable String name, @Nullable Integer count) {}

  record Search(String text, int page) {}

  interface Items {
    @RequestLine("GET /items/{id}")
    Item item(@Param("id") String id);

    @RequestLine("POST /items")
    Item add(Item item);

    @Headers({"Content-Type: application/vnd.items+json", "accept: application/vnd.items+json"})
    @RequestLine("POST /items")
    Item addAsVendor(Item item);

    @RequestLine("POST /text")
    String text(String text);

    @RequestLine("POST /bytes")
    byte[] bytes(byte[] bytes);

    @RequestLine("GET /items")
    String search(@QueryMap Search search);

    @RequestLine("DELETE /items")
    void clear();

    @RequestLine("GET /text")
    String declared() throws IOException;
  }

  private final StrictServer server = new StrictServer();
  private final StubTransport transport = new StubTransport(server);
  private final AuthSession session = AuthSession.of(Credential.of("token"));

  private ApiClientBuilder<Items> items() {
    return new ApiClientBuilder<>(Items.class, UnaryOperator.identity())
        .url(Shop.URL)
        .session(session)
        .client(transport);
  }

  private Asked only() {
    assertThat(server.asked()).hasSize(1);
    return server.asked().get(0);
  }

  // What a client does unless told otherwise

  @Test
  @DisplayName("speaks JSON where the interface names nothing else, and ignores unknown fields")
  void json() {
    server.on("/items", asked -> Answered.json("{\"id\": \"7\", \"colour\": \"red\"}"));

    assertThat(items().build().add(new Item("7", "lamp", null)))
        .isEqualTo(new Item("7", null, null));

    assertThat(only().headers())
        .contains(entry("content-type", "application/json"), entry("accept", "application/json"));
    assertThat(only().body()).isEqualTo("{\"id\":\"7\",\"name\":\"lamp\"}");
  }

  @Test
  @DisplayName("speaks what the interface names, in any case")
  void vendorJson() {
    server.on("/items", asked -> Answered.json("{}"));

    items().build().addAsVendor(new Item("7", null, null));

    assertThat(only().headers())
        .contains(
            entry("content-type", "application/vnd.items+json"),
            entry("accept", "application/vnd.items+json"));
  }

  @Test
  @DisplayName("sends and returns text and bytes as they are")
  void raw() {
    server.on("/text", asked -> Answered.of(200, "\"" + asked.body() + "\""));
    server.on("/bytes", asked -> Answered.of(200, asked.body() + "!"));

    assertThat(items().build().text("{a")).isEqualTo("\"{a\"");
    assertThat(items().build().bytes("b".getBytes(StandardCharsets.UTF_8)))
        .asString()
        .isEqualTo("b!");

    assertThat(server.asked())
        .allSatisfy(asked -> assertThat(asked.header("content-type")).doesNotContain("json"))
        .allSatisfy(asked -> assertThat(asked.header("accept")).doesNotContain("json"));
  }

  @Test
  @DisplayName("repeats nothing unless it is told to")
  void neverRetries() {
    server.on("/text", asked -> Answered.of(503).with("Retry-After", "0"));

    assertThatThrownBy(() -> items().build().text("a")).isInstanceOf(FeignException.class);

    assertThat(server.asked()).hasSize(1);
  }

  // Feign's settings, by Feign's names

  @Test
  @DisplayName("hands Feign its encoder and decoder, which then say what they accept")
  void codec() {
    server.on("/items", asked -> Answered.of(200, "x"));
    Item decoded = new Item("decoded", "", 0);

    Item answer =
        items()
            .encoder((body, type, template) -> template.body("encoded"))
            .decoder((response, type) -> decoded)
            .build()
            .add(decoded);

    assertThat(answer).isSameAs(decoded);
    assertThat(only().body()).isEqualTo("encoded");
    assertThat(only().headers()).doesNotContainKey("content-type");
    assertThat(only().header("accept")).doesNotContain("json");
  }

  @Test
  @DisplayName("hands Feign what maps a response before it is decoded")
  void mapAndDecode() {
    server.on("/text", asked -> Answered.of(200, "x"));

    String answer =
        items()
            .mapAndDecode(
                (response, type) ->
                    response.toBuilder().body("mapped", StandardCharsets.UTF_8).build(),
                new DefaultDecoder())
            .build()
            .text("a");

    assertThat(answer).isEqualTo("mapped");
    assertThat(only().header("accept")).doesNotContain("json");
  }

  @Test
  @DisplayName("hands Feign its logger and level")
  void logger() {
    server.on("/text", asked -> Answered.of(200, "x"));
    FeignLog log = new FeignLog();

    items().logger(log).build().text("a");
    assertThat(log.lines()).isEmpty();

    items().logger(log).logLevel(Logger.Level.BASIC).build().text("a");
    assertThat(log.lines()).first().asString().contains("POST https://shop.example/text");
  }

  @Test
  @DisplayName("hands Feign its interceptors: of requests, of responses and of methods")
  void interceptors() {
    server.on("/text", asked -> Answered.of(200, asked.header("x-a") + asked.header("x-b")));
    List<String> heard = new ArrayList<>();

    String answer =
        items()
            .requestInterceptor(template -> template.header("X-A", "a"))
            .requestInterceptor(template -> template.header("X-B", "b"))
            .responseInterceptor(
                (context, chain) -> {
                  heard.add("response");
                  return chain.next(context);
                })
            .methodInterceptor(
                (invocation, chain) -> {
                  heard.add("method");
                  return chain.next(invocation);
                })
            .build()
            .text("a");

    assertThat(answer).isEqualTo("ab");
    assertThat(heard).containsExactly("method", "response");
  }

  @Test
  @DisplayName("hands Feign its error decoder")
  void errorDecoder() {
    server.on("/text", asked -> Answered.of(418));

    assertThatThrownBy(
            () ->
                items()
                    .errorDecoder(
                        (method, response) -> new IllegalStateException("" + response.status()))
                    .build()
                    .text("a"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("418");
  }

  @Test
  @DisplayName("hands Feign its options and its retryer")
  void optionsAndRetryer() {
    List<Integer> timeouts = new ArrayList<>();
    Client failing =
        (request, options) -> {
          timeouts.add(options.readTimeoutMillis());
          throw new IOException("reset");
        };

    assertThatThrownBy(
            () ->
                items()
                    .client(failing)
                    .options(new Request.Options(1, TimeUnit.SECONDS, 7, TimeUnit.SECONDS, false))
                    .retryer(new DefaultRetryer(1, 1, 3))
                    .build()
                    .text("a"))
        .isInstanceOf(FeignException.class);

    assertThat(timeouts).containsExactly(7000, 7000, 7000);
  }

  @Test
  @DisplayName("hands Feign whether a 404 is an empty answer")
  void dismiss404() {
    server.on("/items/7", asked -> Answered.of(404));

    assertThatThrownBy(() -> items().build().item("7")).isInstanceOf(FeignException.NotFound.class);
    assertThat(items().dismiss404().build().item("7")).isNull();
  }

  @Test
  @DisplayName("hands Feign whether nothing is decoded, and whether answers are closed")
  void decodeVoidAndClose() {
    AtomicInteger decoded = new AtomicInteger();
    AtomicInteger closed = new AtomicInteger();
    Client counting =
        (request, options) -> {
          Response answer = transport.execute(request, options);
          return answer.toBuilder()
              .body(
                  new ByteArrayInputStream(new byte[0]) {
                    @Override
                    public void close() {
                      closed.incrementAndGet();
                    }
                  },
                  0)
              .build();
        };
    server.on("/items", asked -> Answered.of(200)).on("/text", asked -> Answered.of(200));
    ApiClientBuilder<Items> builder =
        items()
            .client(counting)
            .decoder(
                (response, type) -> {
                  decoded.incrementAndGet();
                  return null;
                });

    builder.build().clear();
    assertThat(decoded).hasValue(0);
    builder.decodeVoid().build().clear();
    assertThat(decoded).hasValue(1);

    closed.set(0);
    builder.build().text("a");
    assertThat(closed.get()).isPositive();
    closed.set(0);
    builder.doNotCloseAfterDecode().build().text("a");
    assertThat(closed).hasValue(0);
  }

  @Test
  @DisplayName("hands Feign its query map encoder")
  void queryMapEncoder() {
    server.on("/items", asked -> Answered.of(200, "x"));

    items().queryMapEncoder(object -> Map.of("q", "mine")).build().search(new Search("a", 1));

    assertThat(only().target()).isEqualTo("/items?q=mine");
  }

  @Test
  @DisplayName("hands Feign its invocation handlers")
  void invocationHandlers() {
    InvocationHandlerFactory mine =
        (target, dispatch) -> (proxy, method, arguments) -> "handled " + method.getName();

    assertThat(items().invocationHandlerFactory(mine).build().text("a")).isEqualTo("handled text");
  }

  @Test
  @DisplayName("hands Feign what a failed connection is thrown as")
  void propagationPolicy() {
    server.on(
        "/text",
        asked -> {
          throw new IOException("reset");
        });

    assertThatThrownBy(() -> items().build().declared()).isInstanceOf(FeignException.class);
    assertThatThrownBy(
            () ->
                items()
                    .exceptionPropagationPolicy(ExceptionPropagationPolicy.UNWRAP)
                    .build()
                    .declared())
        .isExactlyInstanceOf(IOException.class);
  }

  /** What a capability for metrics does: it counts what a client sends. */
  public static final class Counting implements Capability {
    final List<Object> authorizations = new ArrayList<>();

    @Override
    public Client enrich(Client client) {
      return (request, options) -> {
        Response response = client.execute(request, options);
        authorizations.add(request.headers().getOrDefault("Authorization", List.of()));
        authorizations.add(response.request().headers().getOrDefault("Authorization", List.of()));
        return response;
      };
    }
  }

  @Test
  @DisplayName("P23 hands Feign capabilities, which count a call once and never see the token")
  void capabilities() {
    AuthSession own = AuthSession.builder().build();
    own.signIn(server.issueOutdated());
    Counting counting = new Counting();

    Shop.builder()
        .url(Shop.URL)
        .session(own)
        .client(transport)
        .addCapability(counting)
        .build()
        .orders();

    assertThat(server.count("/orders")).isEqualTo(2);
    assertThat(counting.authorizations).containsExactly(List.of(), List.of());
  }

  @Test
  @DisplayName("refuses another contract, and says what to do instead")
  void contract() {
    Contract other = new DefaultContract();

    assertThatThrownBy(() -> items().contract(other))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("SessionCapability");
  }

  // Where, and for whom

  @Test
  @DisplayName("says that the url, or the session, is missing")
  void missing() {
    assertThatThrownBy(() -> new ApiClientBuilder<>(Items.class, UnaryOperator.identity()).build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Items has no url: set it with url(..).");
    assertThatThrownBy(
            () ->
                new ApiClientBuilder<>(Items.class, UnaryOperator.identity()).url(Shop.URL).build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Items has no session")
        .hasMessageContaining("@SignIn");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                 | neither http nor https
          shop.example                       | neither http nor https
          ftp://shop.example                 | neither http nor https
          /orders                            | neither http nor https
          https:                             | malformed at character
          https:shop.example                 | names no host
          https://                           | malformed at character
          https:///orders                    | names no host
          https://:8080                      | names no host
          https://shop_1.example             | names no host
          https://shop example               | malformed at character
          https://{env}.shop.example         | malformed at character
          https://shop.example:0             | names port 0
          https://shop.example:65536         | names port 65536
          https://shop.example?tenant=a      | holds a query or a fragment
          https://shop.example#a             | holds a query or a fragment
          """)
  @DisplayName("refuses a url that is none, and says what is wrong with it")
  void malformed(String url, String wrong) {
    assertThatThrownBy(() -> items().url(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The url \"" + url + "\" ")
        .hasMessageContaining(wrong);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://ada:s3cret@shop.example",
        "https://ada:s3cret@shop example",
        "https://ada:s3cret@/x",
        "ftp://ada:s3cret@shop.example"
      })
  @DisplayName("P23 repeats no url that holds user info")
  void userInfo(String url) {
    assertThatThrownBy(() -> items().url(url))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .startsWith("The url ")
        .doesNotContain("s3cret");
    assertThatThrownBy(() -> items().allowOrigin(url))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("s3cret");
  }

  @Test
  @DisplayName("P22 refuses plain http, but for this machine and for what is allowed by name")
  void plainHttp() {
    assertThatThrownBy(() -> items().url("http://shop.example").build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("allowOrigin(\"http://shop.example\")");
    assertThatThrownBy(() -> items().url("http://127.0.0.1.evil.example").build())
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> items().url("http://localhost.evil.example").build())
        .isInstanceOf(IllegalStateException.class);
    for (String local : List.of("http://localhost:8080", "http://127.0.0.1", "http://[::1]:80")) {
      assertThatCode(() -> items().url(local).build()).as(local).doesNotThrowAnyException();
    }
    for (String spelt :
        List.of("http://shop.example", "HTTP://Shop.Example:80/", "http://shop.example:80")) {
      server.on("/text", asked -> Answered.of(200, "x"));
      items().url("http://shop.example").allowOrigin(spelt).build().text("a");
    }
    assertThat(server.lines()).hasSize(3).containsOnly("POST /text Bearer token");
  }

  @Test
  @DisplayName("keeps the path of the url, with or without a slash at its end")
  void path() {
    for (String url : List.of("https://shop.example/api", "https://shop.example/api/")) {
      server.on("/api/text", asked -> Answered.of(200, "x"));
      items().url(url).build().text("a");
    }
    assertThat(server.lines()).hasSize(2).containsOnly("POST /api/text Bearer token");
  }

  @Test
  @DisplayName("gives an API with lifecycle endpoints a session of its own, if it is given none")
  void ownSession() {
    Shop one = Shop.builder().url(Shop.URL).client(transport).build();
    Shop other = Shop.builder().url(Shop.URL).client(transport).build();

    one.login("secret");
    one.orders();

    assertThatThrownBy(other::orders).isInstanceOf(NotSignedInException.class);
  }

  @Test
  @DisplayName("may build the same API twice on one session, but no other refresher")
  void sharedSession() {
    AuthSession shared = AuthSession.builder().build();
    Shop.at(transport, shared);
    Shop second = Shop.at(transport, shared);
    shared.signIn(server.issueOutdated());

    second.orders();

    assertThat(server.count("/auth/refresh")).isEqualTo(1);
    AuthSession taken = AuthSession.builder().refreshWith(new MyRefresher()).build();
    assertThatThrownBy(() -> Shop.at(transport, taken))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("MyRefresher")
        .hasMessageContaining("Shop.refresh");
  }

  private static final class MyRefresher implements Refresher {
    @Override
    public Credential refresh(Credential held) {
      return held;
    }

    @Override
    public String toString() {
      return "MyRefresher";
    }
  }

  @Test
  @DisplayName("may ask for the session of each call")
  void supplier() {
    List<AuthSession> current = new ArrayList<>();
    current.add(AuthSession.of(Credential.of("ada")));
    server.on("/text", asked -> Answered.of(200, "x"));
    Items items =
        new ApiClientBuilder<>(Items.class, UnaryOperator.identity())
            .url(Shop.URL)
            .session(() -> current.get(0))
            .client(transport)
            .build();

    items.text("a");
    current.set(0, AuthSession.of(Credential.of("bob")));
    items.text("a");

    assertThat(server.lines()).containsExactly("POST /text Bearer ada", "POST /text Bearer bob");
  }

  @Test
  @DisplayName("writes the credential by the scheme that it is given")
  void scheme() {
    server.on("/text", asked -> Answered.of(200, "x"));

    items().scheme(Scheme.header("X-Api-Key")).build().text("a");

    assertThat(only().header("x-api-key")).isEqualTo("token");
    assertThat(only().headers()).doesNotContainKey("authorization");
  }

  @Test
  @DisplayName("wraps Feign's client by what the compiler wrote")
  void generated() {
    Items wrapped =
        new ApiClientBuilder<>(
                Items.class,
                api ->
                    (Items)
                        Proxy.newProxyInstance(
                            Items.class.getClassLoader(),
                            new Class<?>[] {Items.class},
                            (proxy, method, arguments) -> "around " + (api != null)))
            .url(Shop.URL)
            .session(session)
            .build();

    assertThat(wrapped.text("a")).isEqualTo("around true");
  }

  @Test
  @DisplayName("refuses null where it is handed over, by the name of the argument")
  @SuppressWarnings("NullAway") // which is the point
  void nulls() {
    assertThatThrownBy(() -> items().url(null)).hasMessage("url");
    assertThatThrownBy(() -> items().session((AuthSession) null)).hasMessage("session");
    assertThatThrownBy(() -> items().session((Supplier<AuthSession>) null)).hasMessage("session");
    assertThatThrownBy(() -> items().scheme(null)).hasMessage("scheme");
    assertThatThrownBy(() -> items().client(null)).hasMessage("transport");
    assertThatThrownBy(() -> items().allowOrigin(null)).hasMessage("origin");
    assertThatThrownBy(() -> items().addCapability(null)).hasMessage("capability");
    assertThatThrownBy(() -> items().refreshedBy(null)).hasMessage("refresh");
    assertThatThrownBy(() -> items().signedOutBy(null)).hasMessage("signOut");
    assertThatThrownBy(() -> new ApiClientBuilder<Items>(null, UnaryOperator.identity()))
        .hasMessage("api");
    assertThatThrownBy(() -> new ApiClientBuilder<>(Items.class, null)).hasMessage("generated");
  }
}
