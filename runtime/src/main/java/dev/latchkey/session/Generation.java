package dev.latchkey.session;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * One credential of a session, under its number; it travels with each request that carries it, and
 * hears what the server made of it. Safe for all threads.
 *
 * <p>Endpoints, where a method takes one, are told apart by identity: any object that stands for
 * the endpoint will do, as long as it is the same one each time.
 */
public final class Generation {
  private static final System.Logger LOG = System.getLogger("dev.latchkey.session");

  /*
   * What servers said of it is kept here, in the one object that all snapshots share, and not in a
   * snapshot: were it part of the state that a landing flight compares, an answer that arrives in
   * that moment would make the flight lose its successor.
   */
  private static final AtomicIntegerFieldUpdater<Generation> VERDICT =
      AtomicIntegerFieldUpdater.newUpdater(Generation.class, "verdict");

  private static final AtomicReferenceFieldUpdater<Generation, Credential> CREDENTIAL =
      AtomicReferenceFieldUpdater.newUpdater(Generation.class, Credential.class, "credential");

  private static final int OPEN = 0;
  private static final int ACCEPTED = 1;
  private static final int REFUSED = 2;

  /** Like open, but met in the store, so nobody knows whether it was still good then. */
  private static final int FOUND = 3;

  /** Stands for whoever does not say which endpoint. */
  private static final Object ANY_ENDPOINT = new Object();

  final Epoch epoch;

  /** From when it is refreshed in the background, by the session's clock. */
  final long staleAtMillis;

  /** What lets one call after the other try it, or null if all may at once. */
  final @Nullable Probe probe;

  private final RefreshCoordinator coordinator;
  private final long number;

  /** Replaced by what answers bring without making it another generation. */
  private volatile Credential credential;

  /** What a refresher was shown of it last, which its successor goes on from. */
  private volatile Credential shown;

  /** What was done to it last, which knows what a successor takes over; null if nothing was. */
  private volatile @Nullable Amendment amendment;

  /** Whether it is accepted, or refused so that it ends the session; whichever is said first. */
  private volatile int verdict = OPEN;

  Generation(
      RefreshCoordinator coordinator,
      Epoch epoch,
      long number,
      Credential credential,
      long staleAtMillis,
      @Nullable Probe probe) {
    this.coordinator = coordinator;
    this.epoch = epoch;
    this.number = number;
    this.credential = credential;
    this.shown = credential;
    this.staleAtMillis = staleAtMillis;
    this.probe = probe;
  }

  /** Returns it as one that was met in the store, and that no server has just issued. */
  Generation found() {
    verdict = FOUND;
    return this;
  }

  /**
   * Returns its number, one more than its predecessor's; numbers never start again within a
   * session.
   *
   * @return 1 or more
   */
  public long number() {
    return number;
  }

  /**
   * Returns whether nobody has signed in or out between this one and another.
   *
   * @param other one of the same session
   * @return whether both come from one sign-in
   */
  public boolean isOfOneSignInWith(Generation other) {
    return epoch == other.epoch;
  }

  /**
   * Returns what a request carries.
   *
   * @return the credential
   */
  public Credential credential() {
    return credential;
  }

  /**
   * Goes on with what an answer has brought beside the credential, such as a new cookie. That makes
   * it no other generation, since nobody has been asked for a successor; a store gets it with the
   * next one, so a process that starts later begins with the one before.
   *
   * <p>A successor that a refresh brings meanwhile, or has brought already, takes over what {@link
   * Amendment#onSuccessor} says; nobody else does, so after a sign-in or a sign-out it is lost.
   *
   * @param amendment says what to go on with; asked again if another answer was quicker
   */
  public void amend(Amendment amendment) {
    this.amendment = Objects.requireNonNull(amendment, "amendment");
    while (true) {
      Credential before = credential;
      Credential changed = Objects.requireNonNull(amendment.on(before), "amendment returned null");
      if (changed.equals(before)) {
        return;
      }
      Credential after = changed.succeeding(before).resolvedFrom(coordinator.state.millis());
      if (CREDENTIAL.compareAndSet(this, before, after)) {
        // Whoever publishes a successor looks here afterwards, and who amends looks there: one of
        // them sees the other, and if both do, what is taken over twice is taken over once.
        Generation latest = coordinator.state.now().generation();
        if (latest != null && latest.epoch == epoch && latest.number > number) {
          handOn(amendment, before, after, latest);
        }
        return;
      }
    }
  }

  /** Returns its credential to whoever asks for a successor of that. */
  Credential shown() {
    Credential now = credential;
    shown = now;
    return now;
  }

  /** Hands on, to the successor that has been published, what came since this was shown. */
  void succeededBy(Generation successor) {
    Amendment last = amendment;
    Credential before = shown;
    Credential after = credential;
    if (last != null && !before.equals(after)) {
      handOn(last, before, after, successor);
    }
  }

  private static void handOn(
      Amendment amendment, Credential before, Credential after, Generation successor) {
    Amendment origin = amendment instanceof Inherited inherited ? inherited.from : amendment;
    try {
      successor.amend(new Inherited(origin, before, after));
    } catch (RuntimeException e) {
      // A scheme's, which is no reason to fail a call, or those who wait for the successor.
      LOG.log(Level.WARNING, "What answers had brought is lost to the successor.", e);
    }
  }

  /** What an answer has brought beside the credential. */
  @FunctionalInterface
  public interface Amendment {
    /**
     * Returns what to go on with.
     *
     * @param held what is held
     * @return the same, or what replaces it, which keeps what it leaves out; never null
     */
    Credential on(Credential held);

    /**
     * Returns what a successor goes on with after such an answer to a request that carried its
     * predecessor; by default with what it has.
     *
     * @param before what the predecessor was
     * @param after what this has made of it
     * @param successor what the successor is
     * @return the same, or what replaces it; never null
     */
    default Credential onSuccessor(Credential before, Credential after, Credential successor) {
      return successor;
    }
  }

  private record Inherited(Amendment from, Credential before, Credential after)
      implements Amendment {
    @Override
    public Credential on(Credential held) {
      return from.onSuccessor(before, after, held);
    }

    @Override
    public Credential onSuccessor(Credential earlier, Credential later, Credential successor) {
      return from.onSuccessor(earlier, later, successor);
    }
  }

  /** Says that a server answered it with something other than a rejection. */
  public void accepted() {
    accepted(ANY_ENDPOINT);
  }

  /**
   * Says that an endpoint answered it with something other than a rejection.
   *
   * @param endpoint which one
   */
  public void accepted(Object endpoint) {
    epoch.accepted(endpoint);
    // Read first: a field that every call writes would travel between all cores.
    int before = verdict;
    boolean undecided = before == OPEN || before == FOUND;
    if (undecided && VERDICT.compareAndSet(this, before, ACCEPTED) && probe != null) {
      probe.settle();
    }
  }

  /**
   * Returns whether a server has accepted it.
   *
   * @return whether {@link #accepted()} was called
   */
  public boolean isAccepted() {
    return verdict == ACCEPTED;
  }

  /**
   * Returns whether its session holds it still, and has nobody to ask for a successor.
   *
   * @return false if its session has a refresher or signs itself in, if it holds a successor
   *     already, or if somebody has signed in or out since
   */
  public boolean isLast() {
    return coordinator.renewal.isOutOfTheQuestion() && coordinator.state.now().generation() == this;
  }

  /**
   * Whether a server that rejects it says anything beyond that: it was issued a moment ago, as far
   * as anybody knows, and has not expired since.
   */
  boolean isKnownToBeGood(long millis) {
    return verdict != FOUND && millis < credential.expiresAtMillis();
  }

  /** Says that nobody will accept it any more, unless somebody has; returns whether nobody had. */
  boolean refuse() {
    return VERDICT.compareAndSet(this, OPEN, REFUSED);
  }

  /**
   * Says that a server rejected it, and returns its successor: at once if there is one, else after
   * a refresh. This is the only way from a rejection to a refresh.
   *
   * @return the successor, or this generation itself if its session never refreshes
   * @throws SessionEndedException if somebody has signed in or out since; do not resend the request
   * @throws SessionExpiredException if the server refused to refresh it for good
   * @throws RefreshFailedException if it cannot be refreshed now
   * @throws WaitAbandonedException if the thread was interrupted or waited too long
   * @throws IllegalStateException if this session's own refresher calls it
   */
  public Generation refreshIfStill() {
    return refreshIfStill(ANY_ENDPOINT);
  }

  /**
   * Says that an endpoint rejected it, and returns its successor, like {@link #refreshIfStill()}.
   *
   * @param endpoint which one
   * @return the successor, or this generation itself if the rejection has to go back to the caller:
   *     the session never refreshes, or the endpoint has rejected new credentials too
   * @throws LatchkeyException like {@link #refreshIfStill()}
   */
  public Generation refreshIfStill(Object endpoint) {
    return coordinator.await(Pursuit.ofSuccessor(coordinator, this, endpoint));
  }

  /**
   * Returns {@link #refreshIfStill(Object)}, for a caller in a hurry.
   *
   * @param endpoint which endpoint rejected it
   * @param atMost how long the caller waits, if {@link RefreshPolicy#maxWait} is not less
   * @return the successor, or this generation itself if the rejection has to go back to the caller
   * @throws LatchkeyException like {@link #refreshIfStill()}
   */
  public Generation refreshIfStill(Object endpoint, Duration atMost) {
    return coordinator.await(Pursuit.ofSuccessor(coordinator, this, endpoint).within(atMost));
  }

  /**
   * Returns {@link #refreshIfStill(Object)} without blocking.
   *
   * @param endpoint which endpoint rejected it
   * @return the successor, to come, like {@link #refreshIfStillAsync(Object, Duration)}
   */
  public CompletableFuture<Generation> refreshIfStillAsync(Object endpoint) {
    return coordinator.promise(Pursuit.ofSuccessor(coordinator, this, endpoint));
  }

  /**
   * Returns {@link #refreshIfStill(Object, Duration)} without blocking.
   *
   * @param endpoint which endpoint rejected it
   * @param atMost how long the caller waits, if {@link RefreshPolicy#maxWait} is not less
   * @return the successor, to come, on a thread of the session's executor; it fails with what
   *     {@link #refreshIfStill()} throws, and cancelling it leaves the refresh to the others
   */
  public CompletableFuture<Generation> refreshIfStillAsync(Object endpoint, Duration atMost) {
    return coordinator.promise(Pursuit.ofSuccessor(coordinator, this, endpoint).within(atMost));
  }

  /**
   * Says that an endpoint rejected it although it was the successor that a call was resent with, so
   * that no further refresh will help this call. Ends the session if {@link
   * RefreshPolicy#expireOnSecondRejection} says so, and keeps the endpoint from starting refreshes
   * for a while; but not if it has expired meanwhile, or was met in the store: such a one may have
   * been of no use for long, and the next rejection refreshes it.
   *
   * @param endpoint which one
   */
  public void rejectedAgain(Object endpoint) {
    Objects.requireNonNull(endpoint, "endpoint");
    new SecondRejection(coordinator).of(this, endpoint);
  }

  /**
   * Says that a request that carried it got no answer, so that another call may try it first, where
   * {@link RefreshPolicy#probe} lets one go ahead of the others.
   *
   * @param endpoint which endpoint gave none
   */
  public void unanswered(Object endpoint) {
    Objects.requireNonNull(endpoint, "endpoint");
    if (probe != null) {
      probe.handOn(endpoint);
    }
  }

  /** Returns its number; holds no secret. */
  @Override
  public String toString() {
    return "Generation[" + number + "]";
  }
}
