package dev.latchkey.feign;

import dev.latchkey.exchange.ExchangeThreads;
import dev.latchkey.scheme.Outgoing;
import dev.latchkey.session.AsyncRefresher;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import dev.latchkey.session.CredentialResponse;
import dev.latchkey.session.SignInAttempt;
import feign.InvocationHandlerFactory.MethodHandler;
import java.lang.System.Logger.Level;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What asynchronous lifecycle endpoints do: the same as blocking ones, while nobody waits. */
@SuppressWarnings(
    "FutureReturnValueIgnored") // a handler returns it as the Object that Feign expects
final class AsyncLifecycle {
  private static final System.Logger LOG = System.getLogger("dev.latchkey.feign");

  private AsyncLifecycle() {}

  static MethodHandler signIn(LifecycleEndpoint endpoint) {
    endpoint.requireYield("@SignIn");
    return arguments -> {
      CompletableFuture<SignInAttempt> begun = endpoint.sessions().get().beginSignInAsync();
      CompletableFuture<@Nullable Object> signedIn = new CompletableFuture<>();
      CompletableFuture<?> unusedBeginning =
          begun.whenComplete(
              (attempt, failure) -> {
                if (failure != null) {
                  signedIn.completeExceptionally(failure);
                } else if (!signedIn.isDone()) {
                  signIn(attempt, endpoint, arguments, signedIn);
                }
              });
      return signedIn;
    };
  }

  private static void signIn(
      SignInAttempt attempt,
      LifecycleEndpoint endpoint,
      Object @Nullable [] arguments,
      CompletableFuture<@Nullable Object> signedIn) {
    Seat seat = endpoint.seat();
    MethodHandler sent = endpoint.sent();
    Cargo.Lifecycle cargo =
        new Cargo.Lifecycle(seat, Outgoing.Purpose.SIGN_IN, seat.visitor().held(seat.signedIn()));
    CompletableFuture<?> asked;
    try {
      asked = endingWith(signedIn, seat.sending(cargo, () -> sent.invoke(arguments)));
    } catch (Throwable e) {
      signedIn.completeExceptionally(e);
      return;
    }
    // The session may have a store to write to, for which no thread of the transport shall wait.
    CompletableFuture<?> signing =
        asked.whenCompleteAsync(
            (answer, failure) -> {
              try {
                if (failure != null) {
                  cargo.failed();
                  signedIn.completeExceptionally(failure);
                } else if (!signedIn.isDone()) {
                  attempt.complete(cargo.signingIn(answer));
                  signedIn.complete(answer);
                }
              } catch (Throwable e) {
                signedIn.completeExceptionally(e);
              }
            },
            ExchangeThreads.POOL);
    // Which may be that there is no thread.
    CompletableFuture<?> unusedGivingUp =
        signing.whenComplete(
            (answer, failure) -> {
              if (failure != null) {
                signedIn.completeExceptionally(AsyncCall.unwrapped(failure));
              }
            });
  }

  static MethodHandler refresh(LifecycleEndpoint endpoint) {
    endpoint.requireYield("@Refresh");
    AsyncRefresher asking = asking(endpoint);
    endpoint
        .session()
        .refreshAsyncWith(
            new AsyncEndpointRefresher(
                endpoint,
                held -> {
                  Seat seat = endpoint.seat();
                  Cargo.Lifecycle cargo = new Cargo.Lifecycle(seat, Outgoing.Purpose.REFRESH, held);
                  return legibly(asked(seat, cargo, asking, held), cargo);
                }));
    return endpoint.forTheSessionAlone();
  }

  @SuppressWarnings("unchecked") // as it is what the refresher returns
  private static CompletionStage<? extends @Nullable CredentialResponse> asked(
      Seat seat, Cargo.Lifecycle cargo, AsyncRefresher asking, Credential held) throws Exception {
    try {
      return (CompletionStage<? extends @Nullable CredentialResponse>)
          Objects.requireNonNull(seat.sending(cargo, () -> asking.refresh(held)));
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new UndeclaredThrowableException(e);
    }
  }

  /** What a caller makes of the future that it gets may end without ending the exchange. */
  private static MethodHandler noting(LifecycleEndpoint endpoint) {
    MethodHandler sent = endpoint.sent();
    return arguments -> {
      Object asked = sent.invoke(arguments);
      endpoint.seat().cargoOf(Outgoing.Purpose.REFRESH).isAskedBy(asked);
      return asked;
    };
  }

  private static AsyncRefresher asking(LifecycleEndpoint endpoint) {
    MethodHandler sent = noting(endpoint);
    LifecycleCalls<Object> said = endpoint.callsOnAnyApi();
    AsyncRefreshCall<? super Object> call = said == null ? null : said.asyncRefresh();
    if (call != null) {
      Object api = endpoint.openApi(sent);
      return held -> call.call(api, held);
    }
    LifecycleArguments arguments = LifecycleArguments.of(endpoint.method());
    return held -> promised(sent, arguments.of(held));
  }

  @SuppressWarnings("unchecked") // as the type of the endpoint has been checked
  private static CompletionStage<? extends @Nullable CredentialResponse> promised(
      MethodHandler sent, Object @Nullable [] arguments) throws Exception {
    try {
      return (CompletionStage<? extends @Nullable CredentialResponse>) sent.invoke(arguments);
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new UndeclaredThrowableException(e);
    }
  }

  private static CompletionStage<? extends @Nullable CredentialResponse> legibly(
      CompletionStage<? extends @Nullable CredentialResponse> asked, Cargo.Lifecycle cargo) {
    CompletableFuture<@Nullable CredentialResponse> legible = new CompletableFuture<>();
    CompletableFuture<?> unusedEnding = endingWith(legible, asked);
    CompletableFuture<?> unusedAborting = legible.whenComplete((answer, failure) -> cargo.abort());
    CompletionStage<?> unusedReading =
        asked.whenComplete(
            (answer, failure) -> {
              if (failure == null) {
                legible.complete(cargo.refreshed(answer));
              } else {
                legible.completeExceptionally(
                    LifecycleEndpoint.legible(AsyncCall.unwrapped(failure)));
              }
            });
    return legible;
  }

  static MethodHandler signOut(LifecycleEndpoint endpoint) {
    AuthSession signedOut = endpoint.session();
    MethodHandler sent = endpoint.sent();
    EndpointSignOut bySession =
        EndpointSignOut.of(endpoint, arguments -> logged(endpoint, sent.invoke(arguments)));
    signedOut.signOutWith(bySession);
    return arguments -> {
      CompletableFuture<@Nullable Object> told = new CompletableFuture<>();
      CompletableFuture<?> unusedTelling =
          signedOut
              .signOutHereAsync()
              .whenComplete(
                  (held, failure) -> {
                    if (failure != null) {
                      told.completeExceptionally(failure);
                    } else if (held.isEmpty()) {
                      told.complete(null);
                    } else {
                      tell(endpoint, sent, arguments, held.get(), told);
                    }
                  });
      return told;
    };
  }

  /** Tells the server by the endpoint, for whoever called it. */
  private static void tell(
      LifecycleEndpoint endpoint,
      MethodHandler sent,
      Object @Nullable [] arguments,
      Credential held,
      CompletableFuture<@Nullable Object> told) {
    try {
      // Whoever passes nothing leaves it to the session, as AuthSession.signOut() does.
      boolean bySession = arguments != null && arguments.length == 1 && arguments[0] == null;
      Object answer =
          bySession
              ? byTheSession(endpoint, sent, held)
              : endpoint.seat().sending(signingOut(endpoint, held), () -> sent.invoke(arguments));
      CompletableFuture<?> asked = endingWith(told, answer);
      CompletableFuture<?> unusedAnswer =
          asked.whenComplete(
              (value, failure) -> {
                if (failure == null) {
                  told.complete(value);
                } else {
                  told.completeExceptionally(AsyncCall.unwrapped(failure));
                }
              });
    } catch (Throwable e) {
      told.completeExceptionally(e);
    }
  }

  private static Cargo.Lifecycle signingOut(LifecycleEndpoint endpoint, Credential held) {
    return new Cargo.Lifecycle(endpoint.seat(), Outgoing.Purpose.SIGN_OUT, held);
  }

  /** Returns the future of what the session sends, which goes to whoever signs out by hand. */
  private static @Nullable Object byTheSession(
      LifecycleEndpoint endpoint, MethodHandler sent, Credential held) {
    CompletableFuture<?>[] told = {CompletableFuture.completedFuture(null)};
    EndpointSignOut.of(
            endpoint,
            arguments -> {
              told[0] = (CompletableFuture<?>) sent.invoke(arguments);
              return told[0];
            })
        .accept(held);
    return told[0];
  }

  /** Nobody waits for what a session tells the server, so nobody would hear that it failed. */
  private static @Nullable Object logged(LifecycleEndpoint endpoint, @Nullable Object told) {
    if (told instanceof CompletableFuture<?> future) {
      CompletableFuture<?> unusedLogging =
          future.whenComplete(
              (answer, failure) -> {
                if (failure != null) {
                  // By name alone: the words of a failed request may hold the token that it
                  // carried.
                  LOG.log(
                      Level.WARNING,
                      "The session is signed out here, but {0} failed with {1}, so the server may"
                          + " not know it.",
                      endpoint.name(),
                      AsyncCall.unwrapped(failure).getClass().getName());
                }
              });
    }
    return told;
  }

  /** Cancels what is asked when its outcome is there or is not wanted any more. */
  private static CompletableFuture<?> endingWith(
      CompletableFuture<?> outcome, @Nullable Object asked) {
    CompletableFuture<?> ended =
        ((CompletionStage<?>) Objects.requireNonNull(asked)).toCompletableFuture();
    CompletableFuture<?> unusedEnding =
        outcome.whenComplete((value, failure) -> ended.cancel(true));
    return ended;
  }
}
