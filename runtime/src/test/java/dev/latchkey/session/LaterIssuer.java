package dev.latchkey.session;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A server whose answers a test gives, one future for each time that it is asked. */
final class LaterIssuer implements AsyncRefresher {
  private final AtomicInteger refreshes = new AtomicInteger();
  private final AtomicInteger aborted = new AtomicInteger();
  private volatile CompletableFuture<@Nullable CredentialResponse> answer =
      new CompletableFuture<>();

  @Override
  public CompletionStage<? extends @Nullable CredentialResponse> refresh(Credential held) {
    refreshes.incrementAndGet();
    return answer;
  }

  /** Is told so, and goes on. */
  @Override
  public void abort(CompletionStage<?> pending) {
    aborted.incrementAndGet();
  }

  /** Returns how often the deadline of a flight has passed. */
  int aborted() {
    return aborted.get();
  }

  /** What a session signs in with. */
  static Credential credential(int number) {
    return Credential.of("access-" + number).withRefreshToken("refresh-" + number);
  }

  /** Answers the refresh that is under way with this credential; later ones wait again. */
  void answer(int number) {
    CompletableFuture<@Nullable CredentialResponse> asked = answer;
    answer = new CompletableFuture<>();
    asked.complete(credential(number));
  }

  void fail(Throwable why) {
    CompletableFuture<@Nullable CredentialResponse> asked = answer;
    answer = new CompletableFuture<>();
    asked.completeExceptionally(why);
  }

  /** Returns what whoever asks next will wait for. */
  CompletableFuture<@Nullable CredentialResponse> pending() {
    return answer;
  }

  void waitFor(CompletableFuture<@Nullable CredentialResponse> next) {
    answer = next;
  }

  int refreshes() {
    return refreshes.get();
  }

  @Override
  public String toString() {
    return "LaterIssuer";
  }
}
