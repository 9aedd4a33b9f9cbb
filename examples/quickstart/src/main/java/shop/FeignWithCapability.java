package shop;

import dev.latchkey.feign.SessionCapability;
import dev.latchkey.session.AuthSession;
import feign.Feign;
import feign.jackson.JacksonDecoder;
import feign.jackson.JacksonEncoder;
import java.time.InstantSource;

/** Feign, built by hand as ever, with one more line that gives it a session. */
final class FeignWithCapability {
  private FeignWithCapability() {}

  static ShopApi signIn(String url, InstantSource clock) {
    AuthSession session = AuthSession.builder().clock(clock).build();
    ShopApi shop =
        Feign.builder()
            .addCapability(SessionCapability.of(session, url))
            .encoder(new JacksonEncoder())
            .decoder(new JacksonDecoder())
            .target(ShopApi.class, url);
    shop.login(new ShopApi.Login("ada", "secret"));
    return shop;
  }
}
