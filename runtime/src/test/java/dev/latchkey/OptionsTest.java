package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.latchkey.feign.SessionCapability;
import dev.latchkey.oauth2.TokenEndpoint;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import dev.latchkey.session.RefreshPolicy;
import dev.latchkey.session.SessionListener;
import dev.latchkey.session.SessionStore;
import dev.latchkey.session.StoreUnavailableException;
import dev.latchkey.session.UnsharedStore;
import dev.latchkey.shop.Answered;
import dev.latchkey.shop.AsyncShop;
import dev.latchkey.shop.Shop;
import dev.latchkey.shop.StrictServer;
import dev.latchkey.shop.StubTransport;
import feign.Feign;
import feign.Param;
import feign.RequestLine;
import feign.codec.Codec;
import feign.codec.Decoder;
import feign.codec.Encoder;
import feign.jackson.JacksonDecoder;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("b1'' every option does what it says:")
class OptionsTest {
  /** Which test fails if the option does nothing. */
  private static final Map<Class<?>, String> TESTED =
      Map.of(
          RefreshPolicy.class,
          """
          coolDown                session.FailureTest.jitterAndBound
          expireOnSecondRejection session.SecondRejectionTest.setting
          holdUntilStored         session.PersistenceTest.holds
          margin                  OptionsTest.margin
          maxWait                 session.SingleFlightTest.callerOutOfTime
          probe                   session.ProbeTest.oneGoesFirst
          quarantine              session.SecondRejectionTest.quarantineSetting
          refusedWhen             session.FailureTest.refusedByPolicy
          refreshWithoutStore     session.SharingTest.withoutStore
          storeCheckInterval      session.SharingTest.checkInterval
          storeTimeout            OptionsTest.storeTimeout
          timeout                 session.SingleFlightTest.hangingRefresher
          """,
          AuthSession.Builder.class,
          """
          clock                   session.SingleFlightTest.expiryFromTheRequest
          executor                session.SingleFlightTest.permitAfterRejection
          key                     OptionsTest.key
          listener                session.DecisionsTest.signOutAgainstFlight
          onSignInNeeded          observe.RefreshRecorderTest.events
          policy                  session.FailureTest.refusedByPolicy
          refreshAsyncWith        session.AsyncRefreshTest.manyFutures
          refreshWith             session.SingleFlightTest.manyRejections
          sendBareWhenSignedOut   session.FailureTest.bare
          signInWith              session.FailureTest.signsItselfIn
          signOutWith             session.DecisionsTest.serverOutOfReach
          store                   session.PersistenceTest.survives
          """,
          SessionCapability.class,
          """
          asyncLifecycle          feign.AsyncCapabilityTest.saidByGeneratedCode
          lifecycle               OptionsTest.lifecycle
          of                      OptionsTest.furtherOrigins
          scheme                  ApiClientBuilderTest.scheme
          """,
          ApiClientBuilder.class,
          """
          addCapability           ApiClientBuilderTest.capabilities
          allowOrigin             feign.SecretsTest.allowedByName
          asyncClient             feign.AsyncLifecycleTest.cutOff
          client                  ApiClientBuilderTest.json
          codec                   OptionsTest.codec
          contract                ApiClientBuilderTest.contract
          decoder                 ApiClientBuilderTest.codec
          mapAndDecode            ApiClientBuilderTest.mapAndDecode
          refreshedAsyncBy        OptionsTest.calledLaterByGeneratedCode
          refreshedBy             OptionsTest.calledByGeneratedCode
          scheme                  ApiClientBuilderTest.scheme
          session                 ApiClientBuilderTest.supplier
          signedOutBy             OptionsTest.calledByGeneratedCode
          url                     ApiClientBuilderTest.path
          """,
          TokenEndpoint.class,
          """
          at                      oauth2.TokenRequestTest.refreshToken
          clientSecretBasic       oauth2.TokenRequestTest.clientSecretBasic
          clientSecretPost        oauth2.TokenRequestTest.clientSecretPost
          parameter               oauth2.TokenRequestTest.parameters
          publicClient            oauth2.TokenRequestTest.oneWayToAuthenticate
          scope                   oauth2.TokenRequestTest.clientCredentials
          timeout                 oauth2.TokenRequestTest.aTransportOfOnesOwn
          transport               oauth2.TokenRequestTest.aTransportOfOnesOwn
          """);

  @Test
  @DisplayName("each is named here, with a test that there is")
  void complete() throws Exception {
    for (Map.Entry<Class<?>, String> type : TESTED.entrySet()) {
      Map<String, String> tests = new TreeMap<>();
      for (String row : type.getValue().lines().toList()) {
        String[] words = row.split(" +", 2);
        tests.put(words[0], words[1]);
      }
      assertThat(tests.keySet()).as("%s", type.getKey()).isEqualTo(optionsOf(type.getKey()));
      for (String test : tests.values()) {
        int dot = test.lastIndexOf('.');
        Class<?> tested = Class.forName("dev.latchkey." + test.substring(0, dot));
        assertThat(tested.getDeclaredMethods())
            .extracting(Method::getName)
            .contains(test.substring(dot + 1));
      }
    }
  }

  /** Returns the names of public methods that return what they configure. */
  private static Object optionsOf(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
        .filter(method -> method.getReturnType() == type)
        .filter(
            method -> method.getParameterCount() > 0 || !Modifier.isStatic(method.getModifiers()))
        .map(Method::getName)
        .collect(Collectors.toSet());
  }

  private final StrictServer server = new StrictServer();
  private final StubTransport transport = new StubTransport(server);

  @Test
  @DisplayName("RefreshPolicy.margin")
  void margin() {
    for (Duration margin : List.of(Duration.ofMinutes(5), Duration.ZERO)) {
      AtomicLong now = new AtomicLong(Instant.parse("2026-11-22T12:00:00Z").toEpochMilli());
      AtomicInteger refreshes = new AtomicInteger();
      AuthSession session =
          AuthSession.builder()
              .refreshWith(held -> Credential.of("token-" + refreshes.incrementAndGet()))
              .policy(RefreshPolicy.defaults().margin(margin))
              .clock(() -> Instant.ofEpochMilli(now.get()))
              .executor(Runnable::run) // so that what takes off has landed when it is looked for
              .build();
      session.signIn(
          Credential.of("token").withRefreshToken("refresh").withExpiresIn(Duration.ofHours(1)));

      // By then five minutes have begun, jitter and all, and the default of one minute has not.
      now.addAndGet(Duration.ofMinutes(56).toMillis());
      session.current();
      assertThat(refreshes).hasValue(margin.isZero() ? 0 : 1);
      now.addAndGet(Duration.ofMinutes(4).toMillis() - 1);
      session.current();
      assertThat(refreshes).hasValue(margin.isZero() ? 0 : 1);
    }
  }

  @Test
  @DisplayName("RefreshPolicy.storeTimeout")
  void storeTimeout() {
    CountDownLatch end = new CountDownLatch(1);
    SessionStore hanging =
        new UnsharedStore() {
          @Override
          public boolean compareAndSet(String key, long version, byte[] content)
              throws IOException {
            try {
              end.await();
            } catch (InterruptedException e) {
              throw new InterruptedIOException();
            }
            return true;
          }
        };
    List<String> said = new CopyOnWriteArrayList<>();
    AuthSession session =
        AuthSession.builder()
            .store(hanging)
            .policy(RefreshPolicy.defaults().storeTimeout(Duration.ofMillis(50)))
            .listener(
                new SessionListener() {
                  @Override
                  public void notStored(AuthSession session, StoreUnavailableException why) {
                    said.add(String.valueOf(why.getCause()));
                  }
                })
            .build();

    session.signIn(Credential.of("token"));

    await().until(() -> !said.isEmpty());
    end.countDown();
    assertThat(said).singleElement().asString().contains("has not answered for 50 ms");
  }

  @Test
  @DisplayName("AuthSession.Builder.key")
  void key() {
    SessionStore store = SessionStore.inMemory();
    AuthSession.builder().store(store).key("ada").build().signIn(Credential.of("token"));

    assertThat(AuthSession.builder().store(store).key("bob").build().held()).isEmpty();
    assertThat(AuthSession.builder().store(store).key("ada").build().held()).isPresent();
    assertThat(AuthSession.builder().key("ada").build()).asString().contains("ada");
  }

  /** An API whose lifecycle endpoints take what nobody finds by reflection. */
  interface Devices {
    @Refresh
    @RequestLine("POST /refresh/{device}/{token}")
    TokenResponse refresh(@Param("device") String device, @Param("token") String token);

    @SignOut
    @RequestLine("POST /logout/{device}/{token}")
    void logout(@Param("device") String device, @Param("token") String token);
  }

  private void assertCallsDevices(AuthSession session) {
    server.on("/refresh/phone/old", asked -> Answered.json("{\"token\": \"a\"}"));
    server.on("/logout/phone/old", asked -> Answered.of(204));
    session.signIn(Credential.of("token").withRefreshToken("old"));
    session.refresh();
    session.signOut();
    assertThat(server.lines())
        .containsExactly("POST /refresh/phone/old", "POST /logout/phone/old Bearer a");
  }

  @Test
  @DisplayName("ApiClientBuilder.refreshedBy and signedOutBy")
  void calledByGeneratedCode() {
    AuthSession session = AuthSession.builder().build();

    new ApiClientBuilder<>(Devices.class, UnaryOperator.identity())
        .url(Shop.URL)
        .session(session)
        .client(transport)
        .refreshedBy((api, held) -> api.refresh("phone", held.refreshToken()))
        .signedOutBy((api, held) -> api.logout("phone", held.refreshToken()))
        .build();

    assertCallsDevices(session);
  }

  @Test
  @DisplayName("ApiClientBuilder.refreshedAsyncBy")
  void calledLaterByGeneratedCode() {
    AuthSession session = AuthSession.builder().build();
    AtomicInteger called = new AtomicInteger();
    AsyncShop.builder()
        .url(Shop.URL)
        .session(session)
        .client(transport)
        .refreshedAsyncBy(
            (api, held) -> {
              called.incrementAndGet();
              return api.refresh(new RefreshRequest(held.refreshToken()));
            })
        .build();
    session.signIn(server.issue());

    session.refresh();

    assertThat(called).hasValue(1);
  }

  @Test
  @DisplayName("SessionCapability.lifecycle")
  void lifecycle() {
    AuthSession session = AuthSession.builder().build();
    SessionCapability capability =
        SessionCapability.of(session, Shop.URL)
            .<Devices>lifecycle(
                Devices.class,
                (api, held) -> api.refresh("phone", held.refreshToken()),
                (api, held) -> api.logout("phone", held.refreshToken()));

    Feign.builder()
        .addCapability(capability)
        .client(transport)
        .decoder(new JacksonDecoder())
        .target(Devices.class, Shop.URL);

    assertCallsDevices(session);
  }

  /** An API of one call. */
  interface Orders {
    @RequestLine("GET /orders")
    String orders();
  }

  @Test
  @DisplayName("SessionCapability.of and its further origins")
  void furtherOrigins() {
    AuthSession session = AuthSession.of(Credential.of("token"));
    server.on("/orders", asked -> Answered.of(200));
    String eu = "https://eu.shop.example";

    for (SessionCapability capability :
        List.of(
            SessionCapability.of(session, Shop.URL, eu),
            SessionCapability.of(() -> session, Shop.URL, eu))) {
      Feign.builder().addCapability(capability).client(transport).target(Orders.class, eu).orders();
    }

    assertThat(server.lines()).hasSize(2).containsOnly("GET /orders Bearer token");
  }

  @Test
  @DisplayName("ApiClientBuilder.codec")
  void codec() {
    server.on("/orders", asked -> Answered.of(200, "sent"));
    Codec codec =
        new Codec() {
          @Override
          public Encoder encoder() {
            return (body, type, template) -> template.body("encoded");
          }

          @Override
          public Decoder decoder() {
            return (response, type) -> "decoded";
          }
        };
    Shop shop =
        Shop.builder()
            .url(Shop.URL)
            .session(AuthSession.of(Credential.of("token")))
            .client(transport)
            .codec(codec)
            .build();

    assertThat(shop.place("lamp")).isEqualTo("decoded");
    assertThat(server.asked())
        .singleElement()
        .satisfies(
            asked -> {
              assertThat(asked.body()).isEqualTo("encoded");
              assertThat(asked.header("accept")).doesNotContain("json");
            });
  }
}
