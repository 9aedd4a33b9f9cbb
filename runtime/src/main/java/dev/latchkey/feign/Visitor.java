package dev.latchkey.feign;

import dev.latchkey.session.Credential;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What answers have brought while nobody was signed in, such as a CSRF token that the sign-in has
 * to repeat. A client whose calls find a session each has none: its visitors are not the same.
 */
final class Visitor {
  private final boolean remembered;
  private final AtomicReference<@Nullable Credential> held = new AtomicReference<>();

  Visitor(boolean remembered) {
    this.remembered = remembered;
  }

  @Nullable Credential held() {
    return held.get();
  }

  void amend(UnaryOperator<@Nullable Credential> change) {
    if (remembered) {
      Credential unused = held.updateAndGet(change);
    }
  }

  void forget() {
    held.set(null);
  }
}
