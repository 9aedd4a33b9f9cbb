package dev.latchkey.feign;

import dev.latchkey.Anonymous;
import dev.latchkey.Refresh;
import dev.latchkey.SignIn;
import dev.latchkey.SignOut;
import feign.MethodMetadata;
import feign.Request;
import feign.RequestTemplate;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the annotations of a method say of how it is sent. */
record Endpoint(Role role, RejectedStatuses rejected) {
  /** A request that Feign made without metadata, as a contract of the user's own may. */
  private static final Endpoint PLAIN = new Endpoint(Role.CALL, RejectedStatuses.UNAUTHORIZED);

  enum Role {
    CALL,
    ANONYMOUS,
    SIGN_IN,
    REFRESH,
    SIGN_OUT;

    boolean isLifecycle() {
      return this != CALL && this != ANONYMOUS;
    }
  }

  static Endpoint of(Method method, Class<?> api) {
    return new Endpoint(roleOf(method), RejectedStatuses.of(method, api));
  }

  private static Role roleOf(Method method) {
    if (method.isAnnotationPresent(SignIn.class)) {
      return Role.SIGN_IN;
    }
    if (method.isAnnotationPresent(Refresh.class)) {
      return Role.REFRESH;
    }
    if (method.isAnnotationPresent(SignOut.class)) {
      return Role.SIGN_OUT;
    }
    return method.isAnnotationPresent(Anonymous.class) ? Role.ANONYMOUS : Role.CALL;
  }

  /** Reads each method once. */
  static final class Reader {
    private final Map<Method, Endpoint> known = new ConcurrentHashMap<>();

    Endpoint of(Request request) {
      RequestTemplate template = request.requestTemplate();
      MethodMetadata metadata = template == null ? null : template.methodMetadata();
      if (metadata == null || metadata.method() == null) {
        return PLAIN;
      }
      Endpoint endpoint = known.get(metadata.method());
      return endpoint == null ? read(metadata.method(), metadata.targetType()) : endpoint;
    }

    private Endpoint read(Method method, @Nullable Class<?> api) {
      Endpoint endpoint = Endpoint.of(method, api == null ? method.getDeclaringClass() : api);
      known.put(method, endpoint);
      return endpoint;
    }
  }
}
