package usage.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.feign.SessionCapability;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import feign.Client;
import feign.Feign;
import feign.Response;
import feign.jackson.JacksonDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class BillingTest {
  private final List<String> authorizations = new CopyOnWriteArrayList<>();

  private final Client transport = (request, options) -> {
    authorizations.add(request.url() + " " + request.headers().getOrDefault("Authorization", List.of()));
    return Response.builder().request(request).status(200).headers(Map.of())
        .body(request.url().endsWith("/health") ? "\"up\"" : "{\"id\": \"7\", \"cents\": 1250}", StandardCharsets.UTF_8)
        .build();
  };

  private final SessionCapability capability =
      SessionCapability.of(AuthSession.of(Credential.of("test")), Billing.URL);

  @Test
  void onlyItsOwnOriginSeesTheTokenAndAnAnonymousEndpointDoesNot() {
    InvoicesApi ours = invoices(Billing.URL);
    InvoicesApi elsewhere = invoices("https://elsewhere.example");

    ours.invoice("7");
    ours.health();
    elsewhere.invoice("7");

    assertThat(authorizations).containsExactly(
        "https://billing.example/invoices/7 [Bearer test]",
        "https://billing.example/health []",
        "https://elsewhere.example/invoices/7 []");
  }

  private InvoicesApi invoices(String url) {
    return Feign.builder()
        .addCapability(capability)
        .client(transport)
        .decoder(new JacksonDecoder())
        .target(InvoicesApi.class, url);
  }
}
