package dev.latchkey.session;

/**
 * One credential of a session, under its number; it travels with each request that carries it, and
 * hears what the server made of it. Safe for all threads.
 */
public final class Generation {
  private final RefreshCoordinator coordinator;
  private final long number;
  private final Credential credential;
  final Epoch epoch;

  /** From when it is refreshed in the background, by the session's clock. */
  final long staleAtMillis;

  /** From when it is refreshed before it is sent, by the session's clock. */
  final long expiresAtMillis;

  /*
   * What servers said of it is kept here, in the one object that all snapshots share, and not in a
   * snapshot: were it part of the state that a landing flight compares, an answer that arrives in
   * that moment would make the flight lose its successor.
   */
  private volatile boolean accepted;

  Generation(
      RefreshCoordinator coordinator,
      Epoch epoch,
      long number,
      Credential credential,
      long staleAtMillis,
      long expiresAtMillis) {
    this.coordinator = coordinator;
    this.epoch = epoch;
    this.number = number;
    this.credential = credential;
    this.staleAtMillis = staleAtMillis;
    this.expiresAtMillis = expiresAtMillis;
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
   * Returns what a request carries.
   *
   * @return the credential
   */
  public Credential credential() {
    return credential;
  }

  /** Says that a server answered it with something other than a rejection. */
  public void accepted() {
    // Read first: a field that every call writes would travel between all cores.
    if (!accepted) {
      accepted = true;
    }
  }

  /**
   * Returns whether a server has accepted it.
   *
   * @return whether {@link #accepted()} was called
   */
  public boolean isAccepted() {
    return accepted;
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
    return coordinator.successorOf(this);
  }

  /** STUB */
  public void accepted(Object endpoint) {
    accepted();
  }

  /** STUB */
  public Generation refreshIfStill(Object endpoint) {
    return refreshIfStill();
  }

  /** STUB */
  public java.util.concurrent.CompletableFuture<Generation> refreshIfStillAsync(Object endpoint) {
    return java.util.concurrent.CompletableFuture.supplyAsync(
        this::refreshIfStill, FlightThreads.shared());
  }

  /** STUB */
  public void rejectedAgain(Object endpoint) {}

  /** STUB */
  public void unanswered(Object endpoint) {}

  /** Returns its number; holds no secret. */
  @Override
  public String toString() {
    return "Generation[" + number + "]";
  }
}
