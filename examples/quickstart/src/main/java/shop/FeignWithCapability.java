package shop;

import dev.latchkey.RefreshRequest;
import dev.latchkey.feign.SessionCapability;
import dev.latchkey.session.AuthSession;
import feign.Feign;
import feign.jackson.JacksonDecoder;
import feign.jackson.JacksonEncoder;
import java.time.InstantSource;

/** Feign as before, built by hand, with one line that gives it a session. */
final class FeignWithCapability {
  private FeignWithCapability() {}

  static ShopApi signIn(String url, InstantSource clock) {
    ShopApi auth =
        Feign.builder()
            .encoder(new JacksonEncoder())
            .decoder(new JacksonDecoder())
            .target(ShopApi.class, url);
    AuthSession session =
        AuthSession.builder()
            .refreshWith(held -> auth.refresh(new RefreshRequest(held.refreshToken())))
            .clock(clock)
            .build();
    session.signIn(auth.login(new ShopApi.Login("ada", "secret")));
    return Feign.builder()
        .addCapability(SessionCapability.of(session, url))
        .decoder(new JacksonDecoder())
        .target(ShopApi.class, url);
  }
}
