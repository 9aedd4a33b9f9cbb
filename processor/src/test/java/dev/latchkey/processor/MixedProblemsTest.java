package dev.latchkey.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Many mistakes")
class MixedProblemsTest {
  private static final Pattern ERROR = Pattern.compile(":(\\d+): error: \\[(\\w+)]");

  @Test
  @DisplayName("are all said in one compilation, in the order of the source, none twice")
  void areAllSaid() throws IOException {
    Javac.Outcome outcome =
        Javac.javac()
            .source(
                "ShopApi.java",
                """
                import dev.latchkey.*;
                import feign.*;
                import java.util.concurrent.Future;

                @AuthenticatedApi
                @RejectedBy(7)
                @Headers({"Authorization: me", "X-T: {t}-{t}"})
                interface ShopApi<T> {

                  String nothing(String a, String b);

                  @Headers({"X-A: {x}", "No colon"})
                  @RequestLine("GET /orders/{id}?page={page}")
                  Future<String> order(@Param("unused") String unused, String body);

                  @SignIn
                  @Refresh
                  @RequestLine("post /login")
                  String login();

                  @Refresh
                  @RequestLine("POST /refresh/{id}")
                  String refresh(
                      Object token);

                  @RequestLine("FETCH /all")
                  String all();
                }
                """)
            .compile();

    assertThat(errorsOf(outcome))
        .containsExactly(
            "6 RejectedStatus",
            "7 UnboundVariable",
            "8 GenericInterface",
            "10 MissingRequestLine",
            "12 UnboundVariable",
            "12 MalformedHeader",
            "13 UnboundVariable",
            "13 UnboundVariable",
            "14 FutureReturn",
            "14 UnusedParam",
            "14 BodyNotAllowed",
            "17 TwoRoles",
            "18 MalformedRequestLine",
            "22 UnboundVariable",
            "23 NoCredential",
            "24 LifecycleParameter",
            "26 UnknownVerb");
    assertThat(outcome.written()).isEmpty();
  }

  @Test
  @DisplayName("are said between what may be meant, and keep the client from being written")
  void areSaidBetweenWarnings() throws IOException {
    Javac.Outcome outcome =
        Javac.javac()
            .source(
                "ShopApi.java",
                """
                import feign.*;

                @dev.latchkey.AuthenticatedApi
                @Headers("X-Empty:")
                interface ShopApi {
                  @RequestLine("GET /orders?a=1,2#{id}")
                  int[] orders(@Param("ids") int[] ids);

                  @RequestLine("HEAD {path}")
                  String head(@Param("path") java.util.Date path);
                }
                """)
            .compile();

    assertThat(outcome.output().lines().filter(line -> line.contains(": [")))
        .map(line -> line.replaceFirst("ShopApi.java:(\\d+): (\\w+): \\[(\\w+)].*", "$1 $2 $3"))
        .containsExactly(
            "4 warning EmptyHeader",
            "6 error Fragment",
            "6 warning CommaInQuery",
            "7 error UnusedParam",
            "9 warning LeadingVariable",
            "10 warning HeadAnswer",
            "10 warning OpaqueParam");
    assertThat(outcome.output()).endsWith("2 errors\n5 warnings\n");
    assertThat(outcome.written()).isEmpty();
  }

  @Test
  @DisplayName("in a long text are said in a short one")
  void areSaidShortly() throws IOException {
    String variable = "a".repeat(10_001);
    String source =
        """
        @dev.latchkey.AuthenticatedApi
        interface ShopApi {
          String NAME = "%s";

          @feign.RequestLine("GET /{" + NAME + "}")
          String order(@feign.Param(NAME) String id);
        }
        """
            .formatted(variable);
    Javac.Outcome outcome = Javac.javac().source("ShopApi.java", source).compile();

    assertThat(errorsOf(outcome)).containsExactly("5 MalformedVariable");
    assertThat(outcome.output()).hasSizeLessThan(500);
    assertThat(
            Javac.javac().source("ShopApi.java", source.replace("aa\"", "a\"")).compile().output())
        .isEmpty();
  }

  @Test
  @DisplayName("of several APIs do not keep the client of a sound one from being written")
  void doNotSpread() throws IOException {
    Javac.Outcome outcome =
        Javac.javac()
            .source(
                "Apis.java",
                """
                import dev.latchkey.AuthenticatedApi;

                @AuthenticatedApi
                interface Shop_Orders {}

                class Shop {
                  @AuthenticatedApi
                  interface Orders {}
                }

                @AuthenticatedApi
                interface Broken {
                  void nothing();
                }
                """)
            .compile();

    assertThat(errorsOf(outcome)).containsExactly("8 ClientNameTaken", "13 MissingRequestLine");
    assertThat(outcome.written()).containsOnlyKeys("Shop_OrdersClient.java");
  }

  @Test
  @DisplayName("of a parent are said at the API, each with the parent's name")
  void areSaidAtTheApi() throws IOException {
    Javac.Outcome outcome =
        Javac.javac()
            .source(
                "Base.java",
                """
                interface Base<T> {
                  String missing();

                  @feign.RequestLine("GET /x/{a}/{b}")
                  T unbound(@feign.Param("c") T number, T body);
                }
                """)
            .source(
                "ShopApi.java",
                """
                @dev.latchkey.AuthenticatedApi
                interface ShopApi extends Base<Integer> {
                  String own();
                }
                """)
            .compile();

    assertThat(errorsOf(outcome))
        .containsExactly(
            "2 MissingRequestLine",
            "2 UnboundVariable",
            "2 UnboundVariable",
            "2 BodyNotAllowed",
            "2 UnusedParam",
            "3 MissingRequestLine");
    assertThat(outcome.output())
        .contains("[MissingRequestLine] [Base.missing()] missing() does not say")
        .contains("[BodyNotAllowed] [Base.unbound()] 'body' has no @Param")
        .contains("[MissingRequestLine] own() does not say")
        .doesNotContain("Base.java");
  }

  @Test
  @DisplayName("that javac itself reports are not said again")
  void areJavacsAlone() throws IOException {
    Javac.Outcome outcome =
        Javac.javac()
            .source(
                "ShopApi.java",
                """
                @dev.latchkey.AuthenticatedApi
                interface ShopApi {
                  @feign.RequestLine
                  String order(@feign.Param("id") String id);
                }
                """)
            .compile();

    assertThat(outcome.succeeded()).isFalse();
    assertThat(outcome.output()).contains("1 error").doesNotContain("[");
  }

  @ParameterizedTest
  @DisplayName("in how methods fit together are said by javac, as without us")
  @ValueSource(
      strings = {
        "int order();",
        "String order() throws java.io.IOException;",
        "String place(Object order);",
        "void place(java.util.EnumMap<String, String> orders);",
        "void notify();",
        "int toString();",
        "default String order();",
        "static String orders();",
        "int first();",
        "static String order() { return null; }",
        "private String order() { return null; }",
        "<O extends java.util.EnumMap<String, String>> void place(O orders);",
        "void place(java.util.List<? extends java.util.EnumMap<String, String>[]> orders);",
      })
  void areAsWithoutUs(String member) throws IOException {
    String source =
        """
        interface Base<T> {
          @feign.RequestLine("GET /orders")
          String order();

          @feign.RequestLine("POST /orders")
          String place(T order);

          @feign.RequestLine("GET /orders/first")
          T first();
        }

        @dev.latchkey.AuthenticatedApi
        interface ShopApi extends Base<Integer> {
          @feign.RequestLine("POST /orders")
          %s
        }
        """
            .formatted(member);
    Javac.Outcome outcome = Javac.javac().source("ShopApi.java", source).compile();
    Javac.Outcome plain = Javac.javac().withOnly().source("ShopApi.java", source).compile();

    assertThat(outcome.output()).isEqualTo(plain.output()).contains("error: ");
    assertThat(outcome.written()).isEmpty();
  }

  @ParameterizedTest
  @DisplayName("in how parents fit together are said by javac, as without us")
  @ValueSource(
      strings = {
        "interface ShopApi extends Both { %s } interface Both extends Text, Numbers {}",
        "interface ShopApi extends Both { %s } interface Both extends Text, Body {}",
        "interface ShopApi extends Both { %s } interface Both extends Loud, Body {}",
        "interface ShopApi extends Bounded<String> { %s }",
        "interface ShopApi extends Both { %s } interface Both extends Bounded<String> {}",
      })
  void areOfParents(String api) throws IOException {
    String source =
        """
        interface Text {
          @feign.RequestLine("GET /a")
          String a();
        }

        interface Numbers {
          @feign.RequestLine("GET /a")
          Integer a();
        }

        interface Body {
          default String a() {
            return "";
          }
        }

        interface Loud {
          default String a() {
            return "!";
          }
        }

        interface Bounded<T extends Number> {}

        @dev.latchkey.AuthenticatedApi
        """
            + api.formatted("@feign.RequestLine(\"GET /b\") String b();");
    Javac.Outcome outcome = Javac.javac().source("ShopApi.java", source).compile();
    Javac.Outcome plain = Javac.javac().withOnly().source("ShopApi.java", source).compile();

    assertThat(outcome.output()).isEqualTo(plain.output()).contains("error: ");
    assertThat(outcome.written()).isEmpty();
  }

  @ParameterizedTest
  @DisplayName("are none where methods fit together as the language has it")
  @ValueSource(
      strings = {
        "interface ShopApi extends Both {} interface Both extends Body, Narrow {}",
        "interface ShopApi extends Both {} interface Both extends Narrow, Body {}",
        "interface ShopApi extends Loud { @Override @feign.RequestLine(\"GET /a\") String a(); }",
        "interface ShopApi extends Place<Integer> { @Override @feign.RequestLine(\"POST /a\")"
            + " void place(Integer order); }",
        "@SuppressWarnings(\"rawtypes\") interface ShopApi extends Place {"
            + " @Override @feign.RequestLine(\"POST /a\") void place(Object order); }",
        "interface ShopApi extends Bounded<Integer> {}",
        "interface ShopApi extends All {} interface All extends Text, Words {}",
        "interface ShopApi extends All {} interface All extends Text, Ordered { @Override"
            + " @feign.RequestLine(\"GET /c?c={c}\") String c(@feign.Param(\"c\") String c); }",
      })
  void areNone(String api) throws IOException {
    String source =
        """
        interface Body {
          default Object a() {
            return "";
          }
        }

        interface Narrow extends Body {
          @Override
          @feign.RequestLine("GET /a")
          String a();
        }

        interface Loud {
          @feign.RequestLine("GET /a")
          Object a() throws java.io.IOException;
        }

        interface Place<T> {
          @feign.RequestLine("POST /a")
          void place(T order);
        }

        interface Bounded<T extends Number & Comparable<T>> {
          @feign.RequestLine("GET /a")
          Held<T, ? extends T> a();
        }

        class Held<T extends Comparable<T>, U extends T> {}

        interface Text {
          @feign.RequestLine("GET /c?c={c}")
          CharSequence c(@feign.Param("c") String c);
        }

        interface Ordered {
          @feign.RequestLine("GET /c?c={c}")
          java.io.Serializable c(@feign.Param("c") String c);
        }

        interface Words {
          @feign.RequestLine("GET /c?c={c}")
          String c(@feign.Param("c") @org.jspecify.annotations.Nullable String c);
        }

        @dev.latchkey.AuthenticatedApi
        """;
    Javac.Outcome outcome = Javac.javac().source("ShopApi.java", source + api).compile();

    assertThat(outcome.output()).isEmpty();
    assertThat(outcome.written()).containsOnlyKeys("ShopApiClient.java");
  }

  private static List<String> errorsOf(Javac.Outcome outcome) {
    return ERROR
        .matcher(outcome.output())
        .results()
        .map(error -> error.group(1) + " " + error.group(2))
        .toList();
  }
}
