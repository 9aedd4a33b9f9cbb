package dev.latchkey.feign;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How the session calls the lifecycle endpoints of one API, where generated code says it. */
record LifecycleCalls<T>(
    Class<T> api,
    @Nullable RefreshCall<? super T> refresh,
    @Nullable AsyncRefreshCall<? super T> asyncRefresh,
    @Nullable SignOutCall<? super T> signOut) {

  LifecycleCalls {
    Objects.requireNonNull(api, "api");
  }
}
