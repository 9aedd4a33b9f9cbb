package dev.latchkey.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that moves when it is told to. */
final class ManualClock implements InstantSource {
  // Read once: an exploration makes a clock for every schedule, and looks at all that it makes.
  private static final long NOON = Instant.parse("2026-11-22T12:00:00Z").toEpochMilli();

  private final AtomicLong millis = new AtomicLong(NOON);

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis.get());
  }

  @Override
  public long millis() {
    return millis.get();
  }

  void advance(Duration span) {
    millis.addAndGet(span.toMillis());
  }
}
