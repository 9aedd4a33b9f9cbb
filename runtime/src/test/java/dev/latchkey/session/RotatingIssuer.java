package dev.latchkey.session;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A strict server for two users, without a lock or a latch: each refresh token works once. It keeps
 * in mind what it should never have seen.
 */
final class RotatingIssuer implements Refresher {
  private final AtomicInteger ada = new AtomicInteger(1);
  private final AtomicInteger bob = new AtomicInteger(1);
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger atOnce = new AtomicInteger();
  private volatile @Nullable Throwable answer;
  private volatile @Nullable Runnable onAsked;
  private volatile String violation = "";

  /** What a user who signs in gets. */
  Credential first(String user) {
    return credential(user, newest(user).get());
  }

  /** Answers this from now on, or again a successor. */
  void answerWith(@Nullable Throwable failure) {
    this.answer = failure;
  }

  /** Does this, once, while it is asked. */
  void whenAsked(@Nullable Runnable action) {
    this.onAsked = action;
  }

  int asked() {
    return asked.get();
  }

  /** What it should never have seen, or an empty text. */
  String violation() {
    return violation;
  }

  @Override
  public CredentialResponse refresh(Credential held) throws Exception {
    asked.incrementAndGet();
    if (atOnce.incrementAndGet() > 1) {
      violation = "two refreshes at once";
    }
    try {
      Runnable action = onAsked;
      if (action != null) {
        onAsked = null;
        action.run();
      }
      Throwable failure = answer;
      if (failure instanceof Exception e) {
        throw e;
      }
      if (failure instanceof Error e) {
        throw e;
      }
      String user = userOf(held);
      int number = newest(user).get();
      if (!held.refreshToken().equals(user + "-" + number)) {
        violation = "the spent refresh token of " + held.refreshToken() + " was presented";
        throw new RefreshRefusedException("invalid_grant");
      }
      newest(user).set(number + 1);
      return credential(user, number + 1);
    } finally {
      atOnce.decrementAndGet();
    }
  }

  /** Whose credential this is. */
  static String userOf(Credential credential) {
    return credential.accessToken().substring(0, 3);
  }

  @Override
  public String toString() {
    return "RotatingIssuer";
  }

  private AtomicInteger newest(String user) {
    return user.equals("ada") ? ada : bob;
  }

  private static Credential credential(String user, int number) {
    String token = user + "-" + number;
    return Credential.of(token).withRefreshToken(token);
  }
}
