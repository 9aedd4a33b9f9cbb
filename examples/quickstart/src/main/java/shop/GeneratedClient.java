package shop;

import dev.latchkey.session.AuthSession;
import java.time.InstantSource;

/** The client that javac writes. */
final class GeneratedClient {
  private GeneratedClient() {}

  static ShopApi signIn(String url, InstantSource clock) {
    AuthSession session = AuthSession.builder().clock(clock).build();
    ShopApi shop = ShopApiClient.builder().url(url).session(session).build();
    shop.login(new ShopApi.Login("ada", "secret"));
    return shop;
  }
}
