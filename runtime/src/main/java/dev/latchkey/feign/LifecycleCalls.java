package dev.latchkey.feign;

import org.jspecify.annotations.Nullable;

/** How the session calls the lifecycle endpoints of one API, where generated code says it. */
record LifecycleCalls<T>(
    Class<T> api,
    @Nullable RefreshCall<? super T> refresh,
    @Nullable SignOutCall<? super T> signOut) {}
