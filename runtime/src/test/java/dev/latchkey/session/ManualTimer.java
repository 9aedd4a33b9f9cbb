package dev.latchkey.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A timer that a test makes ring. */
final class ManualTimer implements Timer {
  private record Alarm(Duration delay, Runnable task) {}

  private final List<Alarm> alarms = new ArrayList<>();

  @Override
  public synchronized Runnable after(Duration delay, Runnable task) {
    Alarm alarm = new Alarm(delay, task);
    alarms.add(alarm);
    return () -> forget(alarm);
  }

  private synchronized void forget(Alarm alarm) {
    alarms.remove(alarm);
  }

  /** Runs what was to run after this time, on this thread. */
  void ring(Duration delay) {
    List<Alarm> due;
    synchronized (this) {
      due = alarms.stream().filter(alarm -> alarm.delay.equals(delay)).toList();
      alarms.removeAll(due);
    }
    due.forEach(alarm -> alarm.task.run());
  }

  synchronized int pending() {
    return alarms.size();
  }
}
