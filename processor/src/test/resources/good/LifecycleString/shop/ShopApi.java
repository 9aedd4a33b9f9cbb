package shop;

import dev.latchkey.AuthenticatedApi;
import dev.latchkey.Refresh;
import dev.latchkey.SignOut;
import dev.latchkey.TokenResponse;
import feign.Headers;
import feign.Param;
import feign.RequestLine;

@AuthenticatedApi
public interface ShopApi {
  @Refresh
  @RequestLine("POST /auth/refresh")
  @Headers("Authorization: Bearer {token}")
  TokenResponse refresh(@Param("token") String refreshToken);

  @SignOut
  @RequestLine("POST /auth/logout?token={token}")
  Boolean logout(@Param("token") String refreshToken);
}
