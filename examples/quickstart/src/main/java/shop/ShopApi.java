package shop;

import dev.latchkey.AuthenticatedApi;
import dev.latchkey.Refresh;
import dev.latchkey.RefreshRequest;
import dev.latchkey.SignIn;
import dev.latchkey.SignOut;
import dev.latchkey.TokenResponse;
import feign.RequestLine;
import java.util.List;

/** The shop; javac writes {@code ShopApiClient} from it, and plain Feign can read it too. */
@AuthenticatedApi
interface ShopApi {
  @SignIn
  @RequestLine("POST /auth/login")
  TokenResponse login(Login login);

  @Refresh
  @RequestLine("POST /auth/refresh")
  TokenResponse refresh(RefreshRequest request);

  @RequestLine("GET /orders")
  List<Order> orders();

  @SignOut
  @RequestLine("POST /auth/logout")
  void logout();

  record Login(String name, String password) {}

  record Order(String id, String item) {}
}
