package counterpart;

import dev.latchkey.Anonymous;
import dev.latchkey.AuthenticatedApi;
import dev.latchkey.Refresh;
import dev.latchkey.SignIn;
import dev.latchkey.SignOut;
import feign.Body;
import feign.Headers;
import feign.Param;
import feign.RequestLine;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The application with cookies, as its client sees it. */
@AuthenticatedApi
interface OrdersApi {
  @Anonymous
  @RequestLine("GET /")
  String home();

  @SignIn
  @Headers("Content-Type: application/x-www-form-urlencoded")
  @Body("username={username}&password={password}")
  @RequestLine("POST /auth/login")
  void login(@Param("username") String username, @Param("password") String password);

  @Refresh
  @RequestLine("POST /auth/refresh")
  void refresh();

  @SignOut
  @RequestLine("POST /auth/logout")
  void logout();

  @RequestLine("GET /orders")
  List<String> orders();

  @RequestLine("POST /orders")
  List<String> place(List<String> order);

  @RequestLine("POST /orders")
  CompletableFuture<List<String>> placeLater(List<String> order);
}
