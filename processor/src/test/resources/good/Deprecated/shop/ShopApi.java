package shop;

import dev.latchkey.AuthenticatedApi;
import dev.latchkey.Refresh;
import dev.latchkey.SignOut;
import dev.latchkey.TokenResponse;
import feign.RequestLine;
import java.util.List;

@AuthenticatedApi
public interface ShopApi {
  @Deprecated
  record Old(String token) {}

  @Deprecated(forRemoval = true)
  record Dying(String id) {}

  @Deprecated
  @RequestLine("GET /orders")
  List<String> orders();

  @Deprecated(since = "2", forRemoval = true)
  @RequestLine("GET /offers")
  List<String> offers();

  @RequestLine("GET /old")
  List<Old> old();

  @RequestLine("GET /dying")
  Dying dying();

  @Refresh
  @Deprecated
  @RequestLine("POST /refresh")
  TokenResponse refresh(Old old);

  @SignOut
  @Deprecated(forRemoval = true)
  @RequestLine("POST /logout")
  void logout();
}
