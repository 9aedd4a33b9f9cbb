package dev.latchkey.session;

import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** How a flight gets a successor: from the store, from the refresher, or by signing in anew. */
final class Renewal {
  private final InstantSource clock;
  private final RefreshPolicy policy;
  private final @Nullable Persistence persistence;
  private final @Nullable Callable<? extends @Nullable CredentialResponse> signIn;
  private volatile @Nullable Refresher refresher;

  Renewal(
      InstantSource clock,
      RefreshPolicy policy,
      @Nullable Persistence persistence,
      @Nullable Refresher refresher,
      @Nullable Callable<? extends @Nullable CredentialResponse> signIn) {
    this.clock = clock;
    this.policy = policy;
    this.persistence = persistence;
    this.refresher = refresher;
    this.signIn = signIn;
  }

  /** What a flight brings home. */
  sealed interface Result {}

  /** A successor, by when it was asked for. */
  record Brought(Credential credential, long askedAtMillis) implements Result {}

  /**
   * What another process has put into the store: a successor, or a decision about who is signed in.
   */
  record Adopted(StoredSession stored) implements Result {}

  /** The server said no for good. */
  record Refused(RefreshRefusedException why) implements Result {}

  /** Anything else. */
  record Failed(Exception why) implements Result {}

  synchronized void refreshWith(Refresher given) {
    Refresher before = refresher;
    if (before != null && !before.equals(given)) {
      throw new IllegalStateException(
          """
          This session is refreshed by %s, so %s cannot refresh it too; give one of them a \
          session of its own.\
          """
              .formatted(before, given));
    }
    refresher = given;
  }

  /** Whether the session can sign itself in, so that it never needs anybody to. */
  boolean signsItselfIn() {
    return signIn != null;
  }

  /**
   * Whether a successor can be asked for while this one is still good, at no risk to the session.
   */
  boolean isPossibleEarly(Generation held) {
    return signIn != null || (refresher != null && held.credential().isRefreshable());
  }

  /** Names who is asked, for messages. */
  String describe() {
    Object asked = refresher == null ? signIn : refresher;
    // A lambda has no name worth reading.
    return asked == null || asked.getClass().isHidden() ? "The refresher" : asked.toString();
  }

  /**
   * Gets a successor of what this flight replaces; runs on the flight's thread, and throws nothing.
   */
  Result renew(Flight flight) {
    try {
      if (persistence != null) {
        persistence.catchUp();
        Adopted newer = newer(persistence, flight);
        if (newer != null) {
          return newer;
        }
      }
      Result refreshed = refresh(flight);
      if (refreshed instanceof Refused && persistence != null) {
        // Another process may have spent the refresh token, and put its successor into the store.
        Adopted newer = newer(persistence, flight);
        if (newer != null) {
          return newer;
        }
      }
      Callable<? extends @Nullable CredentialResponse> again = signIn;
      return refreshed instanceof Refused && again != null ? signInAgain(again) : refreshed;
    } catch (StoreUnavailableException e) {
      return new Failed(e);
    } catch (Throwable e) {
      // An Error is the refresher's as well: the callers hear of it, and the flight lands.
      String name = e.getClass().getSimpleName();
      return new Failed(
          new RefreshFailedException("%s threw %s.".formatted(describe(), name), name, e));
    }
  }

  private Result refresh(Flight flight) {
    Generation held = flight.replaces;
    Refresher asked = refresher;
    if (held == null) {
      return new Refused(new RefreshRefusedException("Nobody has signed in."));
    }
    if (asked == null) {
      return new Refused(
          new RefreshRefusedException(
              "The credential was rejected or has expired, and the session has no refresher."));
    }
    Result result = ask(() -> asked.refresh(held.credential()));
    return result instanceof Brought brought
        ? new Brought(brought.credential.succeeding(held.credential()), brought.askedAtMillis)
        : result;
  }

  /** A session that signs itself in never expires: what refuses it is its configuration. */
  private Result signInAgain(Callable<? extends @Nullable CredentialResponse> again) {
    Result result = ask(again);
    return result instanceof Refused refused
        ? new Failed(
            new MisconfiguredException(
                "The session cannot sign itself in. " + Wording.sentence(refused.why),
                "sign_in_refused",
                refused.why))
        : result;
  }

  private Result ask(Callable<? extends @Nullable CredentialResponse> server) {
    // From before the request: the server counts from a later moment, so ours is the safe one.
    long askedAtMillis = clock.millis();
    CredentialResponse answer;
    try {
      answer = server.call();
    } catch (Exception e) {
      if (!policy.refused.test(e)) {
        return new Failed(e);
      }
      return new Refused(
          e instanceof RefreshRefusedException refusal
              ? refusal
              : new RefreshRefusedException(
                  "%s threw %s, which means that it refused."
                      .formatted(describe(), e.getClass().getSimpleName()),
                  e));
    }
    Credential credential;
    try {
      credential = answer == null ? null : answer.toCredential();
    } catch (RuntimeException e) {
      return new Failed(
          new RefreshFailedException(
              "%s got an answer that yields no usable credential.".formatted(describe()),
              "unusable_answer",
              e));
    }
    return credential == null
        ? new Failed(
            new RefreshFailedException(
                "%s got an answer that holds no credential.".formatted(describe()),
                "empty_answer",
                null))
        : new Brought(credential, askedAtMillis);
  }

  private static @Nullable Adopted newer(Persistence persistence, Flight flight) {
    StoredSession stored = persistence.load();
    long held = flight.replaces == null ? 0 : flight.replaces.number();
    boolean successor =
        stored.epoch() == flight.epoch.number
            && stored.credential() != null
            && stored.generation() > held;
    return successor || stored.epoch() > flight.epoch.number ? new Adopted(stored) : null;
  }
}
