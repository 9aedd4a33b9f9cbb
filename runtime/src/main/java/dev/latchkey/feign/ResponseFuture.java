package dev.latchkey.feign;

import dev.latchkey.exchange.Asking;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The future that Feign is given for an exchange, and every one that is made of it.
 *
 * <p>Feign decodes in what it has composed with this future. Where the answer is there before Feign
 * has done so, that would run on the thread of the caller, and a body that stalls would keep one
 * who asked for a future.
 */
final class ResponseFuture<T extends @Nullable Object> extends CompletableFuture<T> {
  @Override
  public <U extends @Nullable Object> CompletableFuture<U> newIncompleteFuture() {
    return new ResponseFuture<>();
  }

  @Override
  public <U extends @Nullable Object> CompletableFuture<U> thenCompose(
      Function<? super T, ? extends CompletionStage<U>> next) {
    try (Asking asking = new Asking()) {
      return thenComposeAsync(next, asking);
    }
  }
}
