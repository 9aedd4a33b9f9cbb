package dev.latchkey.feign;

import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import dev.latchkey.session.CredentialResponse;
import dev.latchkey.session.RefreshFailedException;
import dev.latchkey.session.SignInAttempt;
import feign.InvocationHandlerFactory;
import feign.Target;
import feign.codec.DecodeException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives the lifecycle endpoints of an API their meaning: sign-in signs the session in, refresh is
 * the session's alone, sign-out signs it out. Everything else passes through.
 */
final class LifecycleHandlers implements InvocationHandlerFactory {
  private final InvocationHandlerFactory handlers;
  private final Components components;
  private final Supplier<AuthSession> sessions;

  /** The session whose lifecycle the API may take over, or null if each call finds its own. */
  private final @Nullable AuthSession session;

  private final @Nullable LifecycleCalls<?> calls;

  LifecycleHandlers(
      InvocationHandlerFactory handlers,
      Components components,
      Supplier<AuthSession> sessions,
      @Nullable AuthSession session,
      @Nullable LifecycleCalls<?> calls) {
    this.handlers = handlers;
    this.components = components;
    this.sessions = sessions;
    this.session = session;
    this.calls = calls;
  }

  @Override
  @SuppressWarnings("rawtypes") // as Feign declares it
  public InvocationHandler create(Target target, Map<Method, MethodHandler> dispatch) {
    if (components.client != null) {
      components.client.noteTarget(target);
    }
    Map<Method, Endpoint.Role> roles = new LinkedHashMap<>();
    for (Method method : dispatch.keySet()) {
      Endpoint.Role role = Endpoint.of(method, target.type()).role();
      if (role.isLifecycle() && !method.isDefault()) {
        roles.put(method, role);
      }
    }
    if (roles.isEmpty()) {
      return handlers.create(target, dispatch);
    }
    Map<Method, MethodHandler> own = components.lifecycleHandlers(target, roles::containsKey);
    Map<Method, MethodHandler> meant = new LinkedHashMap<>(dispatch);
    roles.forEach(
        (method, role) -> {
          MethodHandler sent = Objects.requireNonNull(own.get(method));
          String name = nameOf(target.type(), method);
          switch (role) {
            case SIGN_IN -> meant.put(method, signIn(method, name, sent));
            case REFRESH -> meant.put(method, refresh(target, method, name, own));
            case SIGN_OUT -> meant.put(method, signOut(target, method, name, own));
            default -> throw new IllegalStateException(role + " is no lifecycle role.");
          }
        });
    return handlers.create(target, meant);
  }

  private MethodHandler signIn(Method method, String name, MethodHandler sent) {
    requireYield(method, name, "@SignIn");
    return arguments -> {
      SignInAttempt attempt = sessions.get().beginSignIn();
      Object answer = sent.invoke(arguments);
      attempt.complete((CredentialResponse) answer);
      return answer;
    };
  }

  private static void requireYield(Method method, String name, String annotation) {
    Class<?> answers = method.getReturnType();
    if (!CredentialResponse.class.isAssignableFrom(answers)) {
      throw new IllegalStateException(
          """
          %s is %s, but %s yields no credential; return TokenResponse, or a type of yours that \
          implements CredentialResponse.\
          """
              .formatted(name, annotation, answers.getSimpleName()));
    }
  }

  private MethodHandler refresh(
      Target<?> target, Method method, String name, Map<Method, MethodHandler> own) {
    requireYield(method, name, "@Refresh");
    AuthSession refreshed = requireSession(name);
    Object api = openApi(target, own);
    LifecycleCalls<?> said = calls;
    RefreshCall<?> call = said == null ? null : said.refresh();
    RefreshCall<?> made = call == null ? byReflection(method, own) : call;
    refreshed.refreshWith(
        new EndpointRefresher(
            name, method, target.url(), held -> legibly(() -> onAny(made).call(api, held))));
    return arguments -> {
      throw new IllegalStateException(
          """
          %s is for the session alone, since it spends the refresh token. Call refresh() on the \
          AuthSession that the client was given: session.refresh().\
          """
              .formatted(name));
    };
  }

  /** An answer that nobody can read has replaced nothing, and its exception would quote it. */
  private static @Nullable CredentialResponse legibly(
      Callable<? extends @Nullable CredentialResponse> asking) throws Exception {
    try {
      return asking.call();
    } catch (DecodeException e) {
      throw new RefreshFailedException(
          Objects.requireNonNullElse(e.getMessage(), "The answer could not be read."),
          "unreadable_answer",
          null);
    }
  }

  private MethodHandler signOut(
      Target<?> target, Method method, String name, Map<Method, MethodHandler> own) {
    AuthSession signedOut = requireSession(name);
    Class<?> answers = method.getReturnType();
    if (answers.isPrimitive() && answers != void.class) {
      throw new IllegalStateException(
          """
          %s is @SignOut and returns %s, but there is no answer when nobody is signed in; return \
          void.\
          """
              .formatted(name, answers));
    }
    MethodHandler sent = Objects.requireNonNull(own.get(method));
    AuthenticatingClient seat = Objects.requireNonNull(components.client);
    MethodHandler carrying = arguments -> sent.invoke(arguments);
    Object api = openApi(target, own);
    LifecycleCalls<?> said = calls;
    SignOutCall<?> call = said == null ? null : said.signOut();
    LifecycleArguments made = call == null ? LifecycleArguments.of(method) : null;
    EndpointSignOut bySession =
        new EndpointSignOut(
            name,
            method,
            target.url(),
            held ->
                seat.signingOut(
                    held,
                    () -> {
                      if (call != null) {
                        onAnyApi(call).call(api, held);
                      } else if (made != null) {
                        carrying.invoke(made.of(held));
                      }
                      return null;
                    }));
    signedOut.signOutWith(bySession);
    return arguments -> {
      Credential held = signedOut.signOutHere().orElse(null);
      if (held == null) {
        return null;
      }
      if (arguments != null && arguments.length == 1 && arguments[0] == null) {
        // Whoever passes nothing leaves it to the session, as AuthSession.signOut() does.
        bySession.accept(held);
        return null;
      }
      return seat.signingOut(held, () -> sent.invoke(arguments));
    };
  }

  private AuthSession requireSession(String name) {
    if (session == null) {
      throw new IllegalStateException(
          """
          %s belongs to one session, but here each call finds its own; build those sessions with \
          refreshWith and signOutWith, and keep lifecycle endpoints in an API that they share.\
          """
              .formatted(name));
    }
    return session;
  }

  private static RefreshCall<Object> byReflection(Method method, Map<Method, MethodHandler> own) {
    LifecycleArguments arguments = LifecycleArguments.of(method);
    MethodHandler sent = Objects.requireNonNull(own.get(method));
    return (api, held) -> (CredentialResponse) unwrapped(() -> sent.invoke(arguments.of(held)));
  }

  /** Returns the API as only its session sees it: the lifecycle endpoints do what they say. */
  private static Object openApi(Target<?> target, Map<Method, MethodHandler> own) {
    Class<?> type = target.type();
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> {
          MethodHandler handler = own.get(method);
          if (handler == null) {
            throw new UnsupportedOperationException(
                nameOf(type, method) + " is no lifecycle endpoint.");
          }
          return handler.invoke(arguments);
        });
  }

  private static @Nullable Object unwrapped(AuthenticatingClient.Sending sending) throws Exception {
    try {
      return sending.send();
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new UndeclaredThrowableException(e);
    }
  }

  /**
   * The calls were made for this API, by the generated client or by whoever wrote them for its
   * class.
   */
  @SuppressWarnings("unchecked")
  private static RefreshCall<Object> onAny(RefreshCall<?> call) {
    return (RefreshCall<Object>) call;
  }

  @SuppressWarnings("unchecked")
  private static SignOutCall<Object> onAnyApi(SignOutCall<?> call) {
    return (SignOutCall<Object>) call;
  }

  private static String nameOf(Class<?> api, Method method) {
    return api.getSimpleName() + "." + method.getName();
  }
}
