package dev.latchkey.exchange;

import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The moment at which an exchange has to be over; no clock that somebody sets can move it. */
public final class Deadline {
  private final Duration total;
  private final long startNanos = System.nanoTime();

  private Deadline(Duration total) {
    this.total = Objects.requireNonNull(total, "total");
  }

  /**
   * Returns the deadline that is so far away from now.
   *
   * @param total how long it takes; zero or less has passed already
   * @return the deadline
   */
  public static Deadline in(Duration total) {
    return new Deadline(total);
  }

  /**
   * Returns what is left.
   *
   * @return nanoseconds; zero or less once it has passed
   */
  public long remainingNanos() {
    return TimeUnit.NANOSECONDS.convert(total) - (System.nanoTime() - startNanos);
  }

  /**
   * Returns whether it has passed.
   *
   * @return whether nothing is left
   */
  public boolean hasPassed() {
    return remainingNanos() <= 0;
  }

  /**
   * Returns the exception that says so.
   *
   * @return a new exception, whose message names the total time
   */
  public HttpTimeoutException missed() {
    return new HttpTimeoutException("no whole answer within " + inWords(total));
  }

  private static String inWords(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }
}
