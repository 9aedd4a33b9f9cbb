package dev.latchkey.observe;

import dev.latchkey.session.AuthSession;
import dev.latchkey.session.RefreshEvent;
import dev.latchkey.session.SessionListener;
import java.util.Locale;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/**
 * Writes each refresh into the JDK's Flight Recorder, as an event {@code dev.latchkey.Refresh}: why
 * it was made, how long it took, how many calls waited, how it ended. Costs next to nothing while
 * no recording runs; holds no secret. Immutable; one recorder serves any number of sessions.
 *
 * <pre>{@code
 * AuthSession.builder().listener(new RefreshRecorder())
 * }</pre>
 *
 * <p>It needs the module {@code jdk.jfr}, which every JDK has and a trimmed run-time image may
 * lack.
 */
public final class RefreshRecorder implements SessionListener {
  /** Creates a recorder. */
  public RefreshRecorder() {}

  @Override
  public void refreshEnded(AuthSession session, RefreshEvent refresh) {
    Refresh event = new Refresh();
    if (!event.isEnabled()) {
      return;
    }
    event.session = session.key();
    event.trigger = word(refresh.trigger());
    event.generation = refresh.generation();
    event.took = refresh.took().toNanos();
    event.waiters = refresh.waiters();
    event.outcome = word(refresh.outcome());
    event.error = refresh.error();
    event.commit();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** What a recording holds of one refresh; its time is when the refresh had ended. */
  @Name("dev.latchkey.Refresh")
  @Label("Refresh")
  @Category("Latchkey")
  @Description("A session replaced its credential, or tried to")
  @StackTrace(false)
  @SuppressWarnings("unused") // read by the recorder
  private static final class Refresh extends Event {
    @Label("Session")
    String session = "";

    @Label("Trigger")
    @Description("Why it was made")
    String trigger = "";

    @Label("Generation")
    @Description("The number of the generation that it replaced")
    long generation;

    @Label("Took")
    @Description("From take-off to landing")
    @Timespan(Timespan.NANOSECONDS)
    long took;

    @Label("Waiters")
    @Description("How many calls waited for it")
    int waiters;

    @Label("Outcome")
    @Description("How it ended")
    String outcome = "";

    @Label("Error")
    @Description("What it failed with, in a word")
    String error = "";
  }
}
