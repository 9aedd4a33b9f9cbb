package dev.latchkey.feign;

import dev.latchkey.RejectedBy;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Which statuses {@link RejectedBy} says that the credential is rejected by; immutable. */
final class RejectedStatuses {
  private final int[] statuses;

  private RejectedStatuses(int... statuses) {
    this.statuses = statuses;
  }

  /**
   * Returns what the endpoint says, or else its API or the nearest parent of that, or null if it is
   * the scheme that knows.
   */
  static @Nullable RejectedStatuses of(Method endpoint, Class<?> api) {
    RejectedStatuses own = of(endpoint);
    return own == null ? of(saidBy(api)) : own;
  }

  /** Returns what the endpoint itself says, or null. */
  static @Nullable RejectedStatuses of(Method endpoint) {
    return of(endpoint.getAnnotation(RejectedBy.class));
  }

  private static @Nullable RejectedStatuses of(@Nullable RejectedBy said) {
    return said == null ? null : new RejectedStatuses(said.value());
  }

  /** Java hands annotations of an interface down to nobody. */
  private static @Nullable RejectedBy saidBy(Class<?> api) {
    RejectedBy said = api.getAnnotation(RejectedBy.class);
    for (Class<?> parent : api.getInterfaces()) {
      if (said == null) {
        said = saidBy(parent);
      }
    }
    return said;
  }

  boolean contain(int status) {
    for (int rejected : statuses) {
      if (rejected == status) {
        return true;
      }
    }
    return false;
  }
}
