package dev.latchkey.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import feign.Request;
import feign.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SharedTransportTest {
  @Test
  void thereIsOneTransportForEachVersionOfHttp() {
    assertThat(SharedTransport.forUrl("http://a.example"))
        .isSameAs(SharedTransport.forUrl("HTTP://b.example"))
        .isSameAs(SharedTransport.forTokens())
        .isNotSameAs(SharedTransport.forUrl("https://a.example"));
    assertThat(SharedTransport.forUrl("HTTPS://b.example"))
        .isSameAs(SharedTransport.forUrl("https://a.example"));
  }

  @Test
  void defaultsAreBounded() {
    Request.Options options = SharedTransport.options();

    assertThat(options.connectTimeoutMillis()).isEqualTo(10_000);
    assertThat(options.readTimeoutMillis()).isEqualTo(60_000);
    assertThat(options.isFollowRedirects()).isFalse();
  }

  @Test
  @DisplayName("b28 no timeout is too short or too long to be one")
  void noTimeoutIsNone() {
    assertThat(SharedTransport.options(Duration.ofNanos(1)).readTimeoutMillis()).isEqualTo(1);
    assertThat(SharedTransport.options(Duration.ofDays(99_999)).readTimeoutMillis())
        .isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  @DisplayName("b19 a redirect comes back as it is and nothing is sent to where it leads")
  void redirectsAreNotFollowed() throws IOException {
    try (ScriptedServer elsewhere = ScriptedServer.answering(200, "");
        ScriptedServer server =
            ScriptedServer.answering(307, "", "Location: " + elsewhere.url("/"))) {
      try (Response response = get(server, SharedTransport.options())) {
        assertThat(response.status()).isEqualTo(307);
      }
      assertThat(elsewhere.received()).isEmpty();
    }
  }

  @Test
  @DisplayName("another read timeout makes no further HTTP client, which would be a further thread")
  void optionsFitTheTransports() throws IOException {
    try (ScriptedServer server = ScriptedServer.answering(200, "")) {
      get(server, SharedTransport.options()).close();
      Set<String> before = selectors();
      get(server, SharedTransport.options(Duration.ofSeconds(7))).close();

      assertThat(before).isNotEmpty().containsAll(selectors());
      assertThat(server.received().get(1).head()).doesNotContainIgnoringCase("upgrade");
    }
  }

  private static Response get(ScriptedServer server, Request.Options options) throws IOException {
    Request request =
        Request.create(
            Request.HttpMethod.GET, server.url("/"), Map.of(), Request.Body.empty(), null);
    return SharedTransport.forUrl(server.url("/")).execute(request, options);
  }

  private static Set<String> selectors() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.contains("SelectorManager"))
        .collect(Collectors.toSet());
  }
}
