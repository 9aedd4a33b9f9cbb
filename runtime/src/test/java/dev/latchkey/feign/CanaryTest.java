package dev.latchkey.feign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.ApiClientBuilder;
import dev.latchkey.RefreshRequest;
import dev.latchkey.observe.RefreshRecorder;
import dev.latchkey.scheme.CookieScheme;
import dev.latchkey.scheme.Incoming;
import dev.latchkey.scheme.Outgoing;
import dev.latchkey.scheme.Scheme;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import dev.latchkey.session.MisconfiguredException;
import dev.latchkey.session.NotSignedInException;
import dev.latchkey.session.RefreshFailedException;
import dev.latchkey.session.RefreshPolicy;
import dev.latchkey.session.RefreshRefusedException;
import dev.latchkey.session.SessionExpiredException;
import dev.latchkey.shop.Answered;
import dev.latchkey.shop.Asked;
import dev.latchkey.shop.AsyncNotes;
import dev.latchkey.shop.AsyncShop;
import dev.latchkey.shop.FeignLog;
import dev.latchkey.shop.HttpFront;
import dev.latchkey.shop.Notes;
import dev.latchkey.shop.Reachable;
import dev.latchkey.shop.Shop;
import feign.Logger;
import feign.Request;
import feign.RequestLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import java.util.stream.Collectors;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Known secrets go through every scheme and every failure, while everything that can be logged is
 * logged and everything that can be recorded is; then they are searched for.
 */
@DisplayName("P23 A canary")
class CanaryTest {
  /** In every secret that there is: passwords, tokens, cookies. */
  private static final String CANARY = "c4nary";

  /** What the recording holds, so that nobody searches in vain. */
  private static final String CONTROL = "c0ntrol";

  private final FeignLog feignLog = new FeignLog();
  private final List<String> leaked = new CopyOnWriteArrayList<>();
  private final AtomicInteger logged = new AtomicInteger();
  private final AtomicInteger loggedByTheJdk = new AtomicInteger();
  private final AtomicInteger searched = new AtomicInteger();
  private final AtomicInteger thrown = new AtomicInteger();
  private final Set<Class<?>> kinds = ConcurrentHashMap.newKeySet();

  /** By their names, all that the presets ask for. */
  private static final List<String> COOKIES =
      List.of(
          "access_token_cookie",
          "csrf_access_token",
          "refresh_token_cookie",
          "csrf_refresh_token",
          "sessionid",
          "csrftoken",
          "JSESSIONID",
          "XSRF-TOKEN");

  /** A scheme of a user's own: two headers, and a successor in the head of any answer. */
  private static final class Signed implements Scheme {
    @Override
    public Map<String, String> headers(Credential credential, Outgoing request) {
      String token = credential.accessToken();
      return Map.of("X-Token", token, "X-Signature", "signed-" + token);
    }

    @Override
    public Map<String, String> lifecycleHeaders(Credential held, Outgoing request) {
      return headers(held, request);
    }

    @Override
    public Set<String> consumes() {
      return Set.of("X-Next");
    }

    @Override
    public Optional<Credential> renewed(@Nullable Credential held, Incoming answer) {
      return answer.values("X-Next").stream().findFirst().map(Credential::of);
    }
  }

  /** Returns the presets, any that may be added included. */
  private static List<Scheme> cookieSchemes() throws ReflectiveOperationException {
    List<Scheme> presets = new ArrayList<>();
    for (Method method : CookieScheme.class.getMethods()) {
      boolean isPreset =
          Modifier.isStatic(method.getModifiers()) && method.getParameterCount() == 0;
      if (isPreset && method.getReturnType() == CookieScheme.class) {
        presets.add((Scheme) method.invoke(null));
      }
    }
    assertThat(presets).hasSizeGreaterThanOrEqualTo(4);
    return presets;
  }

  /** What a server does wrong. */
  private enum Fault {
    NONE,
    REJECTS_ONCE,
    REJECTS_ALWAYS,
    REFRESH_ECHOES_500,
    REFRESH_ECHOES_INVALID_GRANT,
    REFRESH_ECHOES_INVALID_CLIENT,
    REFRESH_ECHOES_HTML,
    REFRESH_IS_HALF_JSON,
    REFRESH_IS_CONTROL_CHARACTERS,
    REFRESH_RESETS,
    REFRESH_REDIRECTS,
    CALL_500,
    CALL_RESETS,
    CALL_REDIRECTS,
    CALL_LACKS_SCOPES,
    CALL_NEEDS_STEP_UP,
    SIGN_IN_500,
    SIGN_IN_RESETS,
    SIGN_IN_IS_HALF_JSON,
    SIGN_OUT_500,
    SIGN_OUT_RESETS
  }

  /** Where an endpoint is that has moved. */
  private static final String MOVED = "/moved";

  /** Serves both APIs, by tokens and by cookies of all names, and does one thing wrong. */
  private static final class Front {
    private final Fault fault;
    private final boolean moves;
    private final Scheme scheme;
    private final AtomicInteger issued = new AtomicInteger();

    /** Makes a server that does this wrong; if it moves, then where it has moved to. */
    Front(Fault fault, boolean moves, Scheme scheme) {
      this.fault = fault;
      this.moves = moves;
      this.scheme = scheme;
    }

    Answered answer(Asked asked) throws IOException {
      String path = asked.path();
      if (moves && !path.startsWith(MOVED)) {
        return baked(Answered.of(307).with("Location", MOVED + path));
      }
      return switch (moves ? path.substring(MOVED.length()) : path) {
        case "/login", "/auth/login" ->
            switch (fault) {
              case SIGN_IN_500 -> Answered.of(500, "no");
              case SIGN_IN_RESETS -> throw new IOException("reset");
              case SIGN_IN_IS_HALF_JSON -> Answered.json("{\"accessToken\": \"access-" + CANARY);
              default -> issue();
            };
        case "/refresh", "/auth/refresh" ->
            switch (fault) {
              case REFRESH_ECHOES_500 -> Answered.of(500, asked.toString());
              case REFRESH_ECHOES_INVALID_GRANT -> Answered.of(400, echo("invalid_grant", asked));
              case REFRESH_ECHOES_INVALID_CLIENT -> Answered.of(401, echo("invalid_client", asked));
              case REFRESH_ECHOES_HTML ->
                  new Answered(200, asked.toString(), Map.of("Content-Type", "text/html"));
              case REFRESH_IS_HALF_JSON -> Answered.json("{\"accessToken\": \"access-" + CANARY);
              case REFRESH_IS_CONTROL_CHARACTERS ->
                  Answered.json("{\"accessToken\": \"" + CANARY + "\\u0000\"}");
              case REFRESH_RESETS -> throw new IOException("reset");
              case REFRESH_REDIRECTS ->
                  Answered.of(307).with("Location", "http://localhost:1/?token=" + CANARY);
              default -> issue();
            };
        case "/logout", "/auth/logout" ->
            switch (fault) {
              case SIGN_OUT_500 -> Answered.of(500);
              case SIGN_OUT_RESETS -> throw new IOException("reset");
              default -> Answered.of(204);
            };
        default -> baked(call());
      };
    }

    /** Sets what the scheme takes from any answer. */
    private Answered baked(Answered answer) {
      Answered baked = answer;
      for (String header : scheme.consumes()) {
        baked = baked.with(header, "seen=" + CANARY);
      }
      return baked;
    }

    private Answered call() throws IOException {
      boolean isFirst = issued.get() == 1;
      return switch (fault) {
        case CALL_500 -> Answered.of(500);
        case CALL_RESETS -> throw new IOException("reset");
        case CALL_REDIRECTS -> Answered.of(302).with("Location", "http://localhost:1/");
        case CALL_LACKS_SCOPES -> challenged(403, "insufficient_scope");
        case CALL_NEEDS_STEP_UP -> challenged(401, "insufficient_user_authentication");
        case REJECTS_ALWAYS -> Answered.of(401);
        default ->
            isFirst && fault != Fault.NONE ? challenged(401, "invalid_token") : Answered.json("[]");
      };
    }

    private static Answered challenged(int status, String error) {
      return Answered.of(status).with("WWW-Authenticate", "Bearer error=\"" + error + "\"");
    }

    private static String echo(String error, Asked asked) {
      return "{\"error\": \"%s\", \"error_description\": \"%s\"}"
          .formatted(error, asked.toString().replace("\"", "'"));
    }

    private Answered issue() {
      int number = issued.incrementAndGet();
      String cookies =
          COOKIES.stream()
              .map(name -> "%s=%s-%d; Path=/".formatted(name, CANARY, number))
              .collect(Collectors.joining("\n"));
      return Answered.json(
              "{\"accessToken\": \"access-%1$s-%2$d\", \"refreshToken\": \"refresh-%1$s-%2$d\"}"
                  .formatted(CANARY, number))
          .with("Set-Cookie", cookies);
    }
  }

  private <T> T built(
      ApiClientBuilder<T> builder, HttpFront front, AuthSession session, Scheme scheme) {
    return builder
        .url(front.url())
        .session(session)
        .scheme(scheme)
        .logger(feignLog)
        .logLevel(Logger.Level.FULL)
        .options(new Request.Options(5, TimeUnit.SECONDS, 5, TimeUnit.SECONDS, true))
        .build();
  }

  private AuthSession session() {
    return AuthSession.builder()
        .key(CONTROL)
        .policy(RefreshPolicy.defaults().coolDown(Duration.ZERO, Duration.ZERO))
        .listener(new RefreshRecorder())
        .build();
  }

  private void tokens(Fault fault, boolean moves, Scheme scheme) {
    try (HttpFront front = new HttpFront(new Front(fault, moves, scheme)::answer)) {
      AuthSession session = session();
      Shop shop = built(Shop.builder(), front, session, scheme);
      tried(() -> shop.login(CANARY), false);
      tried(shop::orders, true);
      tried(() -> shop.place("lamp"), true);
      tried(session::refresh, false);
      searched(List.of(session, shop, scheme).toString());
      session.held().ifPresent(held -> searched(held.toString()));
      tried(() -> said(() -> shop.logout(new RefreshRequest("refresh-" + CANARY))), true);
    }
  }

  private void tokensAsync(Fault fault, boolean moves, Scheme scheme) {
    try (HttpFront front = new HttpFront(new Front(fault, moves, scheme)::answer)) {
      AsyncShop shop = built(AsyncShop.builder(), front, session(), scheme);
      tried(() -> awaited(shop.login(CANARY)), false);
      tried(() -> awaited(shop.orders()), true);
      tried(() -> awaited(shop.place("lamp")), true);
      tried(() -> awaited(shop.logout(new RefreshRequest("refresh-" + CANARY))), true);
    }
  }

  /** A key that nobody refreshes. */
  private void key(Fault fault) {
    Scheme scheme = Scheme.header("X-Api-Key");
    try (HttpFront front = new HttpFront(new Front(fault, false, scheme)::answer)) {
      AuthSession session = AuthSession.of(Credential.of("key-" + CANARY));
      Orders orders =
          built(
              new ApiClientBuilder<>(Orders.class, UnaryOperator.identity()),
              front,
              session,
              scheme);
      tried(orders::orders, true);
      searched(List.of(session, orders).toString());
    }
  }

  /** An API without lifecycle endpoints. */
  interface Orders {
    @RequestLine("GET /orders")
    String orders();
  }

  private void cookies(Fault fault, boolean moves, Scheme scheme) {
    try (HttpFront front = new HttpFront(new Front(fault, moves, scheme)::answer)) {
      AuthSession session = session();
      Notes notes = built(Notes.builder(), front, session, scheme);
      tried(() -> said(() -> notes.login(CANARY)), true);
      tried(notes::notes, true);
      tried(() -> notes.add("milk"), true);
      tried(session::refresh, false);
      searched(List.of(session, notes, scheme).toString());
      tried(() -> said(notes::logout), true);
    }
  }

  private void cookiesAsync(Fault fault, boolean moves, Scheme scheme) {
    try (HttpFront front = new HttpFront(new Front(fault, moves, scheme)::answer)) {
      AsyncNotes notes = built(AsyncNotes.builder(), front, session(), scheme);
      tried(() -> awaited(notes.login(CANARY)), true);
      tried(() -> awaited(notes.add("milk")), true);
      tried(() -> awaited(notes.logout()), true);
    }
  }

  private static String said(Runnable call) {
    call.run();
    return "";
  }

  private static Object awaited(CompletableFuture<?> future) throws Exception {
    Object answer = future.get(20, TimeUnit.SECONDS);
    return answer == null ? "" : answer;
  }

  /** Searches what a call throws, and what it returns unless that is a credential. */
  private void tried(Callable<?> call, boolean isSearched) {
    try {
      Object answer = call.call();
      if (isSearched && answer != null) {
        searched(Reachable.textsFrom(answer));
      } else {
        searched(String.valueOf(answer));
      }
    } catch (Exception e) {
      thrown.incrementAndGet();
      for (Throwable each = e; each != null; each = each.getCause()) {
        kinds.add(each.getClass());
      }
      searched(Reachable.textsFrom(e));
    }
  }

  private void searched(Object text) {
    searched.incrementAndGet();
    assertThat(text.toString()).doesNotContain(CANARY);
  }

  /** Searches what is logged at any level, as a file would show it. */
  private final class Searching extends Handler {
    private final SimpleFormatter formatter = new SimpleFormatter();

    @Override
    public void publish(LogRecord record) {
      // All but the time and the class, which take longest.
      StringWriter line = new StringWriter().append(formatter.formatMessage(record));
      if (record.getThrown() != null) {
        record.getThrown().printStackTrace(new PrintWriter(line, true));
      }
      logged.incrementAndGet();
      if (String.valueOf(record.getLoggerName()).startsWith("jdk.httpclient")) {
        loggedByTheJdk.incrementAndGet();
      }
      if (line.toString().contains(CANARY)) {
        leaked.add(line.toString());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private void run(Fault fault) throws ReflectiveOperationException {
    List<Scheme> tokens =
        List.of(
            Scheme.bearer(), Scheme.header("Authorization", "Token"), Scheme.header("X-Api-Key"));
    for (Scheme scheme : tokens) {
      tokens(fault, false, scheme);
    }
    tokensAsync(fault, false, Scheme.bearer());
    tokensAsync(fault, false, new Signed());
    key(fault);
    for (Scheme scheme : cookieSchemes()) {
      cookies(fault, false, scheme);
    }
    cookiesAsync(fault, false, CookieScheme.flaskJwtExtended());
    // And behind redirects that are followed.
    tokens(fault, true, new Signed());
    tokensAsync(fault, true, Scheme.bearer());
    cookies(fault, true, CookieScheme.angular());
    cookiesAsync(fault, true, CookieScheme.flaskJwtExtended());
  }

  @Test
  @DisplayName("is in no output, log, recording, exception, answer or text")
  void everywhere(@TempDir Path folder) throws Exception {
    java.util.logging.Logger root = java.util.logging.Logger.getLogger("");
    Level before = root.getLevel();
    Searching searching = new Searching();
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Path file = folder.resolve("canary.jfr");
    root.addHandler(searching);
    root.setLevel(Level.ALL);
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (Recording recording = new Recording(Configuration.getConfiguration("profile"))) {
      recording.enable("dev.latchkey.Refresh");
      recording.start();
      for (Fault fault : Fault.values()) {
        run(fault);
      }
      recording.stop();
      recording.dump(file);
    } finally {
      System.setOut(out);
      System.setErr(err);
      root.setLevel(before);
      root.removeHandler(searching);
    }

    int recorded = 0;
    List<RecordedEvent> ours = new ArrayList<>();
    try (RecordingFile events = new RecordingFile(file)) {
      for (; events.hasMoreEvents(); recorded++) {
        RecordedEvent event = events.readEvent();
        if (event.getEventType().getName().startsWith("dev.latchkey")) {
          ours.add(event);
        }
      }
    }
    System.out.printf(
        "Searched %,d answers and texts, of which %,d were thrown; %,d lines of Feign's log, %,d of"
            + " others; %,d recorded events, of which %,d were ours; %,d bytes of output.%n",
        searched.get(),
        thrown.get(),
        feignLog.lines().size(),
        logged.get(),
        recorded,
        ours.size(),
        printed.size());
    assertThat(thrown.get()).isGreaterThan(300);
    assertThat(kinds)
        .contains(
            InsufficientScopeException.class,
            MisconfiguredException.class,
            NotSignedInException.class,
            RefreshFailedException.class,
            RefreshRefusedException.class,
            SessionExpiredException.class,
            StepUpRequiredException.class);
    assertThat(ours).hasSizeGreaterThan(20);
    assertThat(loggedByTheJdk).hasPositiveValue();
    assertThat(feignLog.lines()).noneMatch(line -> line.contains(CANARY));
    assertThat(leaked).isEmpty();
    assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain(CANARY);
    assertThat(ours.toString()).contains(CONTROL).doesNotContain(CANARY);
    // A recording is not compressed, so that its file shows the text of all events.
    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
        .contains(CONTROL)
        .doesNotContain(CANARY);
  }
}
