package soak;

import dev.latchkey.AuthenticatedApi;
import dev.latchkey.Refresh;
import dev.latchkey.RefreshRequest;
import dev.latchkey.SignIn;
import dev.latchkey.SignOut;
import dev.latchkey.TokenResponse;
import feign.Param;
import feign.RequestLine;
import java.util.concurrent.CompletableFuture;

/**
 * What the soak calls. Every call has a number, so that the server can say how often it came; POST,
 * because the JDK's HTTP client sends a GET again by itself when its connection breaks.
 */
@AuthenticatedApi
interface SoakApi {
  @SignIn
  @RequestLine("POST /login")
  TokenResponse login(Login login);

  @Refresh
  @RequestLine("POST /refresh")
  TokenResponse refresh(RefreshRequest request);

  @RequestLine("POST /orders/{call}")
  Order order(@Param("call") long call);

  @RequestLine("POST /orders/{call}")
  CompletableFuture<Order> later(@Param("call") long call);

  @SignOut
  @RequestLine("POST /logout")
  void logout();

  /**
   * A sign-in.
   *
   * @param tellExpiry whether the server is to say how long its tokens live
   */
  record Login(boolean tellExpiry) {}

  /**
   * What a call is answered.
   *
   * @param session whose token it carried
   * @param call its number
   */
  record Order(String session, long call) {}
}
