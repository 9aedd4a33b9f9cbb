package dev.latchkey.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A timer whose time comes when it is told so. */
final class ManualTimer implements Timer {
  private record Alarm(Duration delay, Runnable task) {}

  private final List<Alarm> alarms = new ArrayList<>();

  @Override
  public Runnable after(Duration delay, Runnable task) {
    Alarm alarm = new Alarm(delay, task);
    synchronized (this) {
      alarms.add(alarm);
    }
    return () -> forget(alarm);
  }

  private synchronized void forget(Alarm alarm) {
    alarms.remove(alarm);
  }

  /** Lets the time come of everything that was to happen after this delay, on this thread. */
  void fire(Duration delay) {
    due(alarm -> alarm.delay.equals(delay)).forEach(alarm -> alarm.task.run());
  }

  /** Lets the time of everything come that has not been forgotten, on this thread. */
  void fire() {
    due(alarm -> true).forEach(alarm -> alarm.task.run());
  }

  private synchronized List<Alarm> due(Predicate<Alarm> wanted) {
    List<Alarm> due = alarms.stream().filter(wanted).toList();
    alarms.removeAll(due);
    return due;
  }

  /** Whether something is to happen after this delay. */
  synchronized boolean waits(Duration delay) {
    return alarms.stream().anyMatch(alarm -> alarm.delay.equals(delay));
  }

  /** Whether nothing is left whose time could still come. */
  synchronized boolean isIdle() {
    return alarms.isEmpty();
  }
}
