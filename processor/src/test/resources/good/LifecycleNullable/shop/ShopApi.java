package shop;

import dev.latchkey.AuthenticatedApi;
import dev.latchkey.Refresh;
import dev.latchkey.RefreshRequest;
import dev.latchkey.SignOut;
import dev.latchkey.TokenResponse;
import feign.Param;
import feign.RequestLine;
import org.jspecify.annotations.Nullable;

/** Null is what the session is left to fill in, and is never sent. */
@AuthenticatedApi
public interface ShopApi {
  @Refresh
  @RequestLine("POST /auth/refresh")
  TokenResponse refresh(@Nullable RefreshRequest request);

  @SignOut
  @RequestLine("DELETE /auth/tokens/{token}")
  void logout(@Param("token") @Nullable String refreshToken);
}
