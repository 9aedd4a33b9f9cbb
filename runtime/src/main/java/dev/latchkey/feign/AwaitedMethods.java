package dev.latchkey.feign;

import dev.latchkey.exchange.AsyncReturn;
import feign.MethodInfo;
import feign.MethodInfoResolver;
import feign.Types;
import feign.interceptor.Invocation;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells AsyncFeign that blocking endpoints are asynchronous too, so that it is we who wait for
 * them: Feign's own waiting cannot be interrupted.
 */
final class AwaitedMethods implements MethodInfoResolver {
  private final MethodInfoResolver resolver;
  private final Set<Method> awaited = ConcurrentHashMap.newKeySet();

  AwaitedMethods(MethodInfoResolver resolver) {
    this.resolver = resolver;
  }

  @Override
  public MethodInfo resolve(Class<?> api, Method method) {
    MethodInfo info = resolver.resolve(api, method);
    if (info.getClass() != MethodInfo.class || AsyncReturn.of(method, api).isPresent()) {
      return info; // what a resolver of the user's says, as for Kotlin's coroutines, is not for us
    }
    awaited.add(method);
    return new Awaited(Types.resolve(api, api, method.getGenericReturnType()));
  }

  boolean awaits(Invocation invocation) {
    return awaited.contains(invocation.method());
  }

  private static final class Awaited extends MethodInfo {
    Awaited(Type returned) {
      super(returned, true);
    }
  }
}
