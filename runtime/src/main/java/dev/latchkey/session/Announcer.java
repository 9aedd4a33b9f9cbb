package dev.latchkey.session;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says what happened: one line in the log, and to the listeners one event after another, away from
 * the threads that made it happen, since a listener that calls the session must not wait for what
 * waits for the listener.
 *
 * <p>News takes its place in the queue when it is made, which whoever changes the state does at
 * once and before anybody is freed who waits, and is told when it is run, which a flight does when
 * those who waited have their answers. So events are heard in the order in which they happened, and
 * none before the callers that it concerns; but of two changes that no wait connects, and of which
 * one follows before the other has its place, the later may be heard first.
 */
final class Announcer {
  private static final System.Logger LOG = System.getLogger("dev.latchkey.session");

  private final AuthSession session;
  private final List<SessionListener> listeners;

  /** What has not been told yet; null while there is nothing, as in an idle session. */
  private @Nullable Untold untold; // guarded by this

  Announcer(AuthSession session, List<SessionListener> listeners) {
    this.session = session;
    this.listeners = List.copyOf(listeners);
  }

  /** News in their order, and whether somebody tells them; guarded by the announcer. */
  private static final class Untold {
    private final Deque<News> queue = new ArrayDeque<>();
    private boolean isBeingTold;
  }

  /** Returns news without an event yet, with its place in the queue. */
  News news() {
    News news = new News();
    if (!listeners.isEmpty()) {
      queue(news);
    }
    return news;
  }

  private synchronized void queue(News news) {
    if (untold == null) {
      untold = new Untold();
    }
    untold.queue.add(news);
  }

  /** A line of the log, whose text is made when it is wanted. */
  private record Line(Level level, Supplier<String> text) {}

  /** What happened at one moment; run it to tell it. */
  final class News implements Runnable {
    private final List<BiConsumer<SessionListener, AuthSession>> events = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
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

    News refreshEnded(RefreshEvent refresh) {
      return event((listener, told) -> listener.refreshEnded(told, refresh));
    }

    News refreshed(RefreshEvent refresh) {
      return line(Level.DEBUG, () -> "refreshed " + Wording.refresh(refresh))
          .event((listener, told) -> listener.refreshed(told, refresh))
          .refreshEnded(refresh);
    }

    News refreshFailed(RefreshEvent refresh, RefreshFailedException failure) {
      Level level = failure instanceof MisconfiguredException ? Level.ERROR : Level.WARNING;
      return line(level, () -> failure.getMessage() + " " + Wording.refresh(refresh))
          .event((listener, told) -> listener.refreshFailed(told, refresh, failure))
          .refreshEnded(refresh);
    }

    News expired(@Nullable RefreshEvent refresh, SessionExpiredException why) {
      line(
              Level.INFO,
              () -> why.getMessage() + (refresh == null ? "" : " " + Wording.refresh(refresh)))
          .event((listener, told) -> listener.expired(told, why));
      return refresh == null ? this : refreshEnded(refresh);
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
      lines.add(new Line(level, line));
      return this;
    }

    @Override
    public void run() {
      try {
        for (Line line : lines) {
          if (LOG.isLoggable(line.level)) {
            LOG.log(line.level, "Session {0}: {1}", session.key(), line.text.get());
          }
        }
      } finally {
        // Whatever a log handler throws, the events behind this one are for others.
        ready = true;
        handOver();
      }
    }

    private void handOver() {
      if (!listeners.isEmpty()) {
        // Never on the thread that made it happen: it may be the timer of all futures.
        session.environment().handOver(Announcer.this::tellAll);
      }
    }
  }

  /** Tells, on one thread at a time, what is ready and has nothing before it that is not. */
  private void tellAll() {
    if (!beginTelling()) {
      return; // whoever tells looks for what is ready until there is nothing more
    }
    boolean told = false;
    try {
      for (News news = next(); news != null; news = next()) {
        for (BiConsumer<SessionListener, AuthSession> event : news.events) {
          for (SessionListener listener : listeners) {
            tell(listener, event);
          }
        }
      }
      told = true;
    } finally {
      if (!told) {
        stopTelling(); // or nobody would tell what comes next
      }
    }
  }

  private synchronized void stopTelling() {
    if (untold != null) {
      untold.isBeingTold = false;
    }
  }

  private synchronized boolean beginTelling() {
    boolean mine = untold != null && !untold.isBeingTold;
    if (untold != null) {
      untold.isBeingTold = true;
    }
    return mine;
  }

  /** Returns what is to be told next; if that is nothing, or not ready, the telling has ended. */
  private synchronized @Nullable News next() {
    Untold left = untold;
    News first = left == null ? null : left.queue.peek();
    if (left == null || first == null) {
      untold = null;
      return null;
    }
    if (!first.ready) {
      left.isBeingTold = false;
      return null;
    }
    left.queue.remove();
    return first;
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
