import dev.latchkey.AuthenticatedApi;
import dev.latchkey.SignOut;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  @SignOut
  @RequestLine("POST /logout")
  void logout(Leaving leaving);

  interface Leaving {
    static Leaving of(String token) {
      return new Leaving() {};
    }

    static Leaving parse(String json) {
      return new Leaving() {};
    }
  }
}
