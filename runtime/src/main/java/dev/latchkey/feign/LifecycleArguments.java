package dev.latchkey.feign;

import dev.latchkey.session.Credential;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
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
    List<Making> ways = parameters.length == 1 ? waysToMake(parameters[0]) : List.of();
    if (ways.size() != 1) {
      throw new IllegalStateException(
          """
          %s cannot be called by its session: it takes nothing, a String (the refresh token), a \
          Credential, or a type with one constructor, or else one static factory method, that \
          takes one of these.\
          """
              .formatted(endpoint));
    }
    return new LifecycleArguments(ways.get(0));
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

  /** Constructors go before factories, as for the compiler. */
  private static List<Making> waysToMake(Class<?> type) {
    if (type == Credential.class) {
      return List.of(held -> held);
    }
    if (type == String.class) {
      return List.of(Credential::refreshToken);
    }
    List<Making> constructors = constructorsOf(type);
    return constructors.isEmpty() ? factoriesOf(type) : constructors;
  }

  private static List<Making> constructorsOf(Class<?> type) {
    List<Making> found = new ArrayList<>();
    if (Modifier.isAbstract(type.getModifiers())) {
      return found;
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (takesWhatIsHeld(constructor)) {
        constructor.setAccessible(true);
        found.add(held -> constructor.newInstance(part(held, constructor)));
      }
    }
    return found;
  }

  private static List<Making> factoriesOf(Class<?> type) {
    List<Making> found = new ArrayList<>();
    for (Method factory : type.getDeclaredMethods()) {
      if (takesWhatIsHeld(factory)
          && Modifier.isStatic(factory.getModifiers())
          && type.isAssignableFrom(factory.getReturnType())
          // The constants of an enum are no place for a token, though valueOf takes a String.
          && !type.isEnum()) {
        factory.setAccessible(true);
        found.add(held -> factory.invoke(null, part(held, factory)));
      }
    }
    return found;
  }

  private static boolean takesWhatIsHeld(Executable maker) {
    Class<?>[] parameters = maker.getParameterTypes();
    return !Modifier.isPrivate(maker.getModifiers())
        && parameters.length == 1
        && (parameters[0] == String.class || parameters[0] == Credential.class);
  }

  private static Object part(Credential held, Executable maker) {
    return maker.getParameterTypes()[0] == String.class ? held.refreshToken() : held;
  }
}
