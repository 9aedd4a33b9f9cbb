package dev.latchkey.session;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The time between two decisions about who is signed in. A call belongs to the epoch in which it
 * began, and work begun in one epoch commits in no other.
 *
 * <p>Epochs are told apart by identity. The number orders the decisions of one session, by when
 * they were begun, and is what a store keeps of them.
 */
final class Epoch {
  final long number;

  /** Whether somebody has been told, in this epoch, that a sign-in is needed. */
  private final AtomicBoolean asked = new AtomicBoolean();

  Epoch(long number) {
    this.number = number;
  }

  /** Returns true to the first who asks. */
  boolean askForSignIn() {
    return asked.compareAndSet(false, true);
  }
}
