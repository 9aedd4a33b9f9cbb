package shop;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The time of day for the server and for the sessions; it can be put forward. */
final class ShopClock implements InstantSource {
  private volatile Duration ahead = Duration.ZERO;

  @Override
  public Instant instant() {
    return Instant.now().plus(ahead);
  }

  void putForward(Duration by) {
    ahead = ahead.plus(by);
  }
}
