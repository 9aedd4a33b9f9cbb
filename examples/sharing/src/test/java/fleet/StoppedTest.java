package fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import dev.latchkey.session.RefreshFailedException;
import dev.latchkey.session.RefreshPolicy;
import dev.latchkey.session.SessionStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("short")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "no process is stopped there")
@DisplayName("P28 A process that is stopped while it has the lease")
class StoppedTest {
  static final RefreshPolicy POLICY =
      RefreshPolicy.defaults()
          .timeout(Duration.ofSeconds(30))
          .maxWait(Duration.ofMinutes(2))
          .coolDown(Duration.ZERO, Duration.ZERO)
          .storeCheckInterval(Duration.ofMillis(100));

  /** Of one who gives up soon. */
  private static final RefreshPolicy IMPATIENT =
      POLICY.timeout(Duration.ofSeconds(1)).storeTimeout(Duration.ofSeconds(3));

  private TokenServer server;
  private @Nullable Process holder;

  @BeforeEach
  void start() throws IOException {
    server = TokenServer.start(Duration.ofHours(1), TokenServer.Strictness.LENIENT, () -> 0);
  }

  @AfterEach
  void end() {
    server.close();
    if (holder != null) {
      holder.destroyForcibly();
    }
  }

  /** Connected before any deadline begins. */
  private static SessionStore connected(Backend backend) throws IOException {
    SessionStore store = backend.open();
    Optional<SessionStore.Entry> unused = store.load(Worker.KEY);
    return store;
  }

  private static AuthSession session(SessionStore store, RefreshPolicy policy) {
    return AuthSession.builder().store(store).key(Worker.KEY).policy(policy).build();
  }

  private OrdersApi orders(AuthSession session) {
    return OrdersApiClient.builder()
        .url(server.url())
        .session(session)
        .requestInterceptor(template -> template.header(TokenServer.PROCESS, "other"))
        .build();
  }

  /** Starts a process that has refreshed the session and is about to write that, and stops it. */
  private BufferedReader stoppedHolder(Backend backend) throws Exception {
    Process started =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                StoppedHolder.class.getName(),
                backend.address(),
                server.url())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    holder = started;
    BufferedReader says =
        new BufferedReader(new InputStreamReader(started.getInputStream(), UTF_8));
    assertThat(says.readLine()).isEqualTo("writing");
    signal("STOP");
    return says;
  }

  private Process holder() {
    return Objects.requireNonNull(holder);
  }

  private void signal(String name) throws Exception {
    Process kill =
        new ProcessBuilder(List.of("kill", "-" + name, String.valueOf(holder().pid())))
            .inheritIO()
            .start();
    assertThat(kill.waitFor()).isZero();
  }

  private void goOn() throws Exception {
    signal("CONT");
    try (OutputStream hears = holder().getOutputStream()) {
      hears.write('\n');
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgres", "redis"})
  @DisplayName("is overtaken when its lease has ended, and its late write is refused by version")
  void overtaken(String kind) throws Exception {
    try (Backend backend = Backend.start(kind)) {
      AuthSession session = session(connected(backend), POLICY);
      session.signIn(server.signIn().withExpiresIn(Duration.ofMillis(1)));
      BufferedReader says = stoppedHolder(backend);

      assertThat(orders(session).orders()).isEqualTo("lamp");
      assertThat(session.held().map(Credential::accessToken)).hasValue("a-1-3");
      goOn();

      assertThat(says.lines())
          .contains("written: false", "goes on with: a-1-3")
          .doesNotContain("written: true");
      assertThat(session(connected(backend), POLICY).held().map(Credential::accessToken))
          .hasValue("a-1-3");
    }
  }

  @Test
  @DisplayName("keeps the lease of a file, and the others say who has it")
  void keepsTheFile() throws Exception {
    try (Backend backend = Backend.start("file")) {
      AuthSession session = session(connected(backend), POLICY);
      session.signIn(server.signIn().withExpiresIn(Duration.ofMillis(1)));
      stoppedHolder(backend).close();

      assertThatThrownBy(orders(session(connected(backend), IMPATIENT))::orders)
          .isInstanceOf(RefreshFailedException.class)
          .hasMessageContaining("process " + holder().pid())
          .hasMessageContaining("has the lease of \"" + Worker.KEY + "\" in FileSessionStore[");
      holder().destroyForcibly().waitFor();

      assertThat(orders(session).orders()).isEqualTo("lamp");
    }
  }
}
