package shop;

import dev.latchkey.AuthenticatedApi;
import dev.latchkey.Refresh;
import dev.latchkey.RefreshRequest;
import dev.latchkey.SignIn;
import dev.latchkey.SignOut;
import dev.latchkey.TokenResponse;
import feign.RequestLine;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A session whose lifecycle blocks nobody. */
@AuthenticatedApi
public interface ShopApi {
  @SignIn
  @RequestLine("POST /auth/login")
  CompletableFuture<TokenResponse> login(String password);

  @Refresh
  @RequestLine("POST /auth/refresh")
  CompletionStage<TokenResponse> refresh(RefreshRequest request);

  @SignOut
  @RequestLine("POST /auth/logout")
  CompletableFuture<Void> logout(String refreshToken);
}
