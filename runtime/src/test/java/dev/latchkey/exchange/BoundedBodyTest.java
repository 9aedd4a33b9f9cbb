package dev.latchkey.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import feign.Request;
import feign.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BoundedBodyTest {
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Deadline FAR = Deadline.in(Duration.ofMinutes(5));
  private static final String STALLED = "HTTP/1.1 200 \r\nContent-Length: 100\r\n\r\n{";

  @Test
  void aWholeBodyIsReadAndClosed() throws IOException {
    Tracked stream = new Tracked("four");

    assertThat(BoundedBody.read(response(stream, null), 4, FAR)).asString().isEqualTo("four");
    assertThat(stream.closed).hasPositiveValue();
  }

  @Test
  @DisplayName("a response without a body, which is normal, has no bytes")
  void noBody() throws IOException {
    Response response = response(null, null);

    assertThat(BoundedBody.read(response, 4, FAR)).isEmpty();
    BoundedBody.drain(response, 4);
  }

  @Test
  void oneByteTooManyIsAnErrorThatNamesTheLimit() {
    Tracked stream = new Tracked("fives");

    assertThatThrownBy(() -> BoundedBody.read(response(stream, null), 4, FAR))
        .isExactlyInstanceOf(AnswerTooLargeException.class)
        .hasMessage("the answer is larger than 4 bytes");
    assertThat(stream.closed).hasPositiveValue();
  }

  @Test
  void aBodyThatAnnouncesTooMuchIsNotRead() {
    Tracked stream = new Tracked("");

    assertThatThrownBy(() -> BoundedBody.read(response(stream, 3 << 20), 1 << 20, FAR))
        .hasMessage("the answer is larger than 1 MiB");
    assertThat(stream.read).hasValue(0);
    assertThat(stream.closed).hasPositiveValue();
  }

  @Test
  void limitsAreNamedInTheLargestUnitThatFits() {
    assertThat(new AnswerTooLargeException(64 << 10)).hasMessageEndingWith("64 KiB");
    assertThat(new AnswerTooLargeException(1025)).hasMessageEndingWith("1025 bytes");
    assertThat(new AnswerTooLargeException(0)).hasMessageEndingWith("0 bytes");
  }

  @Test
  @DisplayName("P30 a stalled body cannot outlive the deadline")
  void aStalledBody() throws IOException {
    try (ScriptedServer server = ScriptedServer.stallingAfter(STALLED)) {
      Response response = get(server);

      assertThatThrownBy(() -> BoundedBody.read(response, 1000, Deadline.in(SHORT)))
          .isInstanceOf(HttpTimeoutException.class)
          .hasMessage("no whole answer within 200 ms");
    }
  }

  @Test
  @DisplayName("P30 a body that drips cannot outlive the deadline")
  void aDrippingBody() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.drippingAfter("HTTP/1.1 200 \r\nContent-Length: 1000000\r\n\r\n{")) {
      Response response = get(server);

      assertThatThrownBy(() -> BoundedBody.read(response, 1 << 20, Deadline.in(SHORT)))
          .isInstanceOf(HttpTimeoutException.class);
    }
  }

  @Test
  @DisplayName("P30 a body that drips ends although nobody can close it while it is read")
  void aDrippingBodyThatCannotBeClosed() {
    InputStream drip = new Scripted(() -> 1, () -> {});

    assertThatThrownBy(
            () -> BoundedBody.read(response(drip, null), Integer.MAX_VALUE, Deadline.in(SHORT)))
        .isInstanceOf(HttpTimeoutException.class);
  }

  @Test
  @DisplayName("P30 a body that ends because it was closed at the deadline is no whole body")
  void anEndThatTheDeadlineMade() {
    CountDownLatch closed = new CountDownLatch(1);
    InputStream stream =
        new Scripted(
            () -> {
              closed.await();
              return -1;
            },
            closed::countDown);

    assertThatThrownBy(() -> BoundedBody.read(response(stream, null), 10, Deadline.in(SHORT)))
        .isInstanceOf(HttpTimeoutException.class);
  }

  @Test
  void aBrokenBodyIsNotCalledATimeout() {
    assertThatThrownBy(() -> BoundedBody.read(response(broken(), null), 10, FAR))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("broken");
  }

  @Test
  @DisplayName("a connection whose unwanted body was drained serves again")
  void drainedConnectionsServeAgain() throws IOException {
    try (ScriptedServer server = ScriptedServer.answering(401, "unwanted ".repeat(1000))) {
      for (int i = 0; i < 20; i++) {
        BoundedBody.drain(get(server), 64 << 10);
      }

      assertThat(server.received()).hasSize(20);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void drainingGivesUpOnABodyThatStalls() throws IOException {
    try (ScriptedServer server = ScriptedServer.stallingAfter(STALLED)) {
      BoundedBody.drain(get(server), 1000);
    }
  }

  @Test
  void drainingGivesUpOnABodyThatIsTooLargeOrBroken() {
    Tracked stream = new Tracked("too large");
    BoundedBody.drain(response(stream, null), 3);
    assertThat(stream.closed).hasPositiveValue();

    BoundedBody.drain(response(broken(), null), 3);
  }

  private static InputStream broken() {
    return new Scripted(
        () -> {
          throw new IOException("broken");
        },
        () -> {});
  }

  private static Response get(ScriptedServer server) throws IOException {
    return SharedTransport.forTokens().execute(request(server.url("/")), SharedTransport.options());
  }

  private static Response response(@Nullable InputStream body, @Nullable Integer length) {
    return Response.builder()
        .request(request("http://localhost"))
        .status(200)
        .headers(Map.of())
        .body(body, length)
        .build();
  }

  private static Request request(String url) {
    return Request.create(Request.HttpMethod.GET, url, Map.of(), Request.Body.empty(), null);
  }

  /** Counts what is done to it. */
  private static final class Tracked extends ByteArrayInputStream {
    private final AtomicInteger read = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();

    Tracked(String text) {
      super(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public synchronized int read(byte[] bytes, int from, int length) {
      read.incrementAndGet();
      return super.read(bytes, from, length);
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  /** Does as it is told, one read after the other. */
  private static final class Scripted extends InputStream {
    private final Callable<Integer> reading;
    private final Runnable closing;

    Scripted(Callable<Integer> reading, Runnable closing) {
      this.reading = reading;
      this.closing = closing;
    }

    @Override
    public int read() throws IOException {
      return read(new byte[1], 0, 1);
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      try {
        return reading.call();
      } catch (IOException e) {
        throw e;
      } catch (Exception e) {
        throw new IOException(e);
      }
    }

    @Override
    public void close() {
      closing.run();
    }
  }
}
