package usage.service;

import dev.latchkey.AuthenticatedApi;
import dev.latchkey.oauth2.TokenEndpoint;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.RefreshFailedException;
import feign.Capability;
import feign.FeignException;
import feign.Param;
import feign.Request;
import feign.RequestLine;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What Acme sells. */
@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders/{id}")
  Order order(@Param("id") String id);

  @RequestLine("POST /orders")
  Order place(NewOrder order);
}

/** What Acme has. */
@AuthenticatedApi
interface StockApi {
  @RequestLine("GET /stock/{item}")
  Stock stock(@Param("item") String item);
}

/** What Acme asks for it. */
@AuthenticatedApi
interface PricesApi {
  @RequestLine("GET /prices?item={items}")
  List<Price> prices(@Param("items") List<String> items);
}

record NewOrder(String item, int count) {}

record Order(String id, String item, int count) {}

record Stock(String item, int count) {}

record Price(String item, long cents) {}

record AcmeSettings(String clientId, String clientSecret) {}

/** Three APIs of one provider: one session, one token, one refresh between them. */
record Acme(OrdersApi orders, StockApi stock, PricesApi prices) {

  static Acme connect(AcmeSettings settings, Capability metrics) {
    AuthSession session = AuthSession.builder()
        .signInWith(TokenEndpoint.at("https://id.acme.example/oauth2/token")
            .clientSecretBasic(settings.clientId(), settings.clientSecret())
            .scope("orders", "stock", "prices")
            .clientCredentials())
        .build();

    return new Acme(
        OrdersApiClient.builder()
            .url("https://orders.acme.example")
            .session(session)
            .addCapability(metrics)   // Feign's own settings, by Feign's own names
            .options(new Request.Options(2, TimeUnit.SECONDS, 5, TimeUnit.SECONDS, false))
            .build(),
        StockApiClient.builder().url("https://stock.acme.example").session(session).build(),
        PricesApiClient.builder().url("https://prices.acme.example").session(session).build());
  }
}

/** What a request handler of the service does with it. */
final class Checkout {
  private final Acme acme;
  private final Clock clock;

  Checkout(Acme acme, Clock clock) {
    this.acme = acme;
    this.clock = clock;
  }

  Reply buy(String item) {
    try {
      if (acme.stock().stock(item).count() == 0) {
        return new Reply(409, "sold out", Duration.ZERO);
      }
      return new Reply(201, acme.orders().place(new NewOrder(item, 1)).id(), Duration.ZERO);
    } catch (RefreshFailedException e) {
      return new Reply(503, "the provider issues no tokens: " + e.error(), Duration.between(clock.instant(), e.retryAt()));
    } catch (FeignException e) {
      return new Reply(502, "the provider answered " + e.status(), Duration.ZERO);
    }
  }

  record Reply(int status, String text, Duration retryAfter) {}
}
