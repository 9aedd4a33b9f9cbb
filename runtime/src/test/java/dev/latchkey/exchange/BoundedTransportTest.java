package dev.latchkey.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import feign.Client;
import feign.DefaultClient;
import feign.Request;
import feign.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BoundedTransportTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofMinutes(5);

  @Test
  void anAnswerIsReturnedWholeAndInMemory() throws IOException {
    Response response;
    try (ScriptedServer server = ScriptedServer.answering(418, "short and stout", "X-Pot: tea")) {
      response = send(SharedTransport.forTokens(), LONG, server.url("/"));
    }

    assertThat(response.status()).isEqualTo(418);
    assertThat(response.headers().get("x-pot")).containsExactly("tea");
    assertThat(response.body().isRepeatable()).isTrue();
    assertThat(response.body().asInputStream()).hasContent("short and stout");
  }

  @Test
  void anAnswerWithoutABodyStaysOne() throws IOException {
    Client transport =
        (request, options) ->
            Response.builder().request(request).status(204).headers(Map.of()).build();

    assertThat(send(transport, LONG, "http://localhost").body()).isNull();
  }

  @ParameterizedTest
  @DisplayName("P30 no server can hold an exchange beyond its deadline")
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 \r\nContent-Le",
        "HTTP/1.1 200 \r\nContent-Length: 100\r\n\r\n",
        "HTTP/1.1 200 \r\nContent-Length: 100\r\n\r\n{",
        "HTTP/1.1 200 \r\nContent-Length: 100\r\nContent-Encoding: gzip\r\n\r\n",
        "HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{",
      })
  void noServerHoldsAnExchange(String begun) {
    try (ScriptedServer server = ScriptedServer.stallingAfter(begun)) {
      for (Client transport : transports()) {
        assertThatThrownBy(() -> send(transport, SHORT, server.url("/")))
            .isInstanceOf(HttpTimeoutException.class)
            .hasMessageContaining("300 ms");
      }
    }
  }

  @ParameterizedTest
  @DisplayName("P30 no server can hold an exchange beyond its deadline by dripping")
  @ValueSource(
      strings = {
        "HTTP/1.1 200 \r\nX-Long: ",
        "HTTP/1.1 200 \r\nContent-Length: 1000000\r\n\r\n{",
      })
  void noServerHoldsAnExchangeByDripping(String begun) {
    try (ScriptedServer server = ScriptedServer.drippingAfter(begun)) {
      for (Client transport : transports()) {
        assertThatThrownBy(() -> send(transport, SHORT, server.url("/")))
            .isInstanceOf(HttpTimeoutException.class);
      }
    }
  }

  @Test
  @DisplayName(
      "P30 a transport that ignores interrupts cannot hold its caller, and its late answer is"
          + " closed")
  void aTransportThatIgnoresInterrupts() {
    CountDownLatch late = new CountDownLatch(1);
    AtomicBoolean closed = new AtomicBoolean();
    Client deaf =
        (request, options) -> {
          awaitUninterruptibly(late);
          return Response.builder()
              .request(request)
              .status(200)
              .headers(Map.of())
              .body(new ClosingStream(closed), null)
              .build();
        };

    assertThatThrownBy(() -> send(deaf, SHORT, "http://localhost"))
        .isInstanceOf(HttpTimeoutException.class);
    late.countDown();
    Awaitility.await().untilTrue(closed);
  }

  @ParameterizedTest
  @DisplayName("an interrupted caller leaves at once, still interrupted")
  @ValueSource(strings = {"", "HTTP/1.1 200 \r\nContent-Length: 100\r\n\r\n{"})
  void anInterruptedCallerLeaves(String begun) throws Exception {
    try (ScriptedServer server = ScriptedServer.stallingAfter(begun)) {
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      AtomicBoolean interrupted = new AtomicBoolean();
      Thread caller =
          new Thread(
              () -> {
                thrown.set(
                    catchThrowable(() -> send(SharedTransport.forTokens(), LONG, server.url("/"))));
                interrupted.set(Thread.currentThread().isInterrupted());
              });
      caller.start();
      server.awaitRequest();
      caller.interrupt();
      caller.join(TimeUnit.SECONDS.toMillis(20));

      assertThat(thrown.get()).isInstanceOf(InterruptedIOException.class);
      assertThat(interrupted).isTrue();
    }
  }

  @Test
  void theExchangeThatACallerLeavesIsInterrupted() {
    AtomicBoolean interrupted = new AtomicBoolean();
    Client waiting =
        (request, options) -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.set(true);
          }
          throw new IOException("left");
        };

    assertThatThrownBy(() -> send(waiting, SHORT, "http://localhost"))
        .isInstanceOf(HttpTimeoutException.class);
    Awaitility.await().untilTrue(interrupted);
  }

  @Test
  void anAnswerThatIsTooLargeIsNot() {
    try (ScriptedServer server = ScriptedServer.answering(200, "x".repeat(2 << 20))) {
      assertThatThrownBy(() -> send(SharedTransport.forTokens(), LONG, server.url("/")))
          .isInstanceOf(AnswerTooLargeException.class);
    }
  }

  @Test
  void whatATransportThrowsComesOutAsItIs() {
    Throwable[] all = {
      new IOException("reset"), new UncheckedIOException(new IOException()), new LinkageError("x")
    };
    for (Throwable thrown : all) {
      Client failing =
          (request, options) -> {
            throw sneaky(thrown);
          };

      assertThatThrownBy(() -> send(failing, LONG, "http://localhost")).isSameAs(thrown);
    }
  }

  private static Client[] transports() {
    return new Client[] {SharedTransport.forTokens(), new DefaultClient(null, null)};
  }

  private static Response send(Client transport, Duration total, String url) throws IOException {
    Request request =
        Request.create(
            Request.HttpMethod.POST,
            url,
            Map.of(),
            Request.Body.create("a=b", StandardCharsets.UTF_8),
            null);
    return new BoundedTransport(transport, total, BoundedBody.MAX_BYTES)
        .execute(request, SharedTransport.options(Duration.ofSeconds(20)));
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    boolean open = false;
    while (!open) {
      try {
        latch.await();
        open = true;
      } catch (InterruptedException e) {
        // Deaf.
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> RuntimeException sneaky(Throwable thrown) throws T {
    throw (T) thrown;
  }

  private static final class ClosingStream extends ByteArrayInputStream {
    private final AtomicBoolean closed;

    ClosingStream(AtomicBoolean closed) {
      super(new byte[0]);
      this.closed = closed;
    }

    @Override
    public void close() {
      closed.set(true);
    }
  }
}
