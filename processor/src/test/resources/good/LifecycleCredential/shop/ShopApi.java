package shop;

import dev.latchkey.AuthenticatedApi;
import dev.latchkey.Refresh;
import dev.latchkey.SignIn;
import dev.latchkey.SignOut;
import dev.latchkey.session.Credential;
import feign.Body;
import feign.Headers;
import feign.Param;
import feign.RequestLine;

/** For a codec that knows what the server calls the parts of a credential. */
@AuthenticatedApi
@SuppressWarnings("latchkey:CredentialInJson")
public interface ShopApi {
  record Leaving(Credential credential) {}

  @SignIn
  @RequestLine("POST /auth/login")
  @Headers("Authorization: Basic {basic}")
  @Body("scope={scope}")
  Credential login(@Param("basic") String basic, @Param("scope") String scope);

  @Refresh
  @RequestLine("POST /auth/refresh")
  Credential refresh(Credential held);

  @SignOut
  @RequestLine("POST /auth/logout")
  void logout(Leaving leaving);
}
