package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The threads of all sessions")
class FlightThreadsTest {
  private static final int MORE_THAN_ANY_POOL = 400;

  private final StrictIssuer issuer = new StrictIssuer();

  @Test
  @DisplayName("P1 fly for one session whatever the futures of another do")
  void storm() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(MORE_THAN_ANY_POOL);
    for (int i = 0; i < MORE_THAN_ANY_POOL; i++) {
      Environment.USUAL.handOver(
          () -> {
            try {
              end.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            ended.countDown();
          });
    }
    try {
      AuthSession session = AuthSession.builder().refreshWith(issuer).build();
      session.signIn(issuer.first());

      assertThat(session.refresh().accessToken()).isEqualTo("access-2");
    } finally {
      end.countDown();
    }
    ended.await();
  }

  @Test
  @DisplayName("B20 take no store away from each other, however many fly at once")
  void stores() throws Exception {
    int many = 200;
    CountDownLatch all = new CountDownLatch(many);
    AtomicBoolean slow = new AtomicBoolean();
    SessionStore store =
        new UnsharedStore() {
          @Override
          public Optional<Entry> load(String key) throws IOException {
            if (slow.get()) {
              // Returns when each of them has a flight, and a call of its store.
              all.countDown();
              try {
                all.await();
              } catch (InterruptedException e) {
                throw new InterruptedIOException();
              }
            }
            return super.load(key);
          }
        };
    List<AuthSession> sessions = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      AuthSession session =
          AuthSession.builder()
              .key("session " + i)
              .store(store)
              .refreshWith(held -> Credential.of("successor"))
              .build();
      session.signIn(Credential.of("token"));
      sessions.add(session);
    }
    slow.set(true);

    List<CompletableFuture<Generation>> calls =
        sessions.stream().map(one -> one.current().refreshIfStillAsync("orders")).toList();

    assertThat(calls).allSatisfy(call -> assertThat(call.join().number()).isEqualTo(2));
  }

  @Test
  @DisplayName("inherit nothing from the thread of a caller, who may be somebody else next time")
  void inheritance() {
    InheritableThreadLocal<String> tenant = new InheritableThreadLocal<>();
    AtomicReference<@Nullable String> seen = new AtomicReference<>("nothing yet");
    AuthSession session =
        AuthSession.builder()
            .refreshWith(
                held -> {
                  seen.set(tenant.get());
                  return issuer.refresh(held);
                })
            .build();
    session.signIn(issuer.first());
    tenant.set("ada");
    try {
      session.refresh();
    } finally {
      tenant.remove();
    }

    assertThat(seen).hasValue(null);
  }
}
