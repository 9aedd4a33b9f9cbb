package shop;

import dev.latchkey.AuthenticatedApi;
import dev.latchkey.Refresh;
import dev.latchkey.SignOut;
import dev.latchkey.session.Credential;
import dev.latchkey.session.CredentialResponse;
import feign.RequestLine;
import java.util.concurrent.Callable;

@AuthenticatedApi
public interface ShopApi {
  /** Made by its factory: its constructor takes two. */
  final class Renewal {
    final String kind;
    final String token;

    private Renewal(String kind, String token) {
      this.kind = kind;
      this.token = token;
    }

    static Renewal of(String token) {
      return new Renewal("refresh", token);
    }

    static Renewal of(int token) {
      return new Renewal("number", "" + token);
    }

    static Callable<Renewal> later(String token) {
      return () -> of(token);
    }

  }

  interface Farewell {
    static Farewell to(Credential credential) {
      return new Farewell() {};
    }
  }

  record Tokens(String token) implements CredentialResponse {
    @Override
    public Credential toCredential() {
      return Credential.of(token);
    }
  }

  @Refresh
  @RequestLine("POST /auth/refresh")
  Tokens refresh(Renewal renewal);

  @SignOut
  @RequestLine("POST /auth/logout")
  void logout(Farewell farewell);
}
