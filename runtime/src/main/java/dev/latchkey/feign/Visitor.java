package dev.latchkey.feign;

import dev.latchkey.session.Credential;
import dev.latchkey.session.Generation;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What answers have brought to requests that carried nothing, such as a CSRF token that the sign-in
 * has to repeat. What came while somebody was signed in is forgotten with that one, and what came
 * before, with the first call of whoever is signed in. A client whose calls find a session each has
 * none: its visitors are not the same.
 */
final class Visitor {
  private final boolean remembered;
  private final AtomicReference<@Nullable Left> left = new AtomicReference<>();

  Visitor(boolean remembered) {
    this.remembered = remembered;
  }

  /**
   * What is left of a visit.
   *
   * @param during who was signed in, or null if that was nobody
   * @param held what answers have brought
   */
  private record Left(@Nullable Generation during, Credential held) {
    boolean isOf(@Nullable Generation now) {
      // Nobody may have been signed in merely because the store had not been read.
      return during == null || (now != null && now.isOfOneSignInWith(during));
    }
  }

  /** Returns whether it is the visitor of one session, whoever calls. */
  boolean isOfOneSession() {
    return remembered;
  }

  /**
   * Returns what is left for a sign-in, or null.
   *
   * @param now who is signed in, or null if that is nobody
   */
  @Nullable Credential held(@Nullable Generation now) {
    Left before = left.get();
    return before != null && before.isOf(now) ? before.held : null;
  }

  void amend(@Nullable Generation now, UnaryOperator<@Nullable Credential> change) {
    if (remembered) {
      Left unused =
          left.updateAndGet(
              before -> {
                Credential after =
                    change.apply(before != null && before.isOf(now) ? before.held : null);
                return after == null ? null : new Left(now, after);
              });
    }
  }

  /** Says that somebody is signed in, who is not to leave what others have left. */
  void signedIn() {
    Left before = left.get();
    if (before != null && before.during == null) {
      boolean unused = left.compareAndSet(before, null);
    }
  }

  void forget() {
    left.set(null);
  }
}
