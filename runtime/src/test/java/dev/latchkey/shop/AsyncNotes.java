package dev.latchkey.shop;

import dev.latchkey.Anonymous;
import dev.latchkey.ApiClientBuilder;
import dev.latchkey.Refresh;
import dev.latchkey.SignIn;
import dev.latchkey.SignOut;
import feign.RequestLine;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** {@link Notes}, without blocking. */
public interface AsyncNotes {
  @Anonymous
  @RequestLine("GET /login")
  CompletableFuture<String> loginPage();

  @SignIn
  @RequestLine("POST /login")
  CompletableFuture<Void> login(String password);

  @Refresh
  @RequestLine("POST /refresh")
  CompletableFuture<Void> refresh();

  @SignOut
  @RequestLine("POST /logout")
  CompletableFuture<Void> logout();

  @RequestLine("GET /notes")
  CompletableFuture<String> notes();

  @RequestLine("POST /notes")
  CompletableFuture<String> add(String note);

  @SuppressWarnings("FutureReturnValueIgnored") // as in generated code: the session sees to it
  static ApiClientBuilder<AsyncNotes> builder() {
    return new ApiClientBuilder<>(AsyncNotes.class, UnaryOperator.<AsyncNotes>identity())
        .refreshedAsyncBy((api, held) -> api.refresh().thenApply(done -> null))
        .signedOutBy((api, held) -> api.logout());
  }
}
