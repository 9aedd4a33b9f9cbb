package shop;

import dev.latchkey.AuthenticatedApi;
import dev.latchkey.Refresh;
import dev.latchkey.SignOut;
import dev.latchkey.TokenResponse;
import feign.RequestLine;

@AuthenticatedApi
public interface ShopApi {
  interface Held<T> {
    T token();

    /** Makes one of whatever is asked for. */
    @SuppressWarnings("unchecked")
    static <T extends CharSequence> Held<T> of(String token) {
      return new Kept<>((T) token);
    }
  }

  record Kept<T>(T token) implements Held<T> {}

  @Refresh
  @RequestLine("POST /auth/refresh")
  TokenResponse refresh(Held<String> held);

  @SignOut
  @RequestLine("POST /auth/logout")
  void logout(Held<? extends CharSequence> held);
}
