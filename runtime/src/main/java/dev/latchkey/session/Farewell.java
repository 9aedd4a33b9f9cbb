package dev.latchkey.session;

import java.lang.System.Logger.Level;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells the server that a credential is no longer wanted, if the session knows how. */
final class Farewell {
  private static final System.Logger LOG = System.getLogger("dev.latchkey.session");

  /** What sessions have that do not know how. */
  static final Farewell UNSAID = new Farewell(null);

  private final @Nullable Consumer<? super Credential> server;

  private Farewell(@Nullable Consumer<? super Credential> server) {
    this.server = server;
  }

  static Farewell with(@Nullable Consumer<? super Credential> server) {
    return server == null ? UNSAID : new Farewell(server);
  }

  /**
   * Returns this with its way to tell the server.
   *
   * @throws IllegalStateException if it has another
   */
  Farewell toldWith(Consumer<? super Credential> given) {
    if (server != null && !server.equals(given)) {
      throw new IllegalStateException(
          """
          This session is signed out by %s, so %s cannot sign it out too; give one of them a \
          session of its own.\
          """
              .formatted(server, given));
    }
    return new Farewell(given);
  }

  /**
   * Tells it; the session is over here whatever comes of that, so a failure is logged and not
   * thrown.
   */
  void tell(Credential unwanted) {
    Consumer<? super Credential> told = server;
    if (told == null) {
      return;
    }
    try {
      told.accept(unwanted);
    } catch (Throwable e) {
      // By name alone: the words of a failed request may hold the token that it carried.
      LOG.log(
          Level.WARNING,
          "The session is signed out here, but {0} threw {1}, so the server may not know it.",
          told,
          e.getClass().getName());
    }
  }
}
