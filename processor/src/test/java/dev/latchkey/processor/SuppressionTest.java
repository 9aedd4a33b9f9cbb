package dev.latchkey.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A warning")
class SuppressionTest {
  private static final String KEY = "@SuppressWarnings(\"latchkey:OpaqueParam\")";

  /** Where the key can stand is marked by numbers. */
  private static final String API =
      """
      import dev.latchkey.AuthenticatedApi;
      import feign.Param;
      import feign.RequestLine;
      import java.util.Date;

      /*1*/ class Shop {
        /*2*/ @AuthenticatedApi
        interface OrdersApi {
          /*3*/ @RequestLine("GET /orders?day={day}")
          String orders(/*4*/ @Param("day") Date day);
        }
      }
      """;

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "3", "4"})
  @DisplayName(
      "is silent if its key stands on the parameter, the method, the type or one around it")
  void isSilent(String place) throws IOException {
    Javac.Outcome outcome = compile(API.replace("/*" + place + "*/", KEY), Javac.STRICT);

    assertThat(outcome.output()).isEmpty();
    assertThat(outcome.succeeded()).isTrue();
  }

  @Test
  @DisplayName("is silent if its key is one of several")
  void isOneOfSeveral() throws IOException {
    String keys = "@SuppressWarnings({\"unused\", \"latchkey:OpaqueParam\"})";

    assertThat(compile(API.replace("/*3*/", keys), Javac.STRICT).output()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"OpaqueParam", "latchkey:ArrayParam", "latchkey", "latchkey:opaqueParam"})
  @DisplayName("is not silenced by the key of another, or by half a key")
  void isNotSilencedByAnother(String key) throws IOException {
    String other = "@SuppressWarnings(\"%s\")".formatted(key);

    assertThat(compile(API.replace("/*3*/", other), List.of()).output())
        .contains("Shop.java:10: warning: [OpaqueParam] ")
        .endsWith("\n1 warning\n");
  }

  @Test
  @DisplayName("is silent about what is inherited if its key stands where that is declared")
  void isSilentWhereItIsDeclared() throws IOException {
    String inherited =
        API.replace(
            "/*2*/ @AuthenticatedApi", "@AuthenticatedApi interface Mine extends OrdersApi {}");

    assertThat(compile(inherited, List.of()).output())
        .contains("warning: [OpaqueParam] [OrdersApi.orders()] ");
    assertThat(compile(inherited.replace("/*3*/", KEY), Javac.STRICT).output()).isEmpty();
    assertThat(
            compile(
                    inherited.replace(
                        "@AuthenticatedApi interface", KEY + " @AuthenticatedApi interface"),
                    Javac.STRICT)
                .output())
        .isEmpty();
  }

  @Test
  @DisplayName("leaves the client written, and fails a compilation with -Werror")
  void failsWithWerror() throws IOException {
    Javac.Outcome lenient = compile(API, List.of());
    Javac.Outcome strict = compile(API, List.of("-Werror"));

    assertThat(lenient.succeeded()).isTrue();
    assertThat(lenient.written()).containsOnlyKeys("Shop_OrdersApiClient.java");
    assertThat(strict.succeeded()).isFalse();
    assertThat(strict.output()).contains("error: warnings found and -Werror specified");
  }

  @Test
  @DisplayName("cannot keep what is an error")
  void cannotKeepAnError() throws IOException {
    String source = API.replace("Date day", "int[] day");
    String key = "@SuppressWarnings(\"latchkey:ArrayParam\")";

    assertThat(compile(source.replace("/*3*/", key), List.of()).output())
        .contains("error: [ArrayParam]")
        .endsWith("\n1 error\n");
  }

  @Test
  @DisplayName("P26 of a type that stands beside its API is javac's, by a lint of its own")
  void isOfATypeBesideItsApi() throws IOException {
    String beside = API.replace("Date day", "String day") + "record Order(String id) {}\n";
    String source = beside.replace("String orders(", "Order orders(");

    assertThat(compile(source, Javac.STRICT).output())
        .contains("auxiliary class Order in Shop.java should not be accessed");
    assertThat(compile(source, List.of("-Xlint:all,-processing,-auxiliaryclass", "-Werror")))
        .extracting(Javac.Outcome::output)
        .isEqualTo("");
  }

  private static Javac.Outcome compile(String source, List<String> options) throws IOException {
    return Javac.javac().with(options).source("Shop.java", source).compile();
  }
}
