package dev.latchkey.session;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * Says what happened: one line in the log, and to the listeners one event after another, away from
 * the threads that made it happen, since a listener that calls the session must not wait for what
 * waits for the listener.
 */
final class Announcer {
  private static final System.Logger LOG = System.getLogger("dev.latchkey.session");

  private final AuthSession session;
  private final List<SessionListener> listeners;
  private final Executor executor;
  private final Queue<BiConsumer<SessionListener, AuthSession>> events =
      new ConcurrentLinkedQueue<>();
  private final AtomicInteger pending = new AtomicInteger();

  Announcer(AuthSession session, List<SessionListener> listeners, Executor executor) {
    this.session = session;
    this.listeners = listeners;
    this.executor = executor;
  }

  void signedIn() {
    announce(SessionListener::signedIn);
  }

  void signedOut() {
    announce(SessionListener::signedOut);
  }

  void signInNeeded(SignInReason reason) {
    announce((listener, told) -> listener.signInNeeded(told, reason));
  }

  void refreshed(RefreshEvent refresh) {
    LOG.log(Level.DEBUG, "Session {0}: {1}", session.key(), refresh);
    announce((listener, told) -> listener.refreshed(told, refresh));
  }

  void refreshFailed(RefreshEvent refresh, RefreshFailedException failure) {
    Level level = failure instanceof MisconfiguredException ? Level.ERROR : Level.WARNING;
    LOG.log(level, "Session {0}: {1} {2}", session.key(), failure.getMessage(), refresh);
    announce((listener, told) -> listener.refreshFailed(told, refresh, failure));
  }

  void expired(RefreshEvent refresh, SessionExpiredException why) {
    LOG.log(Level.INFO, "Session {0}: {1} {2}", session.key(), why.getMessage(), refresh);
    announce((listener, told) -> listener.expired(told, why));
  }

  void notStored(StoreUnavailableException why) {
    LOG.log(Level.ERROR, "Session {0}: {1}", session.key(), why.getMessage());
    announce((listener, told) -> listener.notStored(told, why));
  }

  private void announce(BiConsumer<SessionListener, AuthSession> event) {
    if (listeners.isEmpty()) {
      return;
    }
    events.add(event);
    // Whoever makes it the first pending event hands the queue over; the others ride along.
    if (pending.getAndIncrement() == 0) {
      try {
        executor.execute(this::tellAll);
      } catch (RejectedExecutionException e) {
        LOG.log(Level.WARNING, "The executor rejects listeners; they are called by the caller.", e);
        tellAll();
      }
    }
  }

  private void tellAll() {
    do {
      BiConsumer<SessionListener, AuthSession> event = events.remove();
      for (SessionListener listener : listeners) {
        tell(listener, event);
      }
    } while (pending.decrementAndGet() > 0);
  }

  private void tell(SessionListener listener, BiConsumer<SessionListener, AuthSession> event) {
    try {
      event.accept(listener, session);
    } catch (Throwable e) {
      // An Error too: it is the listener's, and the events behind it are for others.
      LOG.log(Level.WARNING, "A session listener threw; the session goes on.", e);
    }
  }
}
