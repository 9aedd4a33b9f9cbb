package dev.latchkey.session;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One session in one schedule, with those who call it, and what holds of it in every schedule
 * whatever the scenario: see {@link #quiet()}.
 */
final class Stage implements Executor {
  /** What is waited for with a clock, Lincheck takes for a busy loop. */
  private static final Duration FOR_EVER = Duration.ofDays(99_999);

  // Made once: what a schedule makes itself, Lincheck looks up at every step.
  static final RefreshPolicy POLICY =
      RefreshPolicy.defaults()
          .timeout(FOR_EVER)
          .maxWait(FOR_EVER)
          .storeTimeout(FOR_EVER)
          .coolDown(Duration.ofMinutes(1), Duration.ofMinutes(1));
  private static final Duration BEYOND_COOL_DOWNS = Duration.ofMinutes(10);
  private static final Duration BEYOND_LOOKS = Duration.ofHours(1);

  /*
   * Lincheck switches threads only where one reaches for what another can reach as well, and on
   * JDK 19 and later it cannot see what a thread was given to run. What a static field leads to, it
   * takes for shared; without this field it explored next to nothing there.
   */
  @SuppressWarnings({"unused", "NonFinalStaticField"})
  private static volatile @Nullable Stage shared;

  final RotatingIssuer issuer = new RotatingIssuer();
  final ManualTimer timer = new ManualTimer();
  final ManualClock clock = new ManualClock();
  final AuthSession session;

  private final List<Call> calls = new ArrayList<>();
  private final List<Thread> flights = new ArrayList<>();
  private volatile boolean rejecting;

  Stage(UnaryOperator<AuthSession.Builder> settings) {
    session = settings.apply(builder()).build();
    shared = this;
  }

  private AuthSession.Builder builder() {
    return AuthSession.builder()
        .refreshWith(issuer)
        .executor(this)
        .timer(timer)
        .clock(clock)
        .jitter(() -> 1)
        .policy(POLICY);
  }

  /** Returns the session of another process that shares the store, and has read it. */
  AuthSession elsewhere(SessionStore store) {
    AuthSession another = builder().store(store).build();
    Generation unused = another.current();
    return another;
  }

  /** Has the session look into its store as soon as there is a thread for it. */
  void look() {
    clock.advance(BEYOND_LOOKS);
    Generation unused = session.currentOrBare();
  }

  /** Returns a stage where Ada is signed in. */
  static Stage signedIn() {
    return signedIn(settings -> settings);
  }

  static Stage signedIn(UnaryOperator<AuthSession.Builder> settings) {
    Stage stage = new Stage(settings);
    stage.signIn("ada");
    return stage;
  }

  void signIn(String user) {
    session.signIn(issuer.first(user));
  }

  /** Has no thread for flights from now on, or has again. */
  void rejectTasks(boolean now) {
    rejecting = now;
  }

  @Override
  public void execute(Runnable task) {
    if (rejecting) {
      throw new RejectedExecutionException("no thread");
    }
    Thread thread = new Thread(task);
    synchronized (flights) {
      flights.add(thread);
    }
    thread.start();
  }

  /** Somebody who calls the session on a thread of its own. */
  static final class Call {
    private final Thread thread;
    @Nullable Generation answer;
    @Nullable Throwable failure;

    private Call(Callable<? extends @Nullable Generation> call) {
      thread =
          new Thread(
              () -> {
                try {
                  answer = call.call();
                } catch (ExecutionException e) {
                  failure = e.getCause(); // of a future
                } catch (Throwable e) {
                  failure = e;
                }
              });
    }

    /** Whether it got this generation. */
    boolean got(long number) {
      return answer != null && answer.number() == number;
    }

    /** Whether it failed like this. */
    boolean failedWith(Class<? extends Throwable> type) {
      return type.isInstance(failure);
    }

    @Override
    public String toString() {
      return answer != null ? answer.toString() : String.valueOf(failure);
    }
  }

  /** Starts a call of somebody; its outcome is there when the stage is quiet. */
  Call call(Callable<? extends @Nullable Generation> call) {
    Call started = new Call(call);
    synchronized (calls) {
      calls.add(started);
    }
    started.thread.start();
    return started;
  }

  /** Starts what somebody does who expects no generation for it. */
  Call act(Runnable action) {
    return call(
        () -> {
          action.run();
          return null;
        });
  }

  /** Whether the session carries this access token. */
  boolean holds(String token) {
    return session.held().filter(held -> held.accessToken().equals(token)).isPresent();
  }

  /**
   * Demands what {@link #settled} does, and that no deadline is left, nor anything else whose time
   * could come.
   */
  void quiet() {
    settled();
    demand(timer.isIdle(), "a deadline was left behind");
  }

  /** Lets the time come at which what is owed to a store is tried again; no deadline is so near. */
  void pay() {
    for (int pause : new int[] {100, 200, 400, 800, 1_000}) {
      timer.fire(Duration.ofMillis(pause));
    }
  }

  /**
   * Returns when all calls have their outcome and all flights are over, and demands what holds
   * then: nobody failed with anything but what the session decided; the server saw no refresh token
   * twice and no two refreshes at once.
   */
  void settled() {
    try {
      joinCalls();
      joinFlights();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    for (Call call : calls) {
      Throwable failure = call.failure;
      demand(failure == null || failure instanceof LatchkeyException, failure);
    }
    demand(issuer.violation().isEmpty(), issuer.violation());
  }

  /**
   * Demands that the session can be used again, by whoever is signed in or signs in now: whoever
   * refreshes next leads a flight of their own, which asks once and brings a higher number, so that
   * the slot is empty and the permit free.
   */
  void over() {
    quiet();
    issuer.answerWith(null);
    issuer.whenAsked(null);
    rejectTasks(false);
    clock.advance(BEYOND_COOL_DOWNS);
    long highest = highest();
    if (session.state() != AuthSession.State.ACTIVE) {
      signIn("bob");
      demand(session.current().number() > highest, "the numbers start again");
    }
    Generation before = session.current();
    int asked = issuer.asked();
    Generation next = before.refreshIfStill();
    demand(next.number() == before.number() + 1, "another number follows");
    demand(issuer.asked() == asked + 1, "the next refresh does not ask once");
    demand(sameUser(before, next), "the user changed");
    calls.clear();
    quiet();
  }

  /** Demands that the server was asked for this many refreshes. */
  void asked(int times) {
    demand(issuer.asked() == times, "asked too often, or not often enough");
  }

  void askedAtMost(int times) {
    demand(issuer.asked() <= times, "asked too often");
  }

  private long highest() {
    long highest = 1;
    for (Call call : calls) {
      Generation answer = call.answer;
      highest = answer == null ? highest : Math.max(highest, answer.number());
    }
    return highest;
  }

  static boolean sameUser(Generation one, Generation other) {
    return RotatingIssuer.userOf(one.credential())
        .equals(RotatingIssuer.userOf(other.credential()));
  }

  static void demand(boolean holds, @Nullable Object otherwise) {
    if (!holds) {
      throw new AssertionError(String.valueOf(otherwise));
    }
  }

  private void joinCalls() throws InterruptedException {
    for (int i = 0; ; i++) {
      Call call;
      synchronized (calls) {
        if (i == calls.size()) {
          return;
        }
        call = calls.get(i);
      }
      call.thread.join();
    }
  }

  private void joinFlights() throws InterruptedException {
    for (int i = 0; ; i++) {
      Thread flight;
      synchronized (flights) {
        if (i == flights.size()) {
          return;
        }
        flight = flights.get(i);
      }
      flight.join();
    }
  }

  /** A store in memory that takes nothing while it is told so. */
  static final class MoodyStore extends UnsharedStore {
    private final SessionStore entries;
    volatile boolean fails;

    MoodyStore() {
      this(SessionStore.inMemory());
    }

    private MoodyStore(SessionStore entries) {
      super(entries);
      this.entries = entries;
    }

    /** What a process would find that starts now. */
    Optional<Credential> held() {
      return AuthSession.builder()
          .timer(new ManualTimer())
          .store(entries)
          .policy(POLICY)
          .executor(Runnable::run)
          .build()
          .held();
    }

    @Override
    public boolean compareAndSet(String key, long version, byte[] content) throws IOException {
      if (fails) {
        throw new IOException("the store is down");
      }
      return super.compareAndSet(key, version, content);
    }
  }
}
