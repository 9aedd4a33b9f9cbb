package cli;

import dev.latchkey.AuthenticatedApi;
import dev.latchkey.Refresh;
import dev.latchkey.RefreshRequest;
import dev.latchkey.SignIn;
import dev.latchkey.SignOut;
import dev.latchkey.TokenResponse;
import feign.RequestLine;

/** The shop, as its command-line tool sees it. */
@AuthenticatedApi
interface ShopApi {
  @SignIn
  @RequestLine("POST /auth/login")
  TokenResponse login(Login login);

  @Refresh
  @RequestLine("POST /auth/refresh")
  TokenResponse refresh(RefreshRequest request);

  @SignOut
  @RequestLine("POST /auth/logout")
  void logout();

  @RequestLine("GET /orders")
  String orders();

  /** Who signs in. */
  record Login(String name, String password) {}
}
