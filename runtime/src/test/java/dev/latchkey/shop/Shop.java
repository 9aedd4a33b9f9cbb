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
import feign.Client;
import feign.Param;
import feign.RequestLine;
import feign.Response;
import java.net.URI;
import java.util.function.UnaryOperator;

/** An API with everything, and its client as the processor would write it, but for the class. */
public interface Shop {
  String URL = "https://shop.example";

  @SignIn
  @RequestLine("POST /auth/login")
  TokenResponse login(String password);

  @Refresh
  @RequestLine("POST /auth/refresh")
  TokenResponse refresh(RefreshRequest request);

  @SignOut
  @RequestLine("POST /auth/logout")
  void logout(RefreshRequest request);

  @Anonymous
  @RequestLine("GET /catalogue")
  String catalogue();

  @RequestLine("GET /orders")
  String orders();

  @RequestLine("POST /orders")
  String place(String order);

  @RequestLine("GET /orders")
  Response ordersAsTheyCome();

  @RequestLine("GET /orders/{id}")
  String order(@Param("id") String id);

  @RequestLine("GET /orders")
  String ordersAt(URI elsewhere);

  /** Answers 401 to a wrong old password. */
  @RejectedBy({})
  @RequestLine("POST /password")
  String changePassword(String passwords);

  /** Answers 419 when the session is over. */
  @RejectedBy(419)
  @RequestLine("GET /basket")
  String basket();

  static ApiClientBuilder<Shop> builder() {
    return new ApiClientBuilder<>(Shop.class, UnaryOperator.identity())
        .refreshedBy((api, held) -> api.refresh(new RefreshRequest(held.refreshToken())))
        .signedOutBy((api, held) -> api.logout(new RefreshRequest(held.refreshToken())));
  }

  static Shop at(Client transport, AuthSession session) {
    return builder().url(URL).session(session).client(transport).build();
  }
}
