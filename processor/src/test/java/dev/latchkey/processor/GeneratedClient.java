package dev.latchkey.processor;

import dev.latchkey.ApiClientBuilder;
import dev.latchkey.scheme.CookieScheme;
import dev.latchkey.scheme.Incoming;
import dev.latchkey.scheme.Outgoing;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A generated client and its session.
 *
 * @param client the client
 * @param session what it carries the credential of
 * @param held the credential
 * @param header the header that carries it
 * @param value what that header says
 */
record GeneratedClient(
    Object client, AuthSession session, Credential held, String header, String value) {

  /**
   * Builds the client of an API.
   *
   * @param api the API
   * @param stub its transport
   * @param drawn what its session holds, if need be in a cookie
   * @param cookies whether cookies are its credential
   * @param lifecycle whether it has endpoints that change that
   * @param asItComes whether it keeps its own codec, or has that of {@link PlainFeign}
   */
  static GeneratedClient of(
      Class<?> api,
      Stub stub,
      Credential drawn,
      boolean cookies,
      boolean lifecycle,
      boolean asItComes)
      throws Exception {
    CookieScheme scheme = CookieScheme.plain();
    String cookie = "sid=" + drawn.accessToken();
    Credential held = cookies ? scheme.renewed(null, answerWith(cookie)).orElseThrow() : drawn;
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
    if (cookies) {
      builder.scheme(scheme);
    }
    if (!asItComes) {
      builder.encoder(PlainFeign.ENCODER).decoder(PlainFeign.DECODER);
    }
    return cookies
        ? new GeneratedClient(builder.build(), session, held, "Cookie", cookie)
        : new GeneratedClient(
            builder.build(), session, held, "Authorization", "Bearer " + held.accessToken());
  }

  private static Incoming answerWith(String cookie) {
    Outgoing request = new Outgoing(Outgoing.Purpose.SIGN_IN, "POST", Stub.URL + "/login", true);
    return new Incoming(200, request, Map.of("Set-Cookie", List.of(cookie + "; Path=/")));
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
