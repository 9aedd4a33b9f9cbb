package dev.latchkey.shop;

import dev.latchkey.Anonymous;
import dev.latchkey.ApiClientBuilder;
import dev.latchkey.Refresh;
import dev.latchkey.RefreshRequest;
import dev.latchkey.RejectedBy;
import dev.latchkey.SignIn;
import dev.latchkey.SignOut;
import dev.latchkey.TokenResponse;
import dev.latchkey.session.AuthSession;
import feign.AsyncClient;
import feign.Client;
import feign.RequestLine;
import feign.Response;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** An API with endpoints of both kinds, and its client as the processor would write it. */
public interface AsyncShop {
  @SignIn
  @RequestLine("POST /auth/login")
  CompletableFuture<TokenResponse> login(String password);

  @Refresh
  @RequestLine("POST /auth/refresh")
  CompletableFuture<TokenResponse> refresh(RefreshRequest request);

  @SignOut
  @RequestLine("POST /auth/logout")
  CompletableFuture<Void> logout(RefreshRequest request);

  @Anonymous
  @RequestLine("GET /catalogue")
  CompletionStage<String> catalogue();

  @RequestLine("GET /orders")
  CompletableFuture<String> orders();

  @RequestLine("GET /orders")
  String ordersNow();

  @RequestLine("POST /orders")
  CompletableFuture<String> place(String order);

  @RequestLine("GET /orders")
  CompletableFuture<Response> ordersAsTheyCome();

  @RequestLine("GET /orders")
  CompletableFuture<String> ordersAt(URI elsewhere);

  /** Answers 419 when the session is over. */
  @RejectedBy(419)
  @RequestLine("GET /basket")
  CompletableFuture<String> basket();

  default CompletableFuture<String> ordersTwice() {
    return orders().thenCombine(orders(), String::concat);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // as in generated code: the session sees to it
  static ApiClientBuilder<AsyncShop> builder() {
    return new ApiClientBuilder<>(AsyncShop.class, UnaryOperator.identity())
        .refreshedAsyncBy((api, held) -> api.refresh(new RefreshRequest(held.refreshToken())))
        .signedOutBy((api, held) -> api.logout(new RefreshRequest(held.refreshToken())));
  }

  static AsyncShop at(Client transport, AuthSession session) {
    return builder()
        .url(Shop.URL)
        .session(session)
        .client(transport)
        .asyncClient(new AsyncClient.Pseudo<>(transport))
        .build();
  }
}
