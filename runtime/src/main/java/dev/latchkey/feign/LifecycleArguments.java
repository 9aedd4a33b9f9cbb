package dev.latchkey.feign;

import dev.latchkey.session.Credential;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the argument of a {@code @Refresh} or {@code @SignOut} endpoint out of a credential, where
 * no generated code does: none, the refresh token, the credential, or a type that is made of one of
 * these.
 */
final class LifecycleArguments {
  private final @Nullable Making making;

  private LifecycleArguments(@Nullable Making making) {
    this.making = making;
  }

  /** Makes an argument. */
  @FunctionalInterface
  private interface Making {
    Object of(Credential held) throws ReflectiveOperationException;
  }

  static LifecycleArguments of(Method endpoint) {
    Class<?>[] parameters = endpoint.getParameterTypes();
    if (parameters.length == 0) {
      return new LifecycleArguments(null);
    }
    Making making = parameters.length == 1 ? making(parameters[0]) : null;
    if (making == null) {
      throw new IllegalStateException(
          "%s cannot be called by its session: it takes nothing, a String (the refresh token), a Credential, or a type with a constructor or a static factory method that takes one of these."
              .formatted(endpoint));
    }
    return new LifecycleArguments(making);
  }

  Object @Nullable [] of(Credential held) {
    if (making == null) {
      return null; // what Feign's own proxy passes for no arguments
    }
    try {
      return new Object[] {making.of(held)};
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw new IllegalStateException("The argument could not be made of the credential.", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The argument could not be made of the credential.", e);
    }
  }

  private static @Nullable Making making(Class<?> type) {
    if (type == Credential.class) {
      return held -> held;
    }
    if (type == String.class) {
      return Credential::refreshToken;
    }
    for (Class<?> part : new Class<?>[] {String.class, Credential.class}) {
      Making of = makingOf(type, part);
      if (of != null) {
        return of;
      }
    }
    return null;
  }

  private static @Nullable Making makingOf(Class<?> type, Class<?> part) {
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (takes(constructor.getParameterTypes(), part)
          && !Modifier.isPrivate(constructor.getModifiers())) {
        constructor.setAccessible(true);
        return held -> constructor.newInstance(part(held, part));
      }
    }
    for (Method factory : type.getDeclaredMethods()) {
      if (takes(factory.getParameterTypes(), part)
          && Modifier.isStatic(factory.getModifiers())
          && !Modifier.isPrivate(factory.getModifiers())
          && factory.getReturnType() == type) {
        factory.setAccessible(true);
        return held -> factory.invoke(null, part(held, part));
      }
    }
    return null;
  }

  private static boolean takes(Class<?>[] parameters, Class<?> part) {
    return parameters.length == 1 && parameters[0] == part;
  }

  private static Object part(Credential held, Class<?> part) {
    return part == String.class ? held.refreshToken() : held;
  }
}
