package dev.latchkey.feign;

import dev.latchkey.exchange.AsyncReturn;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.CredentialResponse;
import dev.latchkey.session.RefreshFailedException;
import feign.InvocationHandlerFactory.MethodHandler;
import feign.Target;
import feign.Types;
import feign.codec.DecodeException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A lifecycle endpoint of one client, and what its handler needs.
 *
 * @param target the API, and where it is
 * @param method the endpoint
 * @param seat where its requests are signed
 * @param own what sends the lifecycle endpoints of the API
 * @param sessions finds the session of a call
 * @param onlySession the session whose lifecycle the API may take over, or null if each call finds
 *     its own
 * @param calls how the session calls the endpoints, where generated code says it
 */
record LifecycleEndpoint(
    Target<?> target,
    Method method,
    Seat seat,
    Map<Method, MethodHandler> own,
    Supplier<AuthSession> sessions,
    @Nullable AuthSession onlySession,
    @Nullable LifecycleCalls<?> calls) {

  String name() {
    return nameOf(method);
  }

  private String nameOf(Method endpoint) {
    return target.type().getSimpleName() + "." + endpoint.getName();
  }

  /** Returns what sends it, whatever it means. */
  MethodHandler sent() {
    return Objects.requireNonNull(own.get(method));
  }

  /** Returns the session that the endpoint belongs to. */
  AuthSession session() {
    if (onlySession == null) {
      throw new IllegalStateException(
          """
          %s belongs to one session, but here each call finds its own; build those sessions with \
          refreshWith and signOutWith, and keep lifecycle endpoints in an API that they share.\
          """
              .formatted(name()));
    }
    return onlySession;
  }

  /** Returns the type of the answer, now or later. */
  Class<?> answers() {
    Type answers =
        AsyncReturn.of(method, target.type())
            .orElseGet(
                () -> Types.resolve(target.type(), target.type(), method.getGenericReturnType()));
    return Types.getRawType(answers);
  }

  void requireYield(String annotation) {
    boolean yields = CredentialResponse.class.isAssignableFrom(answers());
    boolean isSilent = answers() == void.class || answers() == Void.class;
    if (yields || (isSilent && seat.takesFromAnswers())) {
      return;
    }
    throw new IllegalStateException(
        """
        %s is %s, but %s yields no credential; return TokenResponse, or a type of yours that \
        implements CredentialResponse%s.\
        """
            .formatted(
                name(),
                annotation,
                answers().getSimpleName(),
                isSilent
                    ? ", or set a scheme that takes it from cookies, as CookieScheme does"
                    : ""));
  }

  /** Returns the handler of a refresh that somebody calls by hand. */
  MethodHandler forTheSessionAlone() {
    return arguments -> {
      throw new IllegalStateException(
          """
          %s is for the session alone, since it spends the refresh token. Build the client \
          with .session(session), and call session.refresh().\
          """
              .formatted(name()));
    };
  }

  /** An answer that nobody can read has replaced nothing, and its exception would quote it. */
  static Throwable legible(Throwable failure) {
    return failure instanceof DecodeException e
        ? new RefreshFailedException(
            Objects.requireNonNullElse(e.getMessage(), "The answer could not be read."),
            "unreadable_answer",
            null)
        : failure;
  }

  /** Returns the API as only its session sees it: the lifecycle endpoints do what they say. */
  Object openApi(MethodHandler meant) {
    Map<Method, MethodHandler> open = new LinkedHashMap<>(own);
    open.put(method, meant);
    Class<?> type = target.type();
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, called, arguments) -> {
          MethodHandler handler = open.get(called);
          if (handler == null) {
            throw new UnsupportedOperationException(nameOf(called) + " is no lifecycle endpoint.");
          }
          return handler.invoke(arguments);
        });
  }

  /**
   * The calls were made for this API, by the generated client or by whoever wrote them for its
   * class.
   */
  @SuppressWarnings("unchecked")
  @Nullable LifecycleCalls<Object> callsOnAnyApi() {
    return (LifecycleCalls<Object>) calls;
  }
}
