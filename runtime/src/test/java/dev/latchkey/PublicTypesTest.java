package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.feign.AsyncRefreshCall;
import dev.latchkey.feign.InsufficientScopeException;
import dev.latchkey.feign.RefreshCall;
import dev.latchkey.feign.SessionCapability;
import dev.latchkey.feign.SignOutCall;
import dev.latchkey.feign.StepUpRequiredException;
import dev.latchkey.oauth2.TokenEndpoint;
import dev.latchkey.observe.RefreshRecorder;
import dev.latchkey.scheme.CookieScheme;
import dev.latchkey.scheme.Incoming;
import dev.latchkey.scheme.Outgoing;
import dev.latchkey.scheme.Scheme;
import dev.latchkey.session.AsyncRefresher;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import dev.latchkey.session.CredentialResponse;
import dev.latchkey.session.Generation;
import dev.latchkey.session.LatchkeyException;
import dev.latchkey.session.MisconfiguredException;
import dev.latchkey.session.NotSignedInException;
import dev.latchkey.session.RefreshEvent;
import dev.latchkey.session.RefreshFailedException;
import dev.latchkey.session.RefreshPolicy;
import dev.latchkey.session.RefreshRefusedException;
import dev.latchkey.session.Refresher;
import dev.latchkey.session.SessionEndedException;
import dev.latchkey.session.SessionExpiredException;
import dev.latchkey.session.SessionListener;
import dev.latchkey.session.SessionStore;
import dev.latchkey.session.SignInAttempt;
import dev.latchkey.session.SignInSupersededException;
import dev.latchkey.session.StoreUnavailableException;
import dev.latchkey.session.WaitAbandonedException;
import dev.latchkey.shop.Reachable;
import dev.latchkey.shop.Shop;
import dev.latchkey.store.FileSessionStore;
import dev.latchkey.store.JdbcSessionStore;
import dev.latchkey.store.RedisSessionStore;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("P23 A public type")
class PublicTypesTest {
  /** In every secret that there is. */
  private static final String CANARY = "c4nary";

  private static final String USERS = "users write it, or get it from a type that is looked at";
  private static final String THROWN = "CanaryTest provokes it, and looks at all that it holds";
  private static final String NAMED = "its own test says all that it prints";
  private static final String WORDED = "the session words it, and tests of the session read it";

  /** Those of which no instance is looked at, and why. */
  private static final Map<Class<?>, String> UNSEEN =
      Map.ofEntries(
          Map.entry(AsyncRefreshCall.class, USERS),
          Map.entry(AsyncRefresher.class, USERS),
          Map.entry(CredentialResponse.class, USERS),
          Map.entry(FileSessionStore.class, NAMED),
          Map.entry(Generation.Amendment.class, USERS),
          Map.entry(InsufficientScopeException.class, THROWN),
          Map.entry(JdbcSessionStore.class, NAMED),
          Map.entry(LatchkeyException.class, "each of its kinds is here"),
          Map.entry(MisconfiguredException.class, THROWN),
          Map.entry(NotSignedInException.class, THROWN),
          Map.entry(RedisSessionStore.class, NAMED),
          Map.entry(RefreshCall.class, USERS),
          Map.entry(RefreshEvent.class, "it holds numbers, and words of ours"),
          Map.entry(RefreshFailedException.class, THROWN),
          Map.entry(RefreshPolicy.class, "it holds times, numbers and switches"),
          Map.entry(RefreshRecorder.class, "it holds nothing"),
          Map.entry(RefreshRefusedException.class, THROWN),
          Map.entry(Refresher.class, USERS),
          Map.entry(Scheme.class, USERS),
          Map.entry(SessionEndedException.class, WORDED),
          Map.entry(SessionExpiredException.class, THROWN),
          Map.entry(SessionListener.class, USERS),
          Map.entry(SignInSupersededException.class, WORDED),
          Map.entry(SignOutCall.class, USERS),
          Map.entry(StepUpRequiredException.class, THROWN),
          Map.entry(StoreUnavailableException.class, WORDED),
          Map.entry(WaitAbandonedException.class, WORDED));

  /** One of each of the others, with a secret in each place that may hold one. */
  private static Map<Class<?>, Object> seen() throws IOException {
    Credential credential =
        Credential.of("access-" + CANARY)
            .withRefreshToken("refresh-" + CANARY)
            .with("attribute", CANARY);
    SessionStore store = SessionStore.inMemory();
    byte[] content = CANARY.getBytes(StandardCharsets.UTF_8);
    assertThat(store.compareAndSet("key", 0, content)).isTrue();
    AuthSession session = AuthSession.builder().build();
    session.signIn(credential);
    Outgoing outgoing =
        new Outgoing(Outgoing.Purpose.CALL, "GET", "https://shop.example/?key=" + CANARY, true);
    CookieScheme cookies = CookieScheme.angular();
    cookies.headers(
        Credential.of("XSRF-TOKEN=" + CANARY + ";shop.example;/;" + Long.MAX_VALUE + ";h"),
        outgoing);

    Map<Class<?>, Object> seen = new LinkedHashMap<>();
    seen.put(ApiClientBuilder.class, Shop.builder().session(session));
    seen.put(AuthSession.class, session);
    seen.put(AuthSession.Builder.class, AuthSession.builder().store(store));
    seen.put(CookieScheme.class, cookies);
    seen.put(Credential.class, credential);
    seen.put(Generation.class, session.current());
    seen.put(
        Incoming.class, new Incoming(200, outgoing, Map.of("Set-Cookie", List.of("a=" + CANARY))));
    seen.put(Outgoing.class, outgoing);
    seen.put(RefreshRequest.class, new RefreshRequest("refresh-" + CANARY));
    seen.put(SessionCapability.class, SessionCapability.of(session, "https://shop.example"));
    seen.put(SessionStore.class, store);
    seen.put(SessionStore.Entry.class, new SessionStore.Entry(1, content));
    seen.put(SignInAttempt.class, session.beginSignIn());
    seen.put(
        TokenEndpoint.class,
        TokenEndpoint.at("https://shop.example/token").clientSecretPost("shop", CANARY));
    seen.put(
        TokenResponse.class,
        new TokenResponse("access-" + CANARY, "refresh-" + CANARY, 900L, "orders"));
    return seen;
  }

  static Stream<Arguments> each() throws IOException {
    return seen().entrySet().stream()
        .map(one -> Arguments.of(one.getKey().getSimpleName(), one.getKey(), one.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("each")
  @DisplayName("does not print the secret that it holds")
  void printed(String name, Class<?> type, Object one) {
    assertThat(one).isInstanceOf(type);
    assertThat(Reachable.textsFrom(one)).as("what can be reached from it").contains(CANARY);
    assertThat(one.toString()).doesNotContain(CANARY);
  }

  @Test
  @DisplayName("of an exported package is looked at, or there is a reason not to")
  void complete() throws Exception {
    Set<Class<?>> known = new HashSet<>(UNSEEN.keySet());
    known.addAll(seen().keySet());

    assertThat(known).hasSize(UNSEEN.size() + seen().size());
    assertThat(publicTypes()).containsExactlyInAnyOrderElementsOf(known);
  }

  /** Returns the public types of exported packages that are no annotations and no enums. */
  private static Set<Class<?>> publicTypes() throws IOException, URISyntaxException {
    Path runtime =
        Path.of(AuthSession.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    ModuleReference module = ModuleFinder.of(runtime).find("dev.latchkey.runtime").orElseThrow();
    Set<String> exported =
        module.descriptor().exports().stream()
            .filter(exports -> !exports.isQualified())
            .map(ModuleDescriptor.Exports::source)
            .collect(Collectors.toSet());
    try (ModuleReader reader = module.open()) {
      return reader
          .list()
          .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
          .map(file -> file.substring(0, file.length() - ".class".length()).replace('/', '.'))
          .map(PublicTypesTest::loaded)
          .filter(type -> exported.contains(type.getPackageName()))
          .filter(type -> isPublic(type) && !type.isAnnotation() && !type.isEnum())
          .collect(Collectors.toSet());
    }
  }

  private static Class<?> loaded(String name) {
    try {
      return Class.forName(name, false, AuthSession.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isPublic(Class<?> type) {
    Class<?> outer = type.getDeclaringClass();
    return Modifier.isPublic(type.getModifiers())
        && !type.isAnonymousClass()
        && (outer == null || isPublic(outer));
  }
}
