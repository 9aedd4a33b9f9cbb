package dev.latchkey.processor;

import dev.latchkey.Anonymous;
import dev.latchkey.Refresh;
import dev.latchkey.RejectedBy;
import dev.latchkey.SignIn;
import dev.latchkey.SignOut;
import feign.Types;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * A method of an API that clients are compared by.
 *
 * @param api the API
 * @param method its own method, or an inherited one
 */
record DrawnEndpoint(Class<?> api, Method method) {
  private static final Set<Class<?>> LIFECYCLE = Set.of(SignIn.class, Refresh.class, SignOut.class);

  private static final Set<Type> NOTHING = Set.of(void.class, Void.class);

  /** Around what an answer is read as. */
  private static final Set<Class<?>> WRAPPERS =
      Set.of(
          CompletableFuture.class,
          CompletionStage.class,
          feign.TypedResponse.class,
          Optional.class);

  /** Returns the methods of an API that a caller can call, but for those of every object. */
  static List<DrawnEndpoint> of(Class<?> api) {
    return Arrays.stream(api.getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isBridge())
        .filter(method -> !isOfObject(method))
        .sorted(Comparator.comparing(Method::toGenericString))
        .peek(method -> method.setAccessible(true))
        .map(method -> new DrawnEndpoint(api, method))
        .toList();
  }

  private static boolean isOfObject(Method method) {
    return Arrays.stream(Object.class.getMethods())
        .anyMatch(
            own ->
                own.getName().equals(method.getName())
                    && Arrays.equals(own.getParameterTypes(), method.getParameterTypes()));
  }

  boolean isSignIn() {
    return method.isAnnotationPresent(SignIn.class);
  }

  boolean isRefresh() {
    return method.isAnnotationPresent(Refresh.class);
  }

  boolean isSignOut() {
    return method.isAnnotationPresent(SignOut.class);
  }

  boolean isLifecycle() {
    return isLifecycle(method);
  }

  private static boolean isLifecycle(Method method) {
    return Stream.of(method.getAnnotations()).anyMatch(a -> LIFECYCLE.contains(a.annotationType()));
  }

  /** Returns whether the API has an endpoint that changes what the session holds. */
  boolean isOfSession() {
    return Stream.of(api.getMethods()).anyMatch(DrawnEndpoint::isLifecycle);
  }

  boolean canRefresh() {
    return Stream.of(api.getMethods()).anyMatch(m -> m.isAnnotationPresent(Refresh.class));
  }

  /** Returns whether cookies are the credential of the API: its sign-in returns nothing else. */
  boolean isOfCookies() {
    return Stream.of(api.getMethods())
        .map(other -> new DrawnEndpoint(api, other))
        .filter(DrawnEndpoint::isSignIn)
        .anyMatch(signIn -> NOTHING.contains(signIn.answer()));
  }

  /** Returns whether its requests carry the session's credential, where that may go. */
  boolean isSigned() {
    return isSignOut() || !(isLifecycle() || method.isAnnotationPresent(Anonymous.class));
  }

  boolean isRejectedBy(int status) {
    RejectedBy rejected =
        Optional.ofNullable(method.getAnnotation(RejectedBy.class))
            .orElse(api.getAnnotation(RejectedBy.class));
    return rejected == null
        ? status == 401
        : Arrays.stream(rejected.value()).anyMatch(one -> one == status);
  }

  boolean isAsync() {
    return CompletionStage.class.isAssignableFrom(Types.getRawType(returned()));
  }

  private Type returned() {
    return Types.resolve(api, api, method.getGenericReturnType());
  }

  /** Returns what its answers are read as. */
  Type answer() {
    Type answer = returned();
    while (answer instanceof ParameterizedType wrapper && WRAPPERS.contains(wrapper.getRawType())) {
      answer = wrapper.getActualTypeArguments()[0];
    }
    return answer;
  }

  List<Class<?>> takes() {
    return Arrays.stream(method.getGenericParameterTypes())
        .<Class<?>>map(type -> Types.getRawType(Types.resolve(api, api, type)))
        .toList();
  }
}
