package dev.latchkey.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import feign.Request;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
  @ParameterizedTest
  @DisplayName("P23 an endpoint is named without what could be secret in its URL")
  @CsvSource({
    "https://id.example/token,                     https://id.example/token",
    "https://id.example,                           https://id.example",
    "https://id.example/token?key=s3cret#s3cret,   https://id.example/token",
    "https://id.example#s3cret?x,                  https://id.example",
    "https://id.example?next=https://a@b/c,        https://id.example",
    "https://ada:s3cret@id.example/token,          https://id.example/token",
    "https://ada:s3c@ret@id.example/to@ken?a@b,    https://id.example/to@ken",
    "https://ada:s3cret@id.example,                https://id.example",
    "ada:s3cret@id.example/token,                  id.example/token",
    "'',                                           ''",
  })
  void endpointsAreNamedWithoutSecrets(String url, String named) {
    assertThat(new EndpointName("POST", url)).hasToString("POST " + named);
  }

  @Test
  void anEndpointIsNamedAfterItsRequest() {
    Request request =
        Request.create(
            Request.HttpMethod.PUT, "http://h/x?y", Map.of(), Request.Body.empty(), null);

    assertThat(EndpointName.of(request)).isEqualTo(new EndpointName("PUT", "http://h/x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LocalHost",
        "127.0.0.1",
        "127.255.0.9",
        "::1",
        "[::1]",
        "0:0:0:0:0:0:0:1"
      })
  void thisMachine(String host) {
    assertThat(Loopback.isLoopback(host)).isTrue();
  }

  @ParameterizedTest
  @DisplayName("P22 a name that only looks like this machine is another")
  @ValueSource(
      strings = {
        "",
        "localhost.example",
        "localhost.",
        "127.0.0.1.example",
        "127.0.0",
        "127.1",
        "127.0.0.256",
        "128.0.0.1",
        "0.0.0.0",
        "10.0.0.1",
        "::2",
        "::",
        "[::1",
        "example:8080",
        "2130706433",
      })
  void otherMachines(String host) {
    assertThat(Loopback.isLoopback(host)).isFalse();
  }
}
