package dev.latchkey.session;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One refresh in progress: what it replaces, who waits for it, and what makes it. */
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

  /** Whether the listeners have heard that it failed. */
  volatile boolean told;

  /** Whether new calls wait for it, because what they could carry is known to be of no use. */
  volatile boolean awaited;

  /** What it waits for before it may ask for the successor, as a sentence; null once it may. */
  volatile @Nullable String waitsFor;

  /** What is to be given back when it has landed. */
  private volatile @Nullable Lease lease;

  /** Waits for it while it has the lease. */
  private volatile @Nullable Exit exit;

  // Guarded by this.

  /** The thread that runs the refresher, while it does. */
  private @Nullable Thread runner;

  /** Aborts the exchange that the refresher waits for without a thread. */
  private @Nullable Runnable abort;

  /** Forgets the deadline. */
  private Runnable alarm = () -> {};

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
    Runnable forget = timer.prompt().after(limit, tooLate);
    synchronized (this) {
      alarm = forget;
    }
  }

  /**
   * Says that it has the lease, and from now on its whole time; returns false if the process ends,
   * and will not wait for it.
   */
  boolean leased(Lease taken, Duration limit, Timer timer, Runnable tooLate) {
    lease = taken;
    waitsFor = null;
    boolean isWaitedFor = true;
    if (timer == Timer.SYSTEM) { // else time is made up, and nobody knows when a process ends
      Exit held = new Exit();
      isWaitedFor = held.hold();
      exit = held;
    }
    if (!overdue) {
      forgetDeadline();
      landWithin(limit, timer, tooLate);
    }
    return isWaitedFor;
  }

  void returnLease(Persistence persistence) {
    Lease taken = lease;
    if (taken != null) {
      lease = null;
      try {
        persistence.giveBack(taken);
      } finally {
        Exit held = exit;
        if (held != null) {
          held.letGo();
        }
      }
    }
  }

  /** Frees those who wait, while the refresher runs on, and its deadline with it. */
  void release() {
    landing.complete(null);
  }

  /** Frees those who wait, and forgets the deadline: the flight is over. */
  void land() {
    forgetDeadline();
    release();
  }

  private void forgetDeadline() {
    Runnable forget;
    synchronized (this) {
      forget = alarm;
    }
    forget.run();
  }

  synchronized void begins() {
    runner = Thread.currentThread();
  }

  /** Says that this thread is done with it; from here on nobody interrupts it. */
  void leavesThread() {
    synchronized (this) {
      if (runner == Thread.currentThread()) {
        runner = null; // else the next thread has it already
      }
    }
    // An interrupt that came too late for the refresher must not hit what the thread does next.
    if (overdue) {
      Thread.interrupted();
    }
  }

  synchronized boolean runsOnThisThread() {
    return runner == Thread.currentThread();
  }

  /** Says how the exchange is aborted that no thread waits for. */
  void awaits(Runnable abortedBy) {
    synchronized (this) {
      abort = abortedBy;
    }
    if (overdue) {
      abortedBy.run(); // the deadline has passed before it was known what to abort
    }
  }

  /** Tells the refresher to end: interrupts its thread, or has its exchange aborted. */
  void cutOff() {
    @Nullable Runnable pending;
    synchronized (this) {
      if (runner != null) {
        runner.interrupt();
      }
      pending = abort;
    }
    if (pending != null) {
      pending.run();
    }
  }

  int waiters() {
    return waiters.get();
  }

  Duration took() {
    return Duration.ofNanos(System.nanoTime() - tookOffNanos);
  }

  RefreshEvent event(RefreshEvent.Outcome outcome, String error) {
    long number = replaces == null ? 0 : replaces.number();
    return new RefreshEvent(trigger, number, took(), waiters.get(), outcome, error);
  }
}
