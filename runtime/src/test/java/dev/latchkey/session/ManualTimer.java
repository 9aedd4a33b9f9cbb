package dev.latchkey.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A timer whose time comes when it is told so. */
final class ManualTimer implements Timer {
  private final List<Runnable> due = new ArrayList<>();

  @Override
  public Runnable after(Duration delay, Runnable task) {
    synchronized (this) {
      due.add(task);
    }
    return () -> cancel(task);
  }

  /** Lets the time of everything come that has not been cancelled, on this thread. */
  void fire() {
    List<Runnable> now;
    synchronized (this) {
      now = List.copyOf(due);
      due.clear();
    }
    now.forEach(Runnable::run);
  }

  /** Whether nothing is left whose time could still come. */
  synchronized boolean isIdle() {
    return due.isEmpty();
  }

  private synchronized void cancel(Runnable task) {
    due.remove(task);
  }
}
