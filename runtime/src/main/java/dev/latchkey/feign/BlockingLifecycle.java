package dev.latchkey.feign;

import dev.latchkey.scheme.Outgoing;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import dev.latchkey.session.CredentialResponse;
import dev.latchkey.session.SignInAttempt;
import feign.InvocationHandlerFactory.MethodHandler;
import java.lang.reflect.UndeclaredThrowableException;
import org.jspecify.annotations.Nullable;

/** What blocking lifecycle endpoints do. */
final class BlockingLifecycle {
  private BlockingLifecycle() {}

  static MethodHandler signIn(LifecycleEndpoint endpoint) {
    endpoint.requireYield("@SignIn");
    MethodHandler sent = endpoint.sent();
    return arguments -> {
      SignInAttempt attempt = endpoint.sessions().get().beginSignIn();
      Seat seat = endpoint.seat();
      Cargo.Lifecycle cargo =
          new Cargo.Lifecycle(seat, Outgoing.Purpose.SIGN_IN, seat.visitor().held(seat.signedIn()));
      Object answer;
      try {
        answer = seat.sending(cargo, () -> sent.invoke(arguments));
      } catch (Throwable e) {
        cargo.failed();
        throw e;
      }
      attempt.complete(cargo.signingIn(answer));
      return answer;
    };
  }

  static MethodHandler refresh(LifecycleEndpoint endpoint) {
    endpoint.requireYield("@Refresh");
    Object api = endpoint.openApi(endpoint.sent());
    RefreshCall<Object> call = refreshCall(endpoint);
    endpoint
        .session()
        .refreshWith(
            new EndpointRefresher(
                endpoint,
                held -> {
                  Seat seat = endpoint.seat();
                  Cargo.Lifecycle cargo = new Cargo.Lifecycle(seat, Outgoing.Purpose.REFRESH, held);
                  return cargo.refreshed(
                      legibly(() -> seat.sending(cargo, () -> call.call(api, held))));
                }));
    return endpoint.forTheSessionAlone();
  }

  private static RefreshCall<Object> refreshCall(LifecycleEndpoint endpoint) {
    LifecycleCalls<Object> said = endpoint.callsOnAnyApi();
    if (said != null && said.refresh() != null) {
      RefreshCall<? super Object> call = said.refresh();
      return (api, held) -> call.call(api, held);
    }
    LifecycleArguments arguments = LifecycleArguments.of(endpoint.method());
    MethodHandler sent = endpoint.sent();
    return (api, held) -> (CredentialResponse) legibly(() -> sent.invoke(arguments.of(held)));
  }

  private static @Nullable Object legibly(Seat.Sending sending) throws Exception {
    try {
      return sending.send();
    } catch (Throwable e) {
      Throwable legible = LifecycleEndpoint.legible(e);
      if (legible instanceof Exception thrown) {
        throw thrown;
      }
      if (legible instanceof Error thrown) {
        throw thrown;
      }
      throw new UndeclaredThrowableException(legible);
    }
  }

  static MethodHandler signOut(LifecycleEndpoint endpoint) {
    AuthSession signedOut = endpoint.session();
    Class<?> answers = endpoint.method().getReturnType();
    if (answers.isPrimitive() && answers != void.class) {
      throw new IllegalStateException(
          """
          %s is @SignOut and returns %s, but there is no answer when nobody is signed in; return \
          void.\
          """
              .formatted(endpoint.name(), answers));
    }
    MethodHandler sent = endpoint.sent();
    signedOut.signOutWith(EndpointSignOut.of(endpoint, sent));
    return arguments -> {
      Credential held = signedOut.signOutHere().orElse(null);
      if (held == null) {
        return null;
      }
      if (arguments != null && arguments.length == 1 && arguments[0] == null) {
        // Whoever passes nothing leaves it to the session, as AuthSession.signOut() does.
        return byTheSession(endpoint, sent, held);
      }
      Seat seat = endpoint.seat();
      return seat.sending(
          new Cargo.Lifecycle(seat, Outgoing.Purpose.SIGN_OUT, held), () -> sent.invoke(arguments));
    };
  }

  /** Returns the answer to what the session sends, which goes to whoever signs out by hand. */
  private static @Nullable Object byTheSession(
      LifecycleEndpoint endpoint, MethodHandler sent, Credential held) {
    @Nullable Object[] answer = {null};
    EndpointSignOut.of(
            endpoint,
            arguments -> {
              answer[0] = sent.invoke(arguments);
              return answer[0];
            })
        .accept(held);
    return answer[0];
  }
}
