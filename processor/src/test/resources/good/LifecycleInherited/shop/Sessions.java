package shop;

import dev.latchkey.Refresh;
import dev.latchkey.SignOut;
import dev.latchkey.TokenResponse;
import feign.RequestLine;

interface Sessions<R, O> {
  @Refresh
  @RequestLine("POST /auth/refresh")
  TokenResponse refresh(R request);

  @SignOut
  @RequestLine("POST /auth/logout")
  void logout(O request);
}
