package dev.latchkey.session;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One refresh in progress: what it replaces, who waits for it, and the thread that makes it. */
final class Flight {
  final Epoch epoch;
  final @Nullable Generation replaces;
  final RefreshEvent.Trigger trigger;

  /**
   * Completed, always normally, when there is nothing more to wait for. It carries no outcome:
   * whoever waited looks at the snapshot again, and only if that has not moved on is {@link
   * #failure} the answer.
   */
  final CompletableFuture<Void> landing = new CompletableFuture<>();

  private final AtomicInteger waiters = new AtomicInteger();
  private final long tookOffNanos = System.nanoTime();

  /** What those who waited in vain are told; written before {@link #landing} is completed. */
  volatile @Nullable CoolDown failure;

  /** Whether its deadline has passed while the refresher runs on. */
  volatile boolean overdue;

  /** Whether new calls wait for it, because what they could carry is known to be of no use. */
  volatile boolean awaited;

  /** Forgets the deadline; set before the flight takes off. */
  private volatile Runnable forgetDeadline = () -> {};

  /** The thread that runs the refresher, while it does; guarded by this. */
  private @Nullable Thread runner;

  Flight(Epoch epoch, @Nullable Generation replaces, RefreshEvent.Trigger trigger) {
    this.epoch = epoch;
    this.replaces = replaces;
    this.trigger = trigger;
    this.awaited = isAwaitedFor(trigger);
  }

  /**
   * Counts a call that waits; one that was rejected or found the credential expired makes others
   * wait.
   */
  void join(RefreshEvent.Trigger why) {
    waiters.incrementAndGet();
    if (isAwaitedFor(why) && !awaited) {
      awaited = true;
    }
  }

  private static boolean isAwaitedFor(RefreshEvent.Trigger why) {
    return why != RefreshEvent.Trigger.STALE && why != RefreshEvent.Trigger.REQUESTED;
  }

  /** Calls back when this time has passed and the flight has not landed. */
  void landWithin(Duration limit, Timer timer, Runnable tooLate) {
    forgetDeadline = timer.after(limit, tooLate);
  }

  /** Frees those who wait, while the refresher runs on, and its deadline with it. */
  void release() {
    landing.complete(null);
  }

  /** Frees those who wait, and forgets the deadline: the flight is over. */
  void land() {
    forgetDeadline.run();
    release();
  }

  synchronized void begins() {
    runner = Thread.currentThread();
  }

  /** Says that the refresher has ended; from here on nobody interrupts its thread. */
  void ends() {
    synchronized (this) {
      runner = null;
    }
    // An interrupt that came too late for the refresher must not hit what the thread does next.
    if (overdue) {
      Thread.interrupted();
    }
  }

  synchronized boolean runsOnThisThread() {
    return runner == Thread.currentThread();
  }

  synchronized void interrupt() {
    if (runner != null) {
      runner.interrupt();
    }
  }

  Duration took() {
    return Duration.ofNanos(System.nanoTime() - tookOffNanos);
  }

  RefreshEvent event(boolean adopted) {
    return new RefreshEvent(
        trigger, replaces == null ? 0 : replaces.number(), took(), waiters.get(), adopted);
  }
}
