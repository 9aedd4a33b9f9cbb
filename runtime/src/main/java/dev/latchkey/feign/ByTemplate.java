package dev.latchkey.feign;

import feign.RequestTemplate;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of calls that somebody above the seat may send again. A Retryer, or a method
 * interceptor, sends one template over and over; templates are told apart by identity, and
 * forgotten with the call.
 *
 * @param <V> what is known; it must not hold the template once the call is over
 */
final class ByTemplate<V> {
  private final Map<Call, V> known = new ConcurrentHashMap<>();
  private final ReferenceQueue<RequestTemplate> forgotten = new ReferenceQueue<>();

  /** Returns what is known of a call; while nothing is of any, this takes and allocates nothing. */
  @Nullable V of(@Nullable RequestTemplate call) {
    return call == null || known.isEmpty() ? null : known.get(new Call(call, null));
  }

  void put(@Nullable RequestTemplate call, V value) {
    for (Reference<?> gone = forgotten.poll(); gone != null; gone = forgotten.poll()) {
      known.remove(gone);
    }
    if (call != null) {
      known.put(new Call(call, forgotten), value);
    }
  }

  private static final class Call extends WeakReference<RequestTemplate> {
    private final int hash;

    Call(RequestTemplate template, @Nullable ReferenceQueue<RequestTemplate> forgotten) {
      super(template, forgotten);
      this.hash = System.identityHashCode(template);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      if (this == other) {
        return true;
      }
      RequestTemplate template = get();
      return template != null && other instanceof Call that && template == that.get();
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
