import dev.latchkey.AuthenticatedApi;
import dev.latchkey.SignOut;
import dev.latchkey.session.Credential;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  @SignOut
  @RequestLine("POST /logout")
  void logout(Leaving leaving);

  class Leaving extends Held<Credential> {
    public Leaving(Credential credential) {
      super(credential);
    }
  }
}

class Held<T> {
  private final T value;

  Held(T value) {
    this.value = value;
  }

  public T getValue() {
    return value;
  }
}
