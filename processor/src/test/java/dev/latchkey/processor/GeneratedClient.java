package dev.latchkey.processor;

import dev.latchkey.ApiClientBuilder;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A generated client and its session.
 *
 * @param client the client
 * @param session what it carries the credential of
 * @param held the credential
 */
record GeneratedClient(Object client, AuthSession session, Credential held) {

  /**
   * Builds the client of an API.
   *
   * @param api the API
   * @param stub its transport
   * @param held what its session holds
   * @param lifecycle whether it has endpoints that change that
   * @param asItComes whether it keeps its own codec, or has that of {@link PlainFeign}
   */
  static GeneratedClient of(
      Class<?> api, Stub stub, Credential held, boolean lifecycle, boolean asItComes)
      throws Exception {
    AuthSession session = lifecycle ? AuthSession.builder().build() : AuthSession.of(held);
    if (lifecycle) {
      session.signIn(held);
    }
    Method factory =
        api.getClassLoader()
            .loadClass(api.getName().replace('$', '_') + "Client")
            .getDeclaredMethod("builder");
    factory.setAccessible(true);
    ApiClientBuilder<?> builder =
        (ApiClientBuilder<?>) Objects.requireNonNull(factory.invoke(null));
    builder.url(Stub.URL).client(stub).session(session);
    if (!asItComes) {
      builder.encoder(PlainFeign.ENCODER).decoder(PlainFeign.DECODER);
    }
    return new GeneratedClient(builder.build(), session, held);
  }

  /** Returns what the session should give to a lifecycle endpoint that takes these types. */
  Object[] argumentsOf(List<Class<?>> taken) throws ReflectiveOperationException {
    return taken.isEmpty() ? new Object[0] : new Object[] {madeOfCredential(taken.get(0))};
  }

  private Object madeOfCredential(Class<?> type) throws ReflectiveOperationException {
    if (type == Credential.class) {
      return held;
    }
    if (type == String.class) {
      return held.refreshToken();
    }
    Executable maker =
        Stream.<Executable>concat(
                Arrays.stream(type.getDeclaredConstructors()),
                Arrays.stream(type.getDeclaredMethods())
                    .filter(method -> Modifier.isStatic(method.getModifiers()))
                    .filter(method -> method.getReturnType() == type))
            .filter(any -> !Modifier.isPrivate(any.getModifiers()) && any.getParameterCount() == 1)
            .filter(any -> !any.getParameterTypes()[0].isPrimitive())
            .findFirst()
            .orElseThrow();
    maker.setAccessible(true);
    Object part = maker.getParameterTypes()[0] == Credential.class ? held : held.refreshToken();
    return Objects.requireNonNull(
        maker instanceof Constructor<?> constructor
            ? constructor.newInstance(part)
            : ((Method) maker).invoke(null, part));
  }
}
