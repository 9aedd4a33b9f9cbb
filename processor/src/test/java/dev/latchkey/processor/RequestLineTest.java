package dev.latchkey.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.latchkey.processor.RequestLine.Broken;
import dev.latchkey.processor.RequestLine.Flaw;
import dev.latchkey.processor.RequestLine.Sound;
import feign.Request.HttpMethod;
import feign.RequestTemplate;
import feign.template.BodyTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A request line")
class RequestLineTest {
  /** What Feign's contract matches a request line with. */
  private static final Pattern FEIGNS_PATTERN = Pattern.compile("^([A-Z]+)[ ]*(.*)$");

  @ParameterizedTest
  @DisplayName("has its variables where Feign sees them")
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /orders                   | -",
        "GET /orders/{id}              | id",
        "GET /a/{b}/{c}                | b,c",
        "GET /{a}{b}                   | a,b",
        "GET /x?a={b}&c={d}            | b,d",
        "GET /x?{name}={value}         | name,value",
        "GET /x?{flag}                 | flag",
        "GET ?a={b}                    | b",
        "GET {path}                    | path",
        "GET{path}                     | path",
        "GET /{id:[a-z]+}              | id",
        "GET /{id:[0-9]{2}}            | id",
        "GET /{id:a:b}                 | id",
        "GET /{;tenant}/x              | tenant",
        "GET /{;tenant:x}/x            | tenant",
        "GET /{a.b-c_d$[0]}            | a.b-c_d$[0]",
        "GET /{a%20b}                  | a%20b",
        "GET /{a*}                     | a*",
        "GET /{+id}                    | -",
        "GET /{?a,b}                   | -",
        "GET /{the id}                 | -",
        "GET /{ id }                   | -",
        "GET /{id                      | -",
        "GET /id}                      | -",
        "GET /{a:[{]}                  | a",
        "GET /{a{b}c}                  | -",
        "GET /{ü}                      | -",
        "GET /{a..b}                   | -",
        "GET /{.a}                     | -",
        "GET /{a%2}                    | -",
        "GET /{;}                      | -",
        "GET /{; }                     | -",
        "GET /x?a={; }                 | -",
        "GET /x#{a}                    | -",
        "GET /x?a=b#{c}                | -",
        "GET /{id:a?b}                 | -",
        "GET /x?a={b&c}                | -",
      })
  void hasVariables(String line, String variables) {
    assertThat(sound(line).variables())
        .isEqualTo(variables.equals("-") ? List.of() : List.of(variables.split(",", 0)));
  }

  @Test
  @DisplayName("keeps two variables with a comma between as the one that Feign takes them for")
  void commaIsPartOfTheName() {
    assertThat(sound("GET /{a,b}").variables()).containsExactly("a,b");
  }

  @Test
  @DisplayName("is cut into verb, path, queries and fragment")
  void isCut() {
    RequestLine line = sound("PUT   /a/{b:\\d+}/c?d={e}f&g&h=#i?j");

    assertThat(line.verb()).isEqualTo("PUT");
    assertThat(line.path().chunks())
        .containsExactly(
            new Template.Literal("/a/"),
            new Template.Variable("b", Optional.of("\\d+"), false),
            new Template.Literal("/c"));
    assertThat(line.queries())
        .containsExactly(
            new RequestLine.Query(Template.parse("d"), Optional.of(Template.parse("{e}f"))),
            new RequestLine.Query(Template.parse("g"), Optional.empty()),
            new RequestLine.Query(Template.parse("h"), Optional.empty()));
    assertThat(line.fragment()).isEqualTo("#i?j");
  }

  @ParameterizedTest
  @DisplayName("may end with a line break, as a text block does")
  @ValueSource(strings = {"GET /x\n", "GET /x\r\n", "GET /x\r", "GET /x\u2028"})
  void mayEndWithLineBreak(String text) {
    assertThat(sound(text).path()).isEqualTo(Template.parse("/x"));
  }

  @ParameterizedTest
  @DisplayName("is broken for what Feign rejects it for, and a sound one is shown instead")
  @CsvSource({
    "'', EMPTY, GET /orders/{id}",
    "/orders, NO_VERB, GET /orders",
    "get /orders, NO_VERB, GET /orders",
    "' GET /orders', NO_VERB, GET /orders",
    "orders, NO_VERB, GET /orders/{id}",
    "FETCH /orders, UNKNOWN_VERB, GET /orders/{id}",
    "GETX/orders, UNKNOWN_VERB, GET /orders/{id}",
    "GET http://shop.example/orders, ABSOLUTE_URL, GET /orders",
    "GET httpbin/orders, ABSOLUTE_URL, GET /httpbin/orders",
    "GET /orders?, EMPTY_QUERY, GET /orders",
    "GET /orders?a=b&&c=d, EMPTY_QUERY, GET /orders?a=b&c=d",
    "GET /orders?&a=b, EMPTY_QUERY, GET /orders?a=b",
    "GET /orders/{}, EMPTY_VARIABLE, GET /orders/{id}",
    "GET /orders?a={}, EMPTY_VARIABLE, GET /orders?a={id}",
    "'GET /orders\n?a={a}', LINE_BREAK, GET /orders?a={a}",
    "'GET /orders\n\n', LINE_BREAK, GET /orders",
  })
  void isBroken(String text, Flaw flaw, String meant) {
    assertThat(RequestLine.parse(text)).isEqualTo(new Broken(flaw));
    assertThat(Spelling.meantBy(text)).isEqualTo(meant);
  }

  @Test
  @DisplayName("of any characters at all is read as Feign reads it")
  void agreesWithFeign() {
    Random random = new Random(42);
    String[] parts = {
      "{", "}", "{", "}", "a", "b:", ";", "?", "&", "=", "/", "#", "{id}", ",", "*", ".", "%20",
      "-", " ", "\n", "ü", "[0]", "+", "{}", "x{2}", "{a:b}"
    };
    int variables = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder("GET /");
      for (int length = random.nextInt(12); length > 0; length--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      Optional<List<String>> ours = ours(text.toString());
      assertThat(ours).as("%s", text).isEqualTo(feigns(text.toString(), ours));
      variables += ours.map(List::size).orElse(0);
    }
    assertThat(variables).as("the texts have variables to disagree on").isGreaterThan(5_000);
  }

  @Test
  @DisplayName("shares its braces with headers and bodies, where lines may break")
  void templatesAgreeWithFeign() {
    Random random = new Random(7);
    String[] parts = {"{", "}", "a", ":", "\n", "\u2028", "[{]", ";", ".", "{b}", "%7B", "\"", ","};
    int variables = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(10); length > 0; length--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      List<String> ours = Template.parse(text.toString()).variables();
      assertThat(ours).as("%s", text).isEqualTo(feignsOfBody(text.toString(), ours));
      variables += ours.size();
    }
    assertThat(variables).as("the texts have variables to disagree on").isGreaterThan(3_000);
  }

  @Test
  @DisplayName("never throws, however long and nasty")
  void neverThrows() {
    List<String> nasty = new ArrayList<>();
    for (String part : List.of("{", "}", "{}", "{a", "a,", "a.", "a:", "%", "?", "&", "=", "#")) {
      nasty.add("GET /" + part.repeat(200_000));
      nasty.add("GET /{" + part.repeat(200_000) + "}");
      nasty.add("GET /?{" + part.repeat(200_000) + "=");
      nasty.add(part.repeat(200_000));
    }
    nasty.add("A".repeat(400_000));
    nasty.add("GET " + " ".repeat(400_000));
    for (String text : nasty) {
      assertThatCode(() -> RequestLine.parse(text)).doesNotThrowAnyException();
      assertThatCode(() -> RequestText.javadoc(text)).doesNotThrowAnyException();
      assertThatCode(() -> Spelling.closest(text, List.of("id", text + "s")))
          .doesNotThrowAnyException();
    }
  }

  private static RequestLine sound(String text) {
    return ((Sound) RequestLine.parse(text)).line();
  }

  /** Returns the distinct variables, or nothing if the line is broken. */
  private static Optional<List<String>> ours(String text) {
    return RequestLine.parse(text) instanceof Sound sound
        ? Optional.of(sound.line().variables().stream().distinct().toList())
        : Optional.empty();
  }

  /** Returns what Feign makes of a line; of one whose pattern it cannot compile, what we make. */
  private static Optional<List<String>> feigns(String text, Optional<List<String>> ours) {
    Matcher line = FEIGNS_PATTERN.matcher(text);
    if (!line.find()) {
      return Optional.empty();
    }
    try {
      RequestTemplate template =
          new RequestTemplate()
              .method(HttpMethod.valueOf(line.group(1)))
              .uri(line.group(2))
              .decodeSlash(true); // as the contract does, by which Feign parses it once more
      return Optional.of(List.copyOf(template.getRequestVariables()));
    } catch (PatternSyntaxException e) {
      return ours;
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Feign rejects empty braces and patterns that it cannot compile; then there is no oracle. */
  private static List<String> feignsOfBody(String text, List<String> ours) {
    try {
      return BodyTemplate.create(text).getVariables();
    } catch (IllegalArgumentException e) {
      return ours;
    }
  }
}
