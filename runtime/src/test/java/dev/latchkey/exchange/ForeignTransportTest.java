package dev.latchkey.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.shop.Answered;
import dev.latchkey.shop.HttpFront;
import feign.Request;
import feign.Response;
import feign.http2client.Http2Client;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a transport is told")
class ForeignTransportTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @Test
  @DisplayName("P22 keeps it from following redirects where nobody sees whether it does")
  void unseen() throws Exception {
    AtomicInteger followed = new AtomicInteger();
    Http2Client following =
        new Http2Client(
            HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(TIMEOUT)
                .build());
    try (HttpFront elsewhere =
            new HttpFront(
                asked -> {
                  followed.incrementAndGet();
                  return Answered.of(200);
                });
        HttpFront front =
            new HttpFront(asked -> Answered.of(302).with("Location", elsewhere.url() + "/end"))) {
      Request request =
          Request.create(Request.HttpMethod.GET, front.url(), Map.of(), Request.Body.empty(), null);
      Request.Options told =
          ForeignTransport.staying(true, new Request.Options(TIMEOUT, TIMEOUT, true));
      try (Response answer = following.execute(request, told)) {
        assertThat(answer.status()).isEqualTo(302);
      }
    }

    assertThat(followed).hasValue(0);
  }

  @Test
  @DisplayName("leaves it the HttpClient that it has where that can be seen")
  void seen() {
    Request.Options options = SharedTransport.options();
    Http2Client own = new Http2Client(HttpClient.newBuilder().connectTimeout(TIMEOUT).build());

    assertThat(ForeignTransport.staying(own, options)).isSameAs(options);
    assertThat(ForeignTransport.staying(SharedTransport.forTokens(), options)).isSameAs(options);
    assertThat(ForeignTransport.staying(new Object(), options)).isSameAs(options);
  }
}
