package dev.latchkey.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("P22 allowed origins")
class OriginsTest {
  private final Origins origins =
      Origins.named(List.of("https://shop.example", "http://orders:8080", "http://[::1]:81/"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example",
        "https://shop.example/",
        "https://shop.example/orders?at=https://elsewhere.example",
        "https://shop.example?q",
        "https://shop.example#f",
        "https://shop.example:443/orders",
        "HTTPS://Shop.Example/orders",
        "http://orders:8080/x",
        "http://[::1]:81/x",
      })
  @DisplayName("are told by scheme, host and port, however these are spelt")
  void allowed(String url) {
    assertThat(origins.allow(url)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://shop.example/",
        "https://shop.example:8443/",
        "https://shop.example.evil/",
        "https://shop.example.evil:443/",
        "https://shop.example@evil.example/",
        "https://shop.example:443@evil.example/",
        "https://shop.example%40evil.example/",
        "https://shop.example\\@evil.example/",
        "https://shop.example\\.evil.example/",
        "https://shop.example:@evil.example/",
        "https://ada@shop.example/",
        "https://evil.example/https://shop.example/",
        "https://evil.example?https://shop.example/",
        "https://evil.example#https://shop.example/",
        "https://shop.example./",
        "https://sub.shop.example/",
        "https:/shop.example/",
        "https:shop.example",
        "//shop.example/",
        "/orders",
        "",
        "ftp://shop.example/",
        "https://",
        "http://orders/x",
        "http://orders:80801/x",
        "https://shop.example:443443/",
        "https://shop.example:x/",
      })
  @DisplayName("are no others, whatever they look like")
  void notAllowed(String url) {
    assertThat(origins.allow(url)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "shop.example",
        "https://",
        "https:///orders",
        "https://shop.example/orders",
        "https://shop.example?q",
        "https://shop.example#f",
        "ftp://shop.example",
        "https://shop example",
      })
  @DisplayName("are refused where what is named is no origin")
  void noOrigin(String origin) {
    assertThatThrownBy(() -> Origins.named(List.of(origin)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + origin + "\" is not an origin");
  }

  @Test
  @DisplayName("are refused with user info, which is not repeated")
  void userInfo() {
    assertThatThrownBy(() -> Origins.named(List.of("https://ada:secret@shop.example")))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .contains("is not an origin")
        .doesNotContain("secret");
  }
}
