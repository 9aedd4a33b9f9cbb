package dev.latchkey.session;

import java.lang.System.Logger.Level;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** How a flight gets a successor from the server: from the refresher, or by signing in anew. */
final class Renewal {
  private static final System.Logger LOG = System.getLogger("dev.latchkey.session");

  private final SessionState state;
  private final @Nullable Callable<? extends @Nullable CredentialResponse> signIn;

  /** A {@link Refresher} or an {@link AsyncRefresher}. */
  private volatile @Nullable Object refresher;

  Renewal(
      SessionState state,
      @Nullable Object refresher,
      @Nullable Callable<? extends @Nullable CredentialResponse> signIn) {
    this.state = state;
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

  void refreshWith(Refresher given) {
    set(given);
  }

  void refreshAsyncWith(AsyncRefresher given) {
    set(given);
  }

  private synchronized void set(Object given) {
    Object before = refresher;
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

  /** Whether nobody could ever be asked for a successor. */
  boolean isOutOfTheQuestion() {
    return signIn == null && refresher == null;
  }

  /**
   * Whether a successor can be asked for while this one is still good, at no risk to the session.
   */
  boolean isPossibleEarly(Generation held) {
    return signIn != null || (refresher != null && held.credential().isRefreshable());
  }

  /** Names who is asked, for messages. */
  String describe() {
    Object asked = refresher;
    Object named = asked == null ? signIn : asked;
    // A lambda has no name worth reading.
    return named == null || named.getClass().isHidden() ? "The refresher" : named.toString();
  }

  /**
   * Asks for a successor of what this flight replaces, on its thread, and throws nothing. The
   * future completes normally, with what was answered so far; {@link #settled} has the last word.
   */
  CompletableFuture<Result> ask(Flight flight) {
    try {
      return refresh(flight);
    } catch (Throwable e) {
      return CompletableFuture.completedFuture(failed(e));
    }
  }

  /**
   * Returns what the flight brings, given what the refresher answered; throws nothing. A refusal is
   * held against the store, and a session that can signs itself in anew.
   */
  Result settled(Flight flight, Result answered) {
    try {
      Persistence persistence = state.persistence;
      if (answered instanceof Refused && persistence != null) {
        // Another process may have spent the refresh token, and put its successor into the store.
        StoredSession newer = persistence.laterThan(flight);
        if (newer != null) {
          return new Adopted(newer);
        }
      }
      Callable<? extends @Nullable CredentialResponse> again = signIn;
      return answered instanceof Refused && again != null ? signInAgain(again) : answered;
    } catch (Throwable e) {
      return failed(e);
    }
  }

  private CompletableFuture<Result> refresh(Flight flight) {
    Generation held = flight.replaces;
    Object asked = refresher;
    if (held == null) {
      return CompletableFuture.completedFuture(
          new Refused(new RefreshRefusedException("Nobody has signed in.")));
    }
    if (asked == null) {
      return CompletableFuture.completedFuture(
          new Refused(
              new RefreshRefusedException(
                  "The credential was rejected or has expired, and the session has no refresher:"
                      + " a @Refresh endpoint is one, or refreshWith names it.")));
    }
    // From before the request: the server counts from a later moment, so ours is the safe one.
    long askedAtMillis = state.millis();
    CompletableFuture<? extends @Nullable CredentialResponse> answer;
    try {
      if (asked instanceof Refresher blocking) {
        return CompletableFuture.completedFuture(
            succeeding(held, answered(blocking.refresh(held.shown()), askedAtMillis)));
      }
      AsyncRefresher later = (AsyncRefresher) asked;
      CompletionStage<? extends @Nullable CredentialResponse> stage = later.refresh(held.shown());
      answer = stage.toCompletableFuture();
      flight.awaits(() -> abort(later, stage));
    } catch (Throwable e) {
      return CompletableFuture.completedFuture(judged(e));
    }
    return answer.handle(
        (said, why) -> {
          try {
            return why == null ? succeeding(held, answered(said, askedAtMillis)) : judged(why);
          } catch (Throwable e) {
            return failed(e);
          }
        });
  }

  private static void abort(AsyncRefresher asked, CompletionStage<?> answer) {
    try {
      asked.abort(answer);
    } catch (Throwable e) {
      LOG.log(Level.WARNING, "A refresher threw instead of aborting; its answer is waited for.", e);
    }
  }

  private static Result succeeding(Generation held, Result result) {
    return result instanceof Brought brought
        ? new Brought(brought.credential.succeeding(held.credential()), brought.askedAtMillis)
        : result;
  }

  /** A session that signs itself in never expires: what refuses it is its configuration. */
  private Result signInAgain(Callable<? extends @Nullable CredentialResponse> again) {
    long askedAtMillis = state.millis();
    Result result;
    try {
      result = answered(again.call(), askedAtMillis);
    } catch (Throwable e) {
      result = judged(e);
    }
    return result instanceof Refused refused
        ? new Failed(
            new MisconfiguredException(
                "The session cannot sign itself in. " + Wording.sentence(refused.why),
                "sign_in_refused",
                refused.why))
        : result;
  }

  /** Returns what it means that whoever was asked threw this. */
  private Result judged(Throwable thrown) {
    Throwable why =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    if (!(why instanceof Exception e)) {
      return failed(why);
    }
    if (!state.policy.refused.test(e)) {
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

  private Result answered(@Nullable CredentialResponse answer, long askedAtMillis) {
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

  /** An Error is the refresher's as well: the callers hear of it, and the flight lands. */
  private Failed failed(Throwable thrown) {
    if (thrown instanceof StoreUnavailableException unavailable) {
      return new Failed(unavailable);
    }
    String name = thrown.getClass().getSimpleName();
    return new Failed(
        new RefreshFailedException("%s threw %s.".formatted(describe(), name), name, thrown));
  }
}
