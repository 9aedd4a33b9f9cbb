package dev.latchkey.session;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says what happened: one line in the log, and to the listeners one event after another, away from
 * the threads that made it happen, since a listener that calls the session must not wait for what
 * waits for the listener.
 *
 * <p>News takes its place in the queue when it is made, which a flight does while it holds the
 * permit, and is told when it is run, which a flight does when those who waited have their answers.
 * So events are heard in the order in which they happened, and none before the callers that it
 * concerns.
 */
final class Announcer {
  private static final System.Logger LOG = System.getLogger("dev.latchkey.session");

  private final AuthSession session;
  private final List<SessionListener> listeners;
  private final Executor executor;
  private final Queue<News> queue = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean telling = new AtomicBoolean();

  Announcer(AuthSession session, List<SessionListener> listeners, Executor executor) {
    this.session = session;
    this.listeners = listeners;
    this.executor = executor;
  }

  /** Returns news without an event yet, with its place in the queue. */
  News news() {
    News news = new News();
    queue.add(news);
    return news;
  }

  /** What happened at one moment; run it to tell it. */
  final class News implements Runnable {
    private final List<BiConsumer<SessionListener, AuthSession>> events = new ArrayList<>();
    private final List<Supplier<String>> lines = new ArrayList<>();
    private Level level = Level.DEBUG;
    private volatile boolean ready;

    News signedIn() {
      return event(SessionListener::signedIn);
    }

    News signedOut() {
      return event(SessionListener::signedOut);
    }

    News signInNeeded(SignInReason reason) {
      return event((listener, told) -> listener.signInNeeded(told, reason));
    }

    News refreshed(RefreshEvent refresh) {
      return line(Level.DEBUG, () -> "refreshed " + Wording.refresh(refresh))
          .event((listener, told) -> listener.refreshed(told, refresh));
    }

    News refreshFailed(RefreshEvent refresh, RefreshFailedException failure) {
      Level level = failure instanceof MisconfiguredException ? Level.ERROR : Level.WARNING;
      return line(level, () -> failure.getMessage() + " " + Wording.refresh(refresh))
          .event((listener, told) -> listener.refreshFailed(told, refresh, failure));
    }

    News expired(RefreshEvent refresh, SessionExpiredException why) {
      return line(Level.INFO, () -> why.getMessage() + " " + Wording.refresh(refresh))
          .event((listener, told) -> listener.expired(told, why));
    }

    News notStored(@Nullable StoreUnavailableException why) {
      return why == null
          ? this
          : line(Level.ERROR, () -> String.valueOf(why.getMessage()))
              .event((listener, told) -> listener.notStored(told, why));
    }

    private News event(BiConsumer<SessionListener, AuthSession> event) {
      events.add(event);
      return this;
    }

    private News line(Level level, Supplier<String> line) {
      this.level = level;
      lines.add(line);
      return this;
    }

    @Override
    public void run() {
      try {
        if (LOG.isLoggable(level)) {
          for (Supplier<String> line : lines) {
            LOG.log(level, "Session {0}: {1}", session.key(), line.get());
          }
        }
      } finally {
        // Whatever a log handler throws, the events behind this one are for others.
        ready = true;
        handOver();
      }
    }

    private void handOver() {
      if (listeners.isEmpty()) {
        tellAll();
        return;
      }
      try {
        executor.execute(Announcer.this::tellAll);
      } catch (RejectedExecutionException e) {
        // Never the thread that made it happen: it may be the timer of all futures.
        LOG.log(Level.WARNING, "The executor rejects listeners; other threads call them.", e);
        FlightThreads.shared().execute(Announcer.this::tellAll);
      }
    }
  }

  /** Tells, on one thread at a time, what is ready and has nothing before it that is not. */
  private void tellAll() {
    while (isReady() && telling.compareAndSet(false, true)) {
      try {
        while (isReady()) {
          News news = queue.remove();
          for (BiConsumer<SessionListener, AuthSession> event : news.events) {
            for (SessionListener listener : listeners) {
              tell(listener, event);
            }
          }
        }
      } finally {
        telling.set(false);
      }
      // Looked at once more: what became ready before the flag was lowered was left to this thread.
    }
  }

  private boolean isReady() {
    News first = queue.peek();
    return first != null && first.ready;
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
