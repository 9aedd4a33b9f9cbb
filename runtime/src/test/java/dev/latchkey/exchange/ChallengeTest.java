package dev.latchkey.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("b23 A WWW-Authenticate")
class ChallengeTest {
  private static List<Challenge> in(String... values) {
    Map<String, Collection<String>> headers = Map.of("www-authenticate", List.of(values));
    return Challenge.in(headers);
  }

  private static String read(String... values) {
    return in(values).stream()
        .map(challenge -> challenge.scheme() + new TreeMap<>(challenge.parameters()))
        .toList()
        .toString();
  }

  @ParameterizedTest
  @DisplayName("is read by RFC 9110, 11.6.1, however a server writes it")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Bearer                                              | [bearer{}]
          bearer realm="x"                                    | [bearer{realm=x}]
          BEARER REALM=x                                      | [bearer{realm=x}]
          Bearer error="invalid_token", realm="a, b"          | [bearer{error=invalid_token, realm=a, b}]
          Bearer realm="say \\"hi\\"",error=invalid_token     | [bearer{error=invalid_token, realm=say "hi"}]
          Bearer realm = "x" , error = invalid_token          | [bearer{error=invalid_token, realm=x}]
          Bearer realm="x", DPoP algs="ES256 PS256"           | [bearer{realm=x}, dpop{algs=ES256 PS256}]
          Bearer, DPoP                                        | [bearer{}, dpop{}]
          Basic realm="a", Bearer realm="b", scope="c d"      | [basic{realm=a}, bearer{realm=b, scope=c d}]
          Negotiate YII=, Bearer error="x"                    | [negotiate{}, bearer{error=x}]
          Negotiate a+b/c==                                   | [negotiate{}]
          ,, Bearer error="x" ,,                              | [bearer{error=x}]
          Bearer error="x", error="y"                         | [bearer{error=x}]
          Bearer error="x                                     | [bearer{error=x}]
          Bearer resource_metadata="https://a.b/c?d=e,f"      | [bearer{resource_metadata=https://a.b/c?d=e,f}]
          """)
  void understood(String header, String challenges) {
    assertThat(read(header)).isEqualTo(challenges);
  }

  @Test
  @DisplayName("may come in several headers, or not at all")
  void several() {
    assertThat(read("Bearer error=\"a\"", "DPoP error=\"b\""))
        .isEqualTo("[bearer{error=a}, dpop{error=b}]");
    assertThat(Challenge.in(Map.of("Server", List.of("Bearer")))).isEmpty();
  }

  @ParameterizedTest
  @DisplayName("that is rubbish says nothing, and throws nothing")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``            | []
          =             | []
          "             | []
          "Bearer"      | []
          ,=,=          | []
          error="x"     | []
          \\            | []
          Bearer "\\    | [bearer{}]
          Bearer error= | [bearer{}]
          Bearer (x)    | [bearer{}]
          """)
  void rubbish(String header, String challenges) {
    assertThat(read(header)).isEqualTo(challenges);
  }

  @Test
  @DisplayName("of a megabyte is read in part")
  void longOnes() {
    assertThat(in("Bearer error=\"" + "x".repeat(1 << 20)).get(0).parameter("error").orElseThrow())
        .hasSizeLessThan(1 << 16);
    assertThat(in("Bearer" + " ".repeat(1 << 20) + "a=1")).hasSize(1);
    assertThat(in("a=".repeat(1 << 19))).isEmpty();
    assertThat(in("a,".repeat(1 << 19))).hasSize(1 << 15);
  }

  @Test
  @DisplayName("P23 is printed without what it quotes")
  void text() {
    assertThat(in("Bearer error_description=\"token t0p-s3cret expired\"").get(0))
        .hasToString("Challenge[bearer [error_description]]");
  }
}
