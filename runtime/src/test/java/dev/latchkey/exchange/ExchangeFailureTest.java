package dev.latchkey.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.session.RefreshFailedException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExchangeFailureTest {
  private static final EndpointName ASKED =
      new EndpointName("POST", "https://ada:s3cret@id.example/token?key=s3cret");

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new ConnectException("refused"), "no connection, so nothing was sent"),
        Arguments.of(new UnknownHostException("id"), "no connection, so nothing was sent"),
        Arguments.of(new HttpConnectTimeoutException("x"), "no connection in time"),
        Arguments.of(new SSLHandshakeException("PKIX"), "no secure connection"),
        Arguments.of(new HttpTimeoutException("no whole answer within 10 s"), "within 10 s"),
        Arguments.of(new SocketTimeoutException("Read timed out"), "no answer in time"),
        Arguments.of(new AnswerTooLargeException(1 << 20), "the answer is larger than 1 MiB"),
        Arguments.of(new InterruptedIOException(), "the thread was interrupted"),
        Arguments.of(new SocketException("reset"), "the connection broke (SocketException)"),
        Arguments.of(new IllegalArgumentException("x"), "the transport failed (IllegalArg"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void messagesSayWhatHappenedAndWhere(Exception thrown, String what) {
    RefreshFailedException failure = ExchangeFailure.of(ASKED, thrown);

    assertThat(failure)
        .hasMessageStartingWith("POST https://id.example/token: ")
        .hasMessageContaining(what)
        .hasMessageEndingWith(".");
    assertThat(failure.error()).isEqualTo(thrown.getClass().getSimpleName());
  }

  @Test
  void whatSpeaksOfConnectionsAloneIsTheCause() {
    ConnectException refused = new ConnectException("refused");
    refused.initCause(new UnresolvedAddressException());

    assertThat(ExchangeFailure.of(ASKED, refused)).hasCause(refused);
  }

  static Stream<Exception> talkative() {
    IOException suppressing = new ConnectException("refused");
    suppressing.addSuppressed(new IOException("s3cret"));
    IOException handshake = new SSLHandshakeException("PKIX");
    handshake.initCause(new IOException("s3cret"));
    IOException endless = new ConnectException();
    Throwable link = endless;
    for (int i = 0; i < 20; i++) {
      Throwable next = new ConnectException();
      link.initCause(next);
      link = next;
    }
    link.initCause(new IOException("s3cret"));
    return Stream.of(
        new ProtocolException("Invalid status line: \"refresh_token=s3cret\""),
        new IllegalArgumentException("invalid header value: Basic s3cret"),
        handshake,
        suppressing,
        endless);
  }

  @ParameterizedTest
  @MethodSource("talkative")
  @DisplayName("P23 of what could quote a request or an answer only class and stack are kept")
  void whatCouldQuoteIsNotKept(Exception thrown) {
    RefreshFailedException failure = ExchangeFailure.of(ASKED, thrown);

    assertThat(failure).hasStackTraceContaining(thrown.getClass().getName());
    Throwable cause = Objects.requireNonNull(failure.getCause());
    assertThat(cause)
        .hasMessage(thrown.getClass().getName())
        .hasNoCause()
        .hasNoSuppressedExceptions();
    assertThat(cause.getStackTrace()).isEqualTo(thrown.getStackTrace());
    assertThat(failure.getMessage()).doesNotContain("s3cret");
  }

  @Test
  void anExceptionWithoutANameHasAWordToo() {
    assertThat(ExchangeFailure.of(ASKED, new IOException() {}).error()).isEqualTo("exception");
  }
}
