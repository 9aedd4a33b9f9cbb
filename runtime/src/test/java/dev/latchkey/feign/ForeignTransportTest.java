package dev.latchkey.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.latchkey.oauth2.TokenEndpoint;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import dev.latchkey.shop.Answered;
import dev.latchkey.shop.Asked;
import dev.latchkey.shop.HttpFront;
import dev.latchkey.shop.Shop;
import feign.AsyncFeign;
import feign.Feign;
import feign.RequestLine;
import feign.http2client.Http2Client;
import java.net.Authenticator;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A transport that somebody brings")
class ForeignTransportTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final List<Asked> foreign = new CopyOnWriteArrayList<>();
  private final HttpFront elsewhere =
      new HttpFront(
          asked -> {
            foreign.add(asked);
            return Answered.of(200);
          });
  private final HttpFront front =
      new HttpFront(asked -> Answered.of(302).with("Location", elsewhere.url() + "/end"));
  private final AuthSession session = AuthSession.of(Credential.of("s3cret"));

  interface Api {
    @RequestLine("GET /orders")
    String orders();
  }

  interface AsyncApi {
    @RequestLine("GET /orders")
    CompletableFuture<String> orders();
  }

  @AfterEach
  void close() {
    front.close();
    elsewhere.close();
  }

  private static Http2Client following() {
    return new Http2Client(
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(TIMEOUT)
            .build());
  }

  @Test
  @DisplayName("P22 is refused if it follows redirects whatever it is told")
  void follows() {
    Http2Client following = following();

    refused(() -> Shop.builder().client(following), "followRedirects(HttpClient.Redirect.NEVER)");
    refused(() -> Shop.builder().asyncClient(following), "to other hosts too");
    refused(
        () -> TokenEndpoint.at("https://id.example/token").transport(following), "to other hosts");
    SessionCapability capability = SessionCapability.of(session, front.url());
    refused(
        () ->
            Feign.builder()
                .client(following)
                .addCapability(capability)
                .target(Api.class, front.url()),
        "to other hosts");
    refused(
        () ->
            AsyncFeign.builder()
                .client(following)
                .addCapability(capability)
                .target(AsyncApi.class, front.url()),
        "to other hosts");
  }

  @Test
  @DisplayName("is refused if it has an authenticator, which would hide a 401")
  void authenticates() {
    Http2Client hiding =
        new Http2Client(HttpClient.newBuilder().authenticator(new Authenticator() {}).build());

    refused(() -> Shop.builder().client(hiding), "has an authenticator");
    refused(() -> Shop.builder().asyncClient(hiding), "Build it without one");
  }

  private static void refused(Runnable bringing, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(bringing::run)
        .withMessageContaining("The HttpClient of this Http2Client")
        .withMessageContaining(why);
  }

  @Test
  @DisplayName("P22 may follow redirects to wherever it likes, since it is told not to")
  void alwaysFollows() {
    Http2Client always =
        new Http2Client(
            HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .connectTimeout(TIMEOUT)
                .build());
    Api api =
        Feign.builder()
            .client(always)
            .addCapability(SessionCapability.of(session, front.url()))
            .target(Api.class, front.url());

    assertThat(catchThrowable(api::orders)).hasMessageContaining("302");
    assertThat(foreign).isEmpty();
  }
}
