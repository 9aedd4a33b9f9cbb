package dev.latchkey.feign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.ApiClientBuilder;
import dev.latchkey.RefreshRequest;
import dev.latchkey.observe.RefreshRecorder;
import dev.latchkey.scheme.CookieScheme;
import dev.latchkey.scheme.Scheme;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.RefreshPolicy;
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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
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

  private final FeignLog feignLog = new FeignLog();
  private final List<String> logged = new CopyOnWriteArrayList<>();
  private final AtomicInteger searched = new AtomicInteger();
  private final AtomicInteger thrown = new AtomicInteger();

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

  /** Serves both APIs, by tokens and by cookies, and does one thing wrong. */
  private static final class Front {
    private final Fault fault;
    private final boolean bakes;
    private final AtomicInteger issued = new AtomicInteger();

    /** Makes a server that does this wrong, and sets cookies with each answer if it bakes. */
    Front(Fault fault, boolean bakes) {
      this.fault = fault;
      this.bakes = bakes;
    }

    Answered answer(Asked asked) throws IOException {
      return switch (asked.path()) {
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
        default -> call();
      };
    }

    private Answered call() throws IOException {
      Answered answer = plainly();
      return bakes ? answer.with("Set-Cookie", "seen=" + CANARY + "; Path=/") : answer;
    }

    private Answered plainly() throws IOException {
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
      return Answered.json(
              "{\"accessToken\": \"access-%1$s-%2$d\", \"refreshToken\": \"refresh-%1$s-%2$d\"}"
                  .formatted(CANARY, number))
          .with(
              "Set-Cookie",
              "access_token_cookie=a-%1$s-%2$d; Path=/\ncsrf_access_token=ca-%1$s-%2$d; Path=/\n"
                      .formatted(CANARY, number)
                  + "refresh_token_cookie=r-%s-%d; Path=/refresh".formatted(CANARY, number));
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
        .policy(RefreshPolicy.defaults().coolDown(Duration.ZERO, Duration.ZERO))
        .listener(new RefreshRecorder())
        .build();
  }

  private void tokens(Fault fault, Scheme scheme) {
    try (HttpFront front = new HttpFront(new Front(fault, false)::answer)) {
      AuthSession session = session();
      Shop shop = built(Shop.builder(), front, session, scheme);
      tried(() -> shop.login(CANARY), false);
      tried(shop::orders, true);
      tried(() -> shop.place("lamp"), true);
      tried(session::refresh, false);
      searched(List.of(session, shop).toString());
      session.held().ifPresent(held -> searched(held.toString()));
      tried(() -> said(() -> shop.logout(new RefreshRequest("refresh-" + CANARY))), true);
    }
    try (HttpFront front = new HttpFront(new Front(fault, false)::answer)) {
      AsyncShop shop = built(AsyncShop.builder(), front, session(), scheme);
      tried(() -> awaited(shop.login(CANARY)), false);
      tried(() -> awaited(shop.orders()), true);
      tried(() -> awaited(shop.place("lamp")), true);
      tried(() -> awaited(shop.logout(new RefreshRequest("refresh-" + CANARY))), true);
    }
  }

  private void cookies(Fault fault) {
    try (HttpFront front = new HttpFront(new Front(fault, true)::answer)) {
      AuthSession session = session();
      Notes notes = built(Notes.builder(), front, session, CookieScheme.flaskJwtExtended());
      tried(() -> said(() -> notes.login(CANARY)), true);
      tried(notes::notes, true);
      tried(() -> notes.add("milk"), true);
      tried(session::refresh, false);
      tried(() -> said(notes::logout), true);
    }
    try (HttpFront front = new HttpFront(new Front(fault, true)::answer)) {
      AsyncNotes notes =
          built(AsyncNotes.builder(), front, session(), CookieScheme.flaskJwtExtended());
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
      searched(Reachable.textsFrom(e));
    }
  }

  private void searched(Object text) {
    searched.incrementAndGet();
    assertThat(text.toString()).doesNotContain(CANARY);
  }

  /** Keeps what is logged at any level, as a file would show it. */
  private final class Kept extends Handler {
    @Override
    public void publish(LogRecord line) {
      logged.add(new SimpleFormatter().format(line));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  @DisplayName("is in no output, log, recording, exception, answer or text")
  void everywhere(@TempDir Path folder) throws Exception {
    java.util.logging.Logger root = java.util.logging.Logger.getLogger("");
    Level before = root.getLevel();
    Kept kept = new Kept();
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Path file = folder.resolve("canary.jfr");
    root.addHandler(kept);
    root.setLevel(Level.ALL);
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (Recording recording = new Recording(Configuration.getConfiguration("profile"))) {
      recording.enable("dev.latchkey.Refresh");
      recording.start();
      for (Fault fault : Fault.values()) {
        tokens(fault, Scheme.bearer());
        tokens(fault, Scheme.header("X-Api-Key"));
        cookies(fault);
      }
      recording.stop();
      recording.dump(file);
    } finally {
      System.setOut(out);
      System.setErr(err);
      root.setLevel(before);
      root.removeHandler(kept);
    }

    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    long refreshes =
        events.stream().filter(e -> e.getEventType().getName().startsWith("dev.latchkey")).count();
    System.out.printf(
        "Searched %,d answers and texts, of which %,d were thrown; %,d lines of Feign's log, %,d of"
            + " others; %,d recorded events, of which %,d were ours; %,d bytes of output.%n",
        searched.get(),
        thrown.get(),
        feignLog.lines().size(),
        logged.size(),
        events.size(),
        refreshes,
        printed.size());
    assertThat(thrown.get()).isGreaterThan(100);
    assertThat(refreshes).isGreaterThan(20);
    assertThat(logged)
        .anyMatch(line -> line.contains("jdk.httpclient") || line.contains("REQUEST"));
    assertThat(feignLog.lines()).noneMatch(line -> line.contains(CANARY));
    assertThat(logged).noneMatch(line -> line.contains(CANARY));
    assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain(CANARY);
    assertThat(events).noneMatch(event -> event.toString().contains(CANARY));
    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
        .doesNotContain(CANARY);
  }
}
