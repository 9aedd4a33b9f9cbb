package dev.latchkey.exchange;

import static dev.latchkey.shop.Awaited.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import feign.Request;
import feign.Response;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("P30 The answer of an asynchronous exchange with a bound comes to an end")
class BoundedAsyncTransportTest {
  private static final Request REQUEST =
      Request.create(
          Request.HttpMethod.GET, "http://127.0.0.1/", Map.of(), Request.Body.empty(), null);

  private final AtomicBoolean closed = new AtomicBoolean();
  private final CompletableFuture<Response> sent = new CompletableFuture<>();

  private CompletableFuture<Response> answerWithin(Duration total) {
    return new BoundedAsyncTransport((request, options, context) -> sent, total, 100)
        .execute(REQUEST, SharedTransport.options(), Optional.empty());
  }

  private Response open() {
    InputStream body =
        new ByteArrayInputStream(new byte[] {'7'}) {
          @Override
          public void close() {
            closed.set(true);
          }
        };
    return Response.builder().request(REQUEST).status(200).headers(Map.of()).body(body, 1).build();
  }

  @Test
  @DisplayName("although there is no thread to read it, and what holds a connection is closed")
  void noThreadToRead() {
    NoThreads.during(
        () -> {
          CompletableFuture<Response> answer = answerWithin(Duration.ofMinutes(1));

          sent.complete(open());

          assertThat(answer).isCompletedExceptionally();
          assertThat(failureOf(answer)).isInstanceOf(OutOfMemoryError.class);
          assertThat(closed).isTrue();
        });
  }

  @Test
  @DisplayName("although there is no thread to tell that it is late")
  void noThreadAtTheDeadline() {
    NoThreads.during(
        () -> {
          CompletableFuture<Response> answer = answerWithin(Duration.ofNanos(1));

          assertThat(failureOf(answer)).isInstanceOf(HttpTimeoutException.class);
        });
  }
}
