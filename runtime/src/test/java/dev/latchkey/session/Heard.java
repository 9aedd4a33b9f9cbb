package dev.latchkey.session;

import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes what a listener hears. */
final class Heard implements SessionListener {
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final List<RefreshEvent> refreshes = new CopyOnWriteArrayList<>();

  @Override
  public void signedIn(AuthSession session) {
    events.add("signedIn");
  }

  @Override
  public void refreshed(AuthSession session, RefreshEvent refresh) {
    refreshes.add(refresh);
    events.add("refreshed");
  }

  @Override
  public void refreshFailed(
      AuthSession session, RefreshEvent refresh, RefreshFailedException failure) {
    refreshes.add(refresh);
    events.add("refreshFailed");
  }

  @Override
  public void expired(AuthSession session, SessionExpiredException why) {
    events.add("expired");
  }

  @Override
  public void signedOut(AuthSession session) {
    events.add("signedOut");
  }

  @Override
  public void signInNeeded(AuthSession session, SignInReason reason) {
    events.add("signInNeeded " + reason);
  }

  @Override
  public void notStored(AuthSession session, StoreUnavailableException why) {
    events.add("notStored");
  }

  List<String> events() {
    return List.copyOf(events);
  }

  List<RefreshEvent> refreshes() {
    return List.copyOf(refreshes);
  }

  /** Returns when these events, and no others, have been heard in this order. */
  void awaitExactly(String... expected) {
    await()
        .untilAsserted(
            () -> org.assertj.core.api.Assertions.assertThat(events).containsExactly(expected));
  }
}
