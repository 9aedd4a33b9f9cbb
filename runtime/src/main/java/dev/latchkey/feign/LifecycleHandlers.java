package dev.latchkey.feign;

import dev.latchkey.exchange.AsyncReturn;
import dev.latchkey.session.AuthSession;
import feign.InvocationHandlerFactory;
import feign.Target;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives the lifecycle endpoints of an API their meaning: sign-in signs the session in, refresh is
 * the session's alone, sign-out signs it out. Everything else passes through, but that an
 * asynchronous endpoint throws nothing: its future fails.
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
    Class<?> api = target.type();
    // Not sooner: what a capability throws, Feign hides in an exception that says nothing.
    if (components.asyncClient != null) {
      components.asyncClient.requireFit();
    } else if (components.client != null) {
      components.client.requireFit();
    }
    Map<Method, MethodHandler> meant = new LinkedHashMap<>(dispatch);
    if (components.isAsync()) {
      meant.replaceAll((method, handler) -> isAsync(method, api) ? failing(handler) : handler);
    }
    Seat seat = components.seat;
    if (seat != null) {
      seat.noteTarget(target);
      giveMeaning(target, dispatch, meant, seat);
    }
    return handlers.create(target, meant);
  }

  private void giveMeaning(
      Target<?> target,
      Map<Method, MethodHandler> dispatch,
      Map<Method, MethodHandler> meant,
      Seat seat) {
    Map<Method, Endpoint.Role> roles = new LinkedHashMap<>();
    for (Method method : dispatch.keySet()) {
      Endpoint.Role role = Endpoint.roleOf(method);
      if (role.isLifecycle() && !method.isDefault()) {
        roles.put(method, role);
      }
    }
    if (roles.isEmpty()) {
      return;
    }
    Map<Method, MethodHandler> own = components.lifecycleHandlers(target, roles::containsKey);
    roles.forEach(
        (method, role) ->
            meant.put(
                method,
                handler(
                    role,
                    new LifecycleEndpoint(target, method, seat, own, sessions, session, calls))));
  }

  private MethodHandler handler(Endpoint.Role role, LifecycleEndpoint endpoint) {
    boolean async = isAsync(endpoint.method(), endpoint.target().type());
    if (async && !components.isAsync()) {
      throw new IllegalStateException(
          "%s returns %s, which Feign.builder() cannot make; use AsyncFeign.builder()."
              .formatted(endpoint.name(), endpoint.method().getReturnType().getSimpleName()));
    }
    return switch (role) {
      case SIGN_IN ->
          async ? failing(AsyncLifecycle.signIn(endpoint)) : BlockingLifecycle.signIn(endpoint);
      case REFRESH ->
          async ? AsyncLifecycle.refresh(endpoint) : BlockingLifecycle.refresh(endpoint);
      case SIGN_OUT ->
          async ? failing(AsyncLifecycle.signOut(endpoint)) : BlockingLifecycle.signOut(endpoint);
      default -> throw new IllegalStateException(role + " is no lifecycle role.");
    };
  }

  private static boolean isAsync(Method method, Class<?> api) {
    return AsyncReturn.of(method, api).isPresent();
  }

  /** What is thrown before there is a future, as by an encoder, fails one. */
  @SuppressWarnings("FutureReturnValueIgnored") // it is returned as the Object that Feign expects
  private static MethodHandler failing(MethodHandler handler) {
    return arguments -> {
      try {
        return handler.invoke(arguments);
      } catch (Throwable e) {
        return CompletableFuture.failedFuture(e);
      }
    };
  }
}
