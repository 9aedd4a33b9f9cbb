package dev.latchkey.feign;

import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Generation;
import feign.RequestTemplate;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of calls that a Retryer above the seat may send again. It sends one template over
 * and over; templates are told apart by identity, and forgotten with the call.
 */
final class EarlierAttempts {
  /**
   * An attempt that did not succeed.
   *
   * @param session whose credential it carried
   * @param generation that credential, and so the epoch in which the call began
   * @param resent whether the call has been resent for a rejection, which happens once to a call
   *     and not once to each attempt
   */
  record Attempt(AuthSession session, Generation generation, boolean resent) {}

  private final Map<Call, Attempt> attempts = new ConcurrentHashMap<>();
  private final ReferenceQueue<RequestTemplate> forgotten = new ReferenceQueue<>();

  /** Returns the last attempt of a call; while no call fails, this takes and allocates nothing. */
  @Nullable Attempt of(@Nullable RequestTemplate call) {
    return call == null || attempts.isEmpty() ? null : attempts.get(new Call(call, null));
  }

  void add(@Nullable RequestTemplate call, Attempt attempt) {
    for (Reference<?> gone = forgotten.poll(); gone != null; gone = forgotten.poll()) {
      attempts.remove(gone);
    }
    if (call != null) {
      attempts.put(new Call(call, forgotten), attempt);
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
