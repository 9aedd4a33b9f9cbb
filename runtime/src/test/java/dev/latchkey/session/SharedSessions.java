package dev.latchkey.session;

import java.time.Duration;

/** Sessions of one issuer that share a store, whose time is the test's, and who never cool down. */
abstract class SharedSessions {
  static final Duration HOUR = Duration.ofHours(1);
  static final Duration SOON = Duration.ofMillis(100);

  final StrictIssuer issuer = new StrictIssuer();
  final ManualClock clock = new ManualClock();
  final ManualTimer timer = new ManualTimer();
  final SharedStore store = new SharedStore();
  final RefreshPolicy policy =
      RefreshPolicy.defaults().storeCheckInterval(HOUR).coolDown(Duration.ZERO, Duration.ZERO);

  final AuthSession.Builder settings() {
    return AuthSession.builder()
        .refreshWith(issuer)
        .store(store)
        .clock(clock)
        .jitter(() -> 1)
        .timer(timer)
        .policy(policy);
  }
}
