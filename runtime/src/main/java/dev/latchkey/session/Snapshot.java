package dev.latchkey.session;

import org.jspecify.annotations.Nullable;

/**
 * Everything that a session knows at one moment; replaced as a whole, so that no two fields of it
 * ever contradict each other.
 *
 * @param epoch the current epoch
 * @param lastNumber the number of the newest generation that there ever was, which the next one
 *     exceeds
 * @param generation what requests carry, or null if the session is signed out or expired
 * @param end how the session expired, or null if it did not
 * @param flight the refresh that can be joined, of this epoch and for this generation, or null
 * @param coolDown what the last refresh failed with, or null if it did not fail
 */
record Snapshot(
    Epoch epoch,
    long lastNumber,
    @Nullable Generation generation,
    @Nullable SessionEnd end,
    @Nullable Flight flight,
    @Nullable CoolDown coolDown) {

  static Snapshot initial(boolean loaded) {
    return new Snapshot(loaded ? new Epoch(0) : Epoch.UNREAD, 0, null, null, null, null);
  }

  /** Whether the store has been read. */
  boolean loaded() {
    return epoch != Epoch.UNREAD;
  }

  /** Whether nobody is signed in, and nobody's session has expired. */
  boolean isSignedOut() {
    return generation == null && end == null;
  }

  /** A decision about who is signed in: it ends the flight, the cool-down and the expiry. */
  Snapshot decided(Epoch next, @Nullable Generation signedIn) {
    long last = signedIn == null ? lastNumber : Math.max(lastNumber, signedIn.number());
    return new Snapshot(next, last, signedIn, null, null, null);
  }

  /** A successor in the same epoch; a flight other than the one that brought it, if any, stays. */
  Snapshot committed(Generation successor, @Nullable Flight by) {
    long last = Math.max(lastNumber, successor.number());
    return new Snapshot(epoch, last, successor, null, flight == by ? null : flight, null);
  }

  Snapshot tookOff(@Nullable Flight next) {
    return new Snapshot(epoch, lastNumber, generation, end, next, coolDown);
  }

  Snapshot failed(@Nullable CoolDown next) {
    return new Snapshot(epoch, lastNumber, generation, end, null, next);
  }

  Snapshot expired(SessionEnd why) {
    return new Snapshot(epoch, lastNumber, null, why, null, null);
  }

  /** The same, when the newest generation that there ever was is known to have had this number. */
  Snapshot numberedFrom(long number) {
    return new Snapshot(epoch, Math.max(lastNumber, number), generation, end, flight, coolDown);
  }
}
