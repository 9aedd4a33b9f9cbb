package dev.latchkey.session;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A session whose generation two actors fight over, and a server that rotates refresh tokens. */
class Race implements Refresher {
  static final int ENDED = -1;
  static final int FREE = 1;

  private static final long PATIENCE = Duration.ofSeconds(5).toNanos();
  private static final ExecutorService FLIGHTS =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
          });

  final AtomicReference<Runnable> deadline = new AtomicReference<>(() -> {});
  final AtomicInteger asked = new AtomicInteger();
  final AuthSession session;
  final Generation held;
  private final AtomicInteger ada = new AtomicInteger(1);
  private final AtomicInteger bob = new AtomicInteger(1);
  private volatile boolean reused;
  private @Nullable Thread interruptible; // guarded by this

  Race() {
    session =
        AuthSession.builder()
            .refreshWith(this)
            .executor(FLIGHTS)
            .timer(
                (delay, task) -> {
                  deadline.set(task);
                  return () -> deadline.compareAndSet(task, () -> {});
                })
            .clock(() -> Instant.EPOCH)
            .jitter(() -> 0)
            .policy(RefreshPolicy.defaults().coolDown(Duration.ZERO, Duration.ZERO))
            .build();
    session.signIn(credential("ada", 1));
    held = session.current();
  }

  @Override
  public CredentialResponse refresh(Credential spent) {
    asked.incrementAndGet();
    String user = spent.refreshToken().substring(0, 3);
    AtomicInteger newest = user.equals("ada") ? ada : bob;
    int number = newest.get();
    if (!spent.refreshToken().equals(user + "-" + number)) {
      reused = true;
      throw new RefreshRefusedException("invalid_grant");
    }
    return credential(user, newest.incrementAndGet());
  }

  /** Returns the number of the successor of the generation that was rejected. */
  int successor() {
    try {
      return (int) held.refreshIfStill().number();
    } catch (LatchkeyException e) {
      return ENDED;
    }
  }

  /** Returns the same to a caller that {@link #interrupt} finds while it waits. */
  int successorUnlessInterrupted() {
    synchronized (this) {
      interruptible = Thread.currentThread();
    }
    int number = successor();
    synchronized (this) {
      interruptible = null;
      Thread.interrupted(); // it was for the caller, not for what this thread does next
    }
    return number;
  }

  synchronized void interrupt() {
    if (interruptible != null) {
      interruptible.interrupt();
    }
  }

  /**
   * Returns {@link #FREE} if, when all is over, somebody else can refresh: the permit is back, the
   * slot is empty, and the server has seen no refresh token twice.
   */
  int next() {
    if (session.state() != AuthSession.State.ACTIVE) {
      session.signIn(credential("bob", 1)); // another, since a flight for Ada may still be ending
    }
    long ends = System.nanoTime() + PATIENCE;
    while (!reused && System.nanoTime() - ends < 0) {
      try {
        session.refresh();
        return reused ? 0 : FREE;
      } catch (LatchkeyException e) {
        Thread.onSpinWait(); // the flight before may still be ending
      }
    }
    return 0;
  }

  private static Credential credential(String user, int number) {
    String token = user + "-" + number;
    return Credential.of(token).withRefreshToken(token);
  }
}
