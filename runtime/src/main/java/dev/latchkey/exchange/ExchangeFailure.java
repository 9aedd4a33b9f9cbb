package dev.latchkey.exchange;

import dev.latchkey.session.RefreshFailedException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLException;

/** What it means for a refresh that its exchange brought no answer. */
public final class ExchangeFailure {
  /** More links than any chain has that is worth reading. */
  private static final int LONGEST_CHAIN = 8;

  private ExchangeFailure() {}

  /**
   * Returns the exception for an exchange that brought no answer.
   *
   * @param asked the endpoint that was asked
   * @param thrown what the transport threw; of an exception whose message could quote the request
   *     or the answer only the class and the stack are kept
   * @return the exception, to be thrown by the caller
   */
  public static RefreshFailedException of(EndpointName asked, Exception thrown) {
    return new RefreshFailedException(
        asked + ": " + whatHappened(thrown) + ".",
        word(thrown),
        isQuiet(thrown) ? thrown : withoutItsWords(thrown));
  }

  private static String whatHappened(Exception thrown) {
    if (thrown instanceof HttpConnectTimeoutException) {
      return "no connection in time, so nothing was sent";
    }
    if (thrown instanceof ConnectException
        || thrown instanceof UnknownHostException
        || thrown instanceof NoRouteToHostException) {
      return "no connection, so nothing was sent; see whether the host is right and up";
    }
    if (thrown instanceof SSLException) {
      return "no secure connection; see whether its certificate is trusted here";
    }
    if (thrown instanceof HttpTimeoutException || thrown instanceof AnswerTooLargeException) {
      return thrown.getMessage() + "; nobody knows whether the server acted on the request";
    }
    if (thrown instanceof SocketTimeoutException) {
      return "no answer in time; nobody knows whether the server acted on the request";
    }
    if (thrown instanceof InterruptedIOException || Thread.currentThread().isInterrupted()) {
      return "the thread was interrupted while it waited for the answer; nobody knows whether the"
          + " server acted on the request";
    }
    String subject =
        thrown instanceof IOException ? "the connection broke" : "the transport failed";
    return subject
        + " ("
        + word(thrown)
        + "); nobody knows whether the server acted on the request";
  }

  /** An anonymous class has no simple name. */
  private static String word(Exception thrown) {
    String name = thrown.getClass().getSimpleName();
    return name.isEmpty() ? "exception" : name;
  }

  /** Returns whether it speaks of connections alone, down to its last cause. */
  private static boolean isQuiet(Throwable thrown) {
    Throwable link = thrown;
    for (int i = 0; i < LONGEST_CHAIN; i++) {
      if (!speaksOfConnectionsAlone(link) || link.getSuppressed().length > 0) {
        return false;
      }
      if (link.getCause() == null) {
        return true;
      }
      link = link.getCause();
    }
    return false;
  }

  private static boolean speaksOfConnectionsAlone(Throwable link) {
    return link instanceof ConnectException
        || link instanceof UnknownHostException
        || link instanceof NoRouteToHostException
        || link instanceof SocketTimeoutException
        || link instanceof HttpTimeoutException
        || link instanceof AnswerTooLargeException
        || link instanceof SSLException
        || link instanceof GeneralSecurityException
        || link instanceof ClosedChannelException
        || link instanceof UnresolvedAddressException;
  }

  private static IOException withoutItsWords(Throwable thrown) {
    IOException bare = new IOException(thrown.getClass().getName());
    bare.setStackTrace(thrown.getStackTrace());
    return bare;
  }
}
