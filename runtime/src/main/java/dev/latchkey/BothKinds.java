package dev.latchkey;

import dev.latchkey.exchange.AsyncReturn;
import feign.Contract;
import feign.InvocationHandlerFactory;
import feign.MethodMetadata;
import feign.Target;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One proxy for an API with endpoints of both kinds. Feign has a builder for each; each reads the
 * endpoints of its kind alone, and the handlers of the asynchronous ones are handed to the proxy of
 * the blocking ones. Were all of them AsyncFeign's, blocking endpoints would be decoded on threads
 * of the transport.
 */
final class BothKinds {
  private final Class<?> api;
  private final Contract contract;
  private final Map<Method, InvocationHandlerFactory.MethodHandler> async = new LinkedHashMap<>();

  BothKinds(Class<?> api, Contract contract) {
    this.api = api;
    this.contract = contract;
  }

  /** Returns whether any endpoint is asynchronous. */
  boolean areThere() {
    for (Method method : api.getMethods()) {
      if (AsyncReturn.of(method, api).isPresent()) {
        return true;
      }
    }
    return false;
  }

  Contract blockingOnes() {
    return of -> contract.parseAndValidateMetadata(of).stream().filter(e -> !isAsync(e)).toList();
  }

  Contract asynchronousOnes() {
    return of -> contract.parseAndValidateMetadata(of).stream().filter(this::isAsync).toList();
  }

  private boolean isAsync(MethodMetadata endpoint) {
    return AsyncReturn.of(endpoint.method(), api).isPresent();
  }

  /** Returns what takes the handlers of AsyncFeign, whose proxy nobody calls. */
  InvocationHandlerFactory taking() {
    return new InvocationHandlerFactory() {
      @Override
      @SuppressWarnings("rawtypes") // as Feign declares it
      public InvocationHandler create(Target target, Map<Method, MethodHandler> dispatch) {
        dispatch.forEach(
            (method, handler) -> {
              if (!method.isDefault()) {
                async.put(method, handler);
              }
            });
        return (proxy, method, arguments) -> {
          throw new UnsupportedOperationException(method + " is not called through this proxy.");
        };
      }
    };
  }

  /** Returns what hands them on, together with those of the blocking endpoints. */
  InvocationHandlerFactory joinedFor(InvocationHandlerFactory handlers) {
    return new InvocationHandlerFactory() {
      @Override
      @SuppressWarnings("rawtypes") // as Feign declares it
      public InvocationHandler create(Target target, Map<Method, MethodHandler> dispatch) {
        Map<Method, MethodHandler> both = new LinkedHashMap<>(dispatch);
        both.putAll(async);
        return handlers.create(target, both);
      }
    };
  }
}
