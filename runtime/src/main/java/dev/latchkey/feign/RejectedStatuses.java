package dev.latchkey.feign;

import dev.latchkey.RejectedBy;
import java.lang.reflect.Method;

/** Which statuses of an answer mean that the credential was rejected; immutable. */
final class RejectedStatuses {
  static final RejectedStatuses UNAUTHORIZED = new RejectedStatuses(401);

  private final int[] statuses;

  private RejectedStatuses(int... statuses) {
    this.statuses = statuses;
  }

  /** Returns what the endpoint says, or else its API, or else 401. */
  static RejectedStatuses of(Method endpoint, Class<?> api) {
    RejectedBy said = endpoint.getAnnotation(RejectedBy.class);
    if (said == null) {
      said = api.getAnnotation(RejectedBy.class);
    }
    return said == null ? UNAUTHORIZED : new RejectedStatuses(said.value());
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
