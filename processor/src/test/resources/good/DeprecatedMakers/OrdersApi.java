import dev.latchkey.AuthenticatedApi;
import dev.latchkey.Refresh;
import dev.latchkey.SignOut;
import dev.latchkey.TokenResponse;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  class Renewal {
    final String token;

    @Deprecated
    Renewal(String token) {
      this.token = token;
    }
  }

  class Farewell {
    final String token;

    private Farewell(String token) {
      this.token = token;
    }

    @Deprecated(forRemoval = true)
    static Farewell of(String token) {
      return new Farewell(token);
    }
  }

  @Refresh
  @RequestLine("POST /auth/refresh")
  TokenResponse refresh(Renewal renewal);

  @SignOut
  @RequestLine("POST /auth/logout")
  void logout(Farewell farewell);
}
