package dev.latchkey.session;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One principal's credential over time, kept current by one refresh at a time however many calls
 * need it; safe for all threads, owns none, needs no closing.
 */
public final class AuthSession {
  private final String key;
  private final boolean bareWhenSignedOut;
  private final RefreshCoordinator coordinator;

  private AuthSession(Builder settings, boolean fixed) {
    this.key = settings.key;
    this.bareWhenSignedOut = settings.bareWhenSignedOut;
    Environment environment = settings.environment;
    SessionState state =
        new SessionState(
            settings.policy,
            environment,
            settings.store == null
                ? null
                : new Persistence(
                    bounded(settings.store, settings.policy.storeTimeout, environment.timer()),
                    settings.key,
                    environment.clock()),
            fixed);
    this.coordinator =
        new RefreshCoordinator(
            state,
            new Renewal(state, settings.refresher, settings.signIn),
            Farewell.with(settings.signOut),
            new Announcer(this, settings.listeners));
  }

  /**
   * Returns the store as the session asks it. Where time is made up and a store has all of it, no
   * thread but the caller's has a part in it, so that the order of all steps can be explored.
   */
  private static SessionStore bounded(SessionStore store, Duration limit, Timer timer) {
    boolean isExplored = timer != Timer.SYSTEM && limit.equals(RefreshPolicy.FOREVER);
    return isExplored ? store : new BoundedStore(store, limit);
  }

  Environment environment() {
    return coordinator.state.environment;
  }

  /**
   * Returns a builder.
   *
   * @return a builder with every setting at its default
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns a session that carries this credential for ever, as a test or a personal access token
   * wants it: it never refreshes and never expires, and a rejection goes back to the caller.
   *
   * @param answer yields the credential
   * @return the session
   * @throws IllegalArgumentException if it yields none
   */
  public static AuthSession of(CredentialResponse answer) {
    AuthSession session = new AuthSession(builder(), true);
    session.signIn(required(answer).withoutExpiry());
    return session;
  }

  /**
   * Returns the key under which the session is stored, and by which it is named in the log.
   *
   * @return the key
   */
  public String key() {
    return key;
  }

  /**
   * Returns what the session is at this moment, as this process knows it, reading the store if it
   * has not been read. What another process has decided since is met by looks, which calls have
   * taken, and a store that tells of changes; this method has none taken while somebody is signed
   * in.
   *
   * @return the state
   * @throws StoreUnavailableException if the store cannot be read
   */
  public State state() {
    Snapshot now = loaded();
    if (now.generation() != null) {
      return State.ACTIVE;
    }
    return now.end() == null ? State.SIGNED_OUT : State.EXPIRED;
  }

  /**
   * Signs in with a credential that was obtained elsewhere, replacing whatever the session held.
   *
   * @param answer yields the credential; its lifetime counts from now
   * @throws IllegalArgumentException if it yields none
   * @throws IllegalStateException if this session's own refresher calls it
   * @throws StoreUnavailableException if the store has not been read yet and cannot be
   * @throws SignInSupersededException if another thread signs in or out at the same time, and later
   */
  public void signIn(CredentialResponse answer) {
    Credential credential = required(answer);
    if (coordinator.isFlightThread()) {
      throw new IllegalStateException(
          "A refresher does not sign its session in: it returns the credential.");
    }
    decisions().begin().complete(credential);
  }

  /**
   * Begins a sign-in whose answer is still to come, as a client does for its {@code @SignIn}
   * endpoint.
   *
   * @return the attempt, to be completed with the answer
   * @throws StoreUnavailableException if the store has not been read yet and cannot be
   */
  public SignInAttempt beginSignIn() {
    return decisions().begin();
  }

  /**
   * Returns {@link #beginSignIn()} without blocking.
   *
   * @return the attempt: there already unless a store has to be read; it fails with what {@link
   *     #beginSignIn()} throws
   */
  public CompletableFuture<SignInAttempt> beginSignInAsync() {
    // Within a flight it is no decision, and no other thread could tell.
    return coordinator.state.persistence == null || coordinator.isFlightThread()
        ? CompletableFuture.completedFuture(beginSignIn())
        : handedOver(decisions()::beginHere);
  }

  private <T> CompletableFuture<T> handedOver(Supplier<T> task) {
    CompletableFuture<T> outcome = new CompletableFuture<>();
    coordinator.state.environment.askStore(
        () -> {
          // What follows runs on other threads: those here are for who waits for the store.
          try {
            T answer = task.get();
            environment().handOver(() -> outcome.complete(answer));
          } catch (Throwable e) {
            environment().handOver(() -> outcome.completeExceptionally(e));
          }
        });
    return outcome;
  }

  /**
   * Signs out: at once here, then in the store, then at the server if the session knows how; a
   * server that cannot be told is logged, not thrown. A call that is under way is not resent, and a
   * refresh that lands later is discarded. Does nothing if nobody is signed in.
   *
   * @throws StoreUnavailableException if the store could not be told yet: nobody is signed in here,
   *     but whoever reads the store meanwhile still is
   */
  public void signOut() {
    decisions().signOut().ifPresent(coordinator.farewell()::tell);
    requireTold();
  }

  private void requireTold() {
    Persistence persistence = coordinator.state.persistence;
    if (persistence != null && persistence.isBehind()) {
      throw new StoreUnavailableException(
          "Nobody is signed in here any more, but the store could not be told. It is told when it"
              + " is back, if this process still runs then.",
          null);
    }
  }

  /**
   * Signs out here and in the store without telling the server, for whoever tells it, as a client
   * does by its {@code @SignOut} endpoint. A store that cannot be told is told when it is back, if
   * this process still runs then; the listeners hear of it.
   *
   * @return what the session held until now, or empty if nobody was signed in
   * @throws StoreUnavailableException if the store has never been read, so that nothing is known
   *     that the server could be told of, and could not be told either
   */
  public Optional<Credential> signOutHere() {
    Decisions.SignOut signOut = decisions().end();
    return signOut == null ? Optional.empty() : known(signOut);
  }

  private Optional<Credential> known(Decisions.SignOut signOut) {
    Optional<Credential> held = signOut.store();
    if (held.isEmpty() && signOut.isBlind()) {
      requireTold();
    }
    return held;
  }

  /**
   * Returns {@link #signOutHere()} without blocking: the sign-out is in force here when this
   * returns, and the store is told later.
   *
   * @return what the session held: there already unless a store has to be told; it fails with what
   *     {@link #signOutHere()} throws
   */
  public CompletableFuture<Optional<Credential>> signOutHereAsync() {
    Decisions.SignOut signOut = decisions().end();
    if (signOut == null) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return coordinator.state.persistence == null
        ? CompletableFuture.completedFuture(signOut.store())
        : handedOver(() -> known(signOut));
  }

  /**
   * Replaces the credential now, as after a change of permissions, and returns its successor; joins
   * a refresh that is under way.
   *
   * @return the successor
   * @throws NotSignedInException if there is nothing to replace
   * @throws RefreshFailedException if it cannot be replaced now
   * @throws WaitAbandonedException if the thread was interrupted or waited too long
   */
  public Credential refresh() {
    return coordinator.await(Pursuit.ofNewest(coordinator)).credential();
  }

  /**
   * Gives a session that was built without a refresher its refresher, as a client does for its
   * {@code @Refresh} endpoint; giving an equal one again changes nothing.
   *
   * @param refresher asks the server
   * @throws IllegalStateException if the session has another; the message names both
   */
  public void refreshWith(Refresher refresher) {
    Objects.requireNonNull(refresher, "refresher");
    coordinator.renewal.refreshWith(refresher);
  }

  /**
   * Gives a session that was built without a refresher one that blocks no thread; giving an equal
   * one again changes nothing.
   *
   * @param refresher asks the server
   * @throws IllegalStateException if the session has another; the message names both
   */
  public void refreshAsyncWith(AsyncRefresher refresher) {
    coordinator.renewal.refreshAsyncWith(Objects.requireNonNull(refresher, "refresher"));
  }

  /**
   * Gives a session that was built without one its way to tell the server of a sign-out, as a
   * client does for its {@code @SignOut} endpoint; giving an equal one again changes nothing.
   *
   * @param signOut tells the server, with the credential that the session held
   * @throws IllegalStateException if the session has another; the message names both
   */
  public void signOutWith(Consumer<? super Credential> signOut) {
    coordinator.signOutWith(Objects.requireNonNull(signOut, "signOut"));
  }

  /**
   * Returns the credential held at this moment, as to read its attributes; never refreshes.
   *
   * @return the credential, or empty if the session is signed out or expired
   * @throws StoreUnavailableException if the store has not been read yet and cannot be
   */
  public Optional<Credential> held() {
    return Optional.ofNullable(loaded().generation()).map(Generation::credential);
  }

  /**
   * Returns what this object holds at this moment, fresh or not: nobody is asked for it, neither
   * the store nor the server.
   *
   * @return the generation, or null if nobody is signed in, as far as this object knows
   */
  public @Nullable Generation heldGeneration() {
    return coordinator.state.now().generation();
  }

  /**
   * Returns what a request may carry now, after a refresh if it has expired; the seat of every
   * transport starts here. While the credential is fresh this takes no lock and allocates nothing.
   *
   * @return the generation; tell it what the server made of it
   * @throws NotSignedInException if there is none, or {@link SessionExpiredException} if it is over
   * @throws RefreshFailedException if it has expired and cannot be refreshed now
   * @throws WaitAbandonedException if the thread was interrupted or waited too long
   * @throws StoreUnavailableException if the store has not been read yet and cannot be
   * @throws IllegalStateException if this session's own refresher calls it
   */
  public Generation current() {
    return coordinator.current(coordinator.state.policy.maxWait);
  }

  /**
   * Returns {@link #current()}, or null where the session is signed out or expired and sends its
   * calls bare then.
   *
   * @return the generation, or null to send the request without a credential
   */
  public @Nullable Generation currentOrBare() {
    return currentOrBare(coordinator.state.policy.maxWait);
  }

  /**
   * Returns {@link #currentOrBare()}, for a caller in a hurry.
   *
   * @param atMost how long it waits for a refresh, if {@link RefreshPolicy#maxWait} is not less
   * @return the generation, or null to send the request without a credential
   */
  public @Nullable Generation currentOrBare(Duration atMost) {
    if (!bareWhenSignedOut) {
      return coordinator.current(atMost);
    }
    return isKnownToBeBare() ? null : coordinator.currentOrNull(atMost);
  }

  /**
   * Returns {@link #current()} without blocking.
   *
   * @return the generation: there already if the credential is fresh, else to come, on a thread of
   *     the executor; it fails with what {@link #current()} throws, and cancelling it leaves the
   *     refresh to the others
   */
  public CompletableFuture<Generation> currentAsync() {
    return coordinator.currentAsync();
  }

  /**
   * Returns {@link #currentOrBare(Duration)} without blocking.
   *
   * @param atMost how long it waits for a refresh, if {@link RefreshPolicy#maxWait} is not less
   * @return like {@link #currentAsync()}, or null to send the request without a credential
   */
  public CompletableFuture<@Nullable Generation> currentOrBareAsync(Duration atMost) {
    if (bareWhenSignedOut && isKnownToBeBare()) {
      return CompletableFuture.completedFuture(null);
    }
    return coordinator.currentOrNullAsync(atMost, bareWhenSignedOut);
  }

  /** A look that spares calls of somebody who never signs in an exception each. */
  private boolean isKnownToBeBare() {
    Snapshot now = coordinator.state.now();
    Lookout lookout = coordinator.lookout;
    boolean isBare =
        now.loaded() && now.generation() == null && !coordinator.renewal.signsItselfIn();
    return isBare && (lookout == null || !lookout.wouldLook());
  }

  /** Returns its key and state; holds no secret. */
  @Override
  public String toString() {
    Snapshot now = coordinator.state.now();
    Object held = now.generation() == null ? "no credential" : now.generation();
    return "AuthSession[" + key + ", " + (now.loaded() ? held : "not read yet") + "]";
  }

  private Snapshot loaded() {
    return coordinator.loaded();
  }

  /** Made when they are needed: a hundred thousand idle sessions hold none. */
  private Decisions decisions() {
    return new Decisions(coordinator);
  }

  private static Credential required(CredentialResponse answer) {
    Credential credential = Objects.requireNonNull(answer, "answer").toCredential();
    if (credential == null) {
      throw new IllegalArgumentException("The answer yields no credential to sign in with.");
    }
    return credential;
  }

  /** What a session is at a moment. */
  public enum State {
    /** Nobody has signed in, or somebody has signed out. */
    SIGNED_OUT,
    /** There is a credential, fresh or refreshable. */
    ACTIVE,
    /** There was one, and no refresh can bring it back; only a sign-in can. */
    EXPIRED
  }

  /** Builds sessions; everything is optional. */
  public static final class Builder {
    private final List<SessionListener> listeners = new ArrayList<>();
    private @Nullable Object refresher;
    private @Nullable Callable<? extends @Nullable CredentialResponse> signIn;
    private @Nullable Consumer<? super Credential> signOut;
    private @Nullable SessionStore store;
    private String key = "default";
    private RefreshPolicy policy = RefreshPolicy.defaults();
    private Environment environment = Environment.USUAL;
    private boolean bareWhenSignedOut;

    private Builder() {}

    /**
     * Sets how the credential is replaced; an API with a {@code @Refresh} endpoint does this by
     * itself.
     *
     * @param refresher asks the server
     * @return this builder
     */
    public Builder refreshWith(Refresher refresher) {
      this.refresher = Objects.requireNonNull(refresher, "refresher");
      return this;
    }

    /**
     * Sets how the credential is replaced without blocking a thread.
     *
     * @param refresher asks the server
     * @return this builder
     */
    public Builder refreshAsyncWith(AsyncRefresher refresher) {
      this.refresher = Objects.requireNonNull(refresher, "refresher");
      return this;
    }

    /**
     * Sets how the session signs itself in when it holds nothing, or nothing that can be refreshed;
     * such a session never expires.
     *
     * @param signIn asks the server; runs like a {@link Refresher}
     * @return this builder
     */
    public Builder signInWith(Callable<? extends @Nullable CredentialResponse> signIn) {
      this.signIn = Objects.requireNonNull(signIn, "signIn");
      return this;
    }

    /**
     * Sets how the server is told of a sign-out; an API with a {@code @SignOut} endpoint does this
     * by itself.
     *
     * @param signOut tells the server, with the credential that the session held
     * @return this builder
     */
    public Builder signOutWith(Consumer<? super Credential> signOut) {
      this.signOut = Objects.requireNonNull(signOut, "signOut");
      return this;
    }

    /**
     * Sets where the credential outlives the process; the default is nowhere.
     *
     * <p>A process that ends waits for up to 5 seconds for a refresh that is under way, so that its
     * outcome gets there, and begins none that nobody waits for.
     *
     * @param store keeps it; it is called on a thread of its own and given up after {@link
     *     RefreshPolicy#storeTimeout}
     * @return this builder
     */
    public Builder store(SessionStore store) {
      this.store = Objects.requireNonNull(store, "store");
      return this;
    }

    /**
     * Sets the key in the store, and the name in the log; the default is {@code "default"}.
     *
     * @param key not blank
     * @return this builder
     * @throws IllegalArgumentException if it is blank
     */
    public Builder key(String key) {
      if (key.isBlank()) {
        throw new IllegalArgumentException("key is blank.");
      }
      this.key = key;
      return this;
    }

    /**
     * Sets margins, deadlines and cool-downs.
     *
     * @param policy replaces {@link RefreshPolicy#defaults()}
     * @return this builder
     */
    public Builder policy(RefreshPolicy policy) {
      this.policy = Objects.requireNonNull(policy, "policy");
      return this;
    }

    /**
     * Adds a listener.
     *
     * @param listener hears what happens
     * @return this builder
     */
    public Builder listener(SessionListener listener) {
      listeners.add(Objects.requireNonNull(listener, "listener"));
      return this;
    }

    /**
     * Adds a listener that hears that somebody has to sign in, once until somebody has, however
     * many calls fail meanwhile; after a sign-out too, with {@link SignInReason#SIGNED_OUT}.
     *
     * @param action takes the reason, on a thread of the executor
     * @return this builder
     */
    public Builder onSignInNeeded(Consumer<? super SignInReason> action) {
      return listener(SessionListener.onSignInNeeded(action));
    }

    /**
     * Sets where flights and listeners run; the default is virtual threads where the JDK has them,
     * else a shared pool of daemon threads. What an {@link AsyncRefresher} answers lands on threads
     * of that kind whatever is set here.
     *
     * @param executor runs all that it takes, or rejects it: what is dropped in silence is waited
     *     for. It must not run them on the thread that hands them over, or a call that is
     *     interrupted takes the refresh along; and it needs a second thread where a listener, or
     *     what follows a future of the session, waits for what runs here as well
     * @return this builder
     */
    public Builder executor(Executor executor) {
      Objects.requireNonNull(executor, "executor");
      environment = environment.withExecutor(executor);
      return this;
    }

    /**
     * Sets the clock, for tests; deadlines of waiting calls are not measured by it.
     *
     * @param clock tells when credentials expire and cool-downs end
     * @return this builder
     */
    public Builder clock(InstantSource clock) {
      Objects.requireNonNull(clock, "clock");
      environment = environment.withClock(clock);
      return this;
    }

    /**
     * Sends calls of a signed-out or expired session without a credential instead of failing them.
     *
     * @return this builder
     */
    public Builder sendBareWhenSignedOut() {
      this.bareWhenSignedOut = true;
      return this;
    }

    /** Sets what randomises margins and cool-downs, from 0 to 1. */
    Builder jitter(DoubleSupplier jitter) {
      environment = environment.withJitter(jitter);
      return this;
    }

    /** Sets what ends flights and waits that take too long. */
    Builder timer(Timer timer) {
      environment = environment.withTimer(timer);
      return this;
    }

    /**
     * Builds one session; reads nothing and sends nothing yet.
     *
     * @return the session
     */
    public AuthSession build() {
      return new AuthSession(this, false);
    }
  }
}
