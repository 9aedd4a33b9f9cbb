package dev.latchkey.feign;

import feign.InvocationHandlerFactory;
import feign.Target;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.Map;

/** Takes the handlers of a Feign client whose proxy nobody calls. */
final class HandlersOnly implements InvocationHandlerFactory {
  Map<Method, MethodHandler> dispatch = Map.of();

  @Override
  @SuppressWarnings("rawtypes") // as Feign declares it
  public InvocationHandler create(Target target, Map<Method, MethodHandler> dispatch) {
    this.dispatch = Map.copyOf(dispatch);
    return (proxy, method, arguments) -> {
      throw new UnsupportedOperationException(method + " is not called through this proxy.");
    };
  }
}
