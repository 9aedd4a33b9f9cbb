package usage.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import dev.latchkey.session.RefreshFailedException;
import feign.Client;
import feign.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckoutTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  /** Business code needs no Latchkey in its tests: an API is an interface. */
  @Test
  void anOutageOfTheTokenEndpointIsA503WithItsTime() {
    StockApi down = item -> {
      throw new RefreshFailedException("The token endpoint answers 503.", "503", NOON.plusSeconds(7), new IOException());
    };
    Checkout checkout = new Checkout(new Acme(null, down, null), Clock.fixed(NOON, ZoneOffset.UTC));

    Checkout.Reply reply = checkout.buy("lamp");

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.retryAfter()).hasSeconds(7);
  }

  /** A fixed session takes authentication out of the picture. */
  @Test
  void theClientAsksForSeveralPricesAtOnce() {
    Client transport = (request, options) -> {
      assertThat(request.url()).isEqualTo("https://prices.acme.example/prices?item=lamp&item=desk");
      assertThat(request.headers().get("Authorization")).containsExactly("Bearer test");
      return Response.builder().request(request).status(200).headers(Map.of())
          .body("[]", StandardCharsets.UTF_8).build();
    };
    PricesApi prices = PricesApiClient.builder()
        .url("https://prices.acme.example")
        .session(AuthSession.of(Credential.of("test")))
        .client(transport)
        .build();

    assertThat(prices.prices(List.of("lamp", "desk"))).isEmpty();
  }
}
