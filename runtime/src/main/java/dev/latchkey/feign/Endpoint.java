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

/**
 * What the annotations of a method say of how it is sent. Generations tell endpoints apart by
 * identity, so this is not a record, and a reader makes one for each method.
 */
final class Endpoint {
  private final Role role;
  private final @Nullable RejectedStatuses rejected;

  private Endpoint(Role role, @Nullable RejectedStatuses rejected) {
    this.role = role;
    this.rejected = rejected;
  }

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

  Role role() {
    return role;
  }

  /** Returns the statuses that reject the credential, or null if it is the scheme that knows. */
  @Nullable RejectedStatuses rejected() {
    return rejected;
  }

  static Role roleOf(Method method) {
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
    /** A request that Feign made without metadata, as a contract of the user's own may. */
    private final Endpoint plain = new Endpoint(Role.CALL, null);

    private final Map<Method, Endpoint> known = new ConcurrentHashMap<>();

    Endpoint of(Request request) {
      RequestTemplate template = request.requestTemplate();
      MethodMetadata metadata = template == null ? null : template.methodMetadata();
      if (metadata == null || metadata.method() == null) {
        return plain;
      }
      Endpoint endpoint = known.get(metadata.method());
      return endpoint == null ? read(metadata.method(), metadata.targetType()) : endpoint;
    }

    /** Of two threads that read a method at once, both go on with what the first has made. */
    private Endpoint read(Method method, @Nullable Class<?> api) {
      return known.computeIfAbsent(
          method,
          key ->
              new Endpoint(
                  roleOf(key),
                  // What rejects a call, such as a firewall's 403, need not refuse a refresh.
                  roleOf(key) == Role.REFRESH
                      ? RejectedStatuses.of(key)
                      : RejectedStatuses.of(key, api == null ? key.getDeclaringClass() : api)));
    }
  }
}
