package soak;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** What the users do all day: they call, sign in and out, and are interrupted. */
final class Life {
  private static final double MOVES = 0.003;
  private static final double MOVES_OF_THE_RESTLESS = 0.05;
  private static final int CALL_PAUSE_MILLIS = 40;
  private static final int SIGN_IN_PAUSE_MILLIS = 120;
  private static final int INTERRUPTION_PAUSE_MILLIS = 60;
  private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final List<User> users;
  private final Ledger ledger;
  private final OpenCalls calls;
  private final AtomicBoolean over = new AtomicBoolean();
  private final List<Thread> callers = new CopyOnWriteArrayList<>();

  Life(List<User> users, Ledger ledger, OpenCalls calls) {
    this.users = users;
    this.ledger = ledger;
    this.calls = calls;
  }

  /** Begins it, on threads of its own. */
  void begin(int callersEach, ExecutorService threads) {
    users.forEach(this::comeIn);
    for (User user : users) {
      for (Way way : Way.values()) {
        for (int i = 0; i < callersEach; i++) {
          threads.execute(() -> call(user, way));
        }
      }
      // Two of them, so that sign-ins overtake one another.
      threads.execute(() -> signInAndOut(user));
      threads.execute(() -> signInAndOut(user));
    }
    threads.execute(this::interrupt);
  }

  /** One after another: a crowd in a cold JVM waits for nothing but the loading of classes. */
  private void comeIn(User user) {
    try {
      user.signIn();
    } catch (RuntimeException e) {
      ledger.threw(e);
    }
    for (Way way : Way.values()) {
      order(user, way);
    }
  }

  void end() {
    over.set(true);
  }

  /** Looks for sessions that have not come back from whatever has happened to them. */
  void check() {
    for (User user : users) {
      check(user, user.answeredNanos, "has no call answered");
      check(user, user.refreshedNanos, "asks for no refresh");
    }
  }

  private void check(User user, AtomicLong lastNanos, String what) {
    long now = System.nanoTime();
    if (now - lastNanos.get() > STUCK_NANOS) {
      ledger.violated(Violation.STUCK, user.session + " " + what);
      lastNanos.set(now);
    }
  }

  private void call(User user, Way way) {
    callers.add(Thread.currentThread());
    while (!over.get()) {
      order(user, way);
      pause(CALL_PAUSE_MILLIS);
    }
  }

  private void order(User user, Way way) {
    long call = calls.begin();
    try {
      SoakApi.Order answer = way.order(user, call);
      if (answer.equals(new SoakApi.Order(String.valueOf(user.number), call))) {
        ledger.count(Outcome.ANSWERED);
        user.answeredNanos.set(System.nanoTime());
      } else {
        ledger.violated(Violation.WRONG_ANSWER, answer + " to call " + call);
      }
    } catch (Throwable e) {
      ledger.threw(e);
    } finally {
      calls.end(call);
    }
  }

  private void signInAndOut(User user) {
    while (!over.get()) {
      try {
        switch (user.session.state()) {
          case SIGNED_OUT, EXPIRED -> user.signIn();
          case ACTIVE -> {
            double moves = user.restless ? MOVES_OF_THE_RESTLESS : MOVES;
            if (ThreadLocalRandom.current().nextDouble() < moves) {
              move(user);
            }
          }
        }
      } catch (Throwable e) {
        ledger.threw(e);
      }
      pause(SIGN_IN_PAUSE_MILLIS);
    }
  }

  private static void move(User user) {
    switch (ThreadLocalRandom.current().nextInt(3)) {
      case 0 -> user.api.logout();
      case 1 -> user.session.signOut();
      default -> user.signIn(); // over the one that there is
    }
  }

  private void interrupt() {
    while (!over.get()) {
      pause(INTERRUPTION_PAUSE_MILLIS);
      if (!callers.isEmpty()) {
        callers.get(ThreadLocalRandom.current().nextInt(callers.size())).interrupt();
      }
    }
  }

  /** Waits for a random time; an interruption ends the wait and is forgotten. */
  private static void pause(int mostMillis) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextInt(1, mostMillis));
    } catch (InterruptedException e) {
      // It was meant for a call, and came late.
    }
  }
}
