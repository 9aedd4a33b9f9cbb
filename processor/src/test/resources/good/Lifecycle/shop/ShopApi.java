package shop;

import dev.latchkey.Anonymous;
import dev.latchkey.AuthenticatedApi;
import dev.latchkey.Refresh;
import dev.latchkey.RefreshRequest;
import dev.latchkey.RejectedBy;
import dev.latchkey.SignIn;
import dev.latchkey.SignOut;
import dev.latchkey.TokenResponse;
import feign.RequestLine;
import java.util.List;

@AuthenticatedApi
@RejectedBy({401, 419})
public interface ShopApi {
  record Login(String name, String password) {}

  record Item(String id) {}

  @SignIn
  @RequestLine("POST /auth/login")
  TokenResponse login(Login login);

  @Refresh
  @RequestLine("POST /auth/refresh")
  TokenResponse refresh(RefreshRequest request);

  @Anonymous
  @RequestLine("GET /catalogue")
  List<Item> catalogue();

  @RejectedBy({})
  @RequestLine("POST /account/password")
  void changePassword(Login login);

  @SignOut
  @RequestLine("POST /auth/logout")
  void logout();
}
