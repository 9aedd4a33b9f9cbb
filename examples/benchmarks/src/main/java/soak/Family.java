package soak;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * The tokens of one sign-in, as a strict server keeps them: an access token lives for a second, a
 * refresh token works once. Guarded by the {@link TokenDesk}.
 */
final class Family {
  /** How sure it is that the answer which brought the newest tokens has arrived. */
  enum Arrival {
    /** On its way, or broken off. */
    NO,
    /** Written to the last byte, but late, or to a client in a hurry. */
    UNSURE,
    /** Written to the last byte, in time. */
    YES
  }

  final int number;
  final String session;
  final boolean tellsExpiry;
  boolean signedOut;
  boolean lost;
  boolean refusalArrived;
  int newest;
  Arrival newestArrived = Arrival.YES;
  long usedNanos = System.nanoTime();

  private final Map<Integer, Long> accessUntilNanos = new HashMap<>();

  Family(int number, String session, boolean tellsExpiry) {
    this.number = number;
    this.session = session;
    this.tellsExpiry = tellsExpiry;
  }

  boolean isOver() {
    return signedOut || lost;
  }

  /** Issues the next tokens, and forgets those that have expired. */
  void rotate(long accessNanos) {
    long now = System.nanoTime();
    Iterator<Long> old = accessUntilNanos.values().iterator();
    while (old.hasNext()) {
      if (old.next() - now < 0) {
        old.remove();
      }
    }
    newest++;
    newestArrived = Arrival.NO;
    accessUntilNanos.put(newest, now + accessNanos);
  }

  /** Says that the client uses the tokens of this number, which proves that they have arrived. */
  void seen(int generation) {
    usedNanos = System.nanoTime();
    if (generation == newest) {
      newestArrived = Arrival.YES;
    }
  }

  boolean isFresh(int generation) {
    Long until = accessUntilNanos.get(generation);
    return until != null && until - System.nanoTime() > 0;
  }

  void takeBack(int generation) {
    accessUntilNanos.remove(generation);
  }

  String accessToken() {
    return "access-" + number + "-" + newest;
  }

  String refreshToken() {
    return "refresh-" + number + "-" + newest;
  }
}
