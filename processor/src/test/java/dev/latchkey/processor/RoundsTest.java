package dev.latchkey.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A type that is not there yet")
class RoundsTest {

  private static final String API =
      """
      package shop;

      import dev.latchkey.AuthenticatedApi;
      import feign.Param;
      import feign.RequestLine;
      import gen.*;
      import java.util.List;

      @AuthenticatedApi
      public interface ShopApi %s {
        %s
      }
      """;

  @ParameterizedTest
  @DisplayName("is waited for, wherever it is mentioned, while another processor writes it")
  @ValueSource(
      strings = {
        "@RequestLine(\"GET /a\") Late a();",
        "@RequestLine(\"GET /{a}\") String a(@Param(\"a\") A a); class A extends Late {}",
        "@RequestLine(\"GET /a\") String a(@feign.QueryMap A a); class A extends Late {}",
        "@RequestLine(\"GET /a\") List<? extends Late[]> a();",
        "@RequestLine(\"POST /a\") void a(List<Late.Inner> body);",
        "@RequestLine(\"GET /a\") void a() throws Late.Failure;",
        "@SuppressWarnings(\"latchkey:VariableAnswer\")"
            + " @RequestLine(\"GET /a\") <T extends Late & Runnable> T a();",
        "@RequestLine(Late.LINE) void a(@Param(\"id\") String id);",
        "@RequestLine(\"GET /a?a={a}\") String a(@Param(value = \"a\", expander = Late.E.class) int"
            + " a);",
        "@dev.latchkey.SignIn @RequestLine(\"POST /a\") Tokens a(); class Tokens extends Late {}",
        "@dev.latchkey.Refresh @RequestLine(\"POST /a\") Late a(Late late);",
      })
  void isWaitedFor(String member) throws IOException {
    assertIsWrittenWithLate(API.formatted("", member));
  }

  @ParameterizedTest
  @DisplayName("is waited for as a parent")
  @ValueSource(strings = {"extends Late.Parent", "extends Parent<Late>"})
  void isWaitedForAsParent(String parents) throws IOException {
    String parent = "interface Parent<T> { @feign.RequestLine(\"GET /p\") T p(); }";
    assertIsWrittenWithLate(API.formatted(parents, "") + parent);
  }

  @ParameterizedTest
  @DisplayName("and never comes is javac's to report, alone")
  @ValueSource(
      strings = {
        "@RequestLine(\"GET /{unbound}\") Never a();",
        "@RequestLine(Never.LINE) void a();",
        "@Never String a();",
        "@RequestLine(\"GET /a\") void a(@Never String a);",
        "@RequestLine(\"GET /a\") void a(@Never(\"a\") int a, String b);",
        "void missing(Never never);",
        "@dev.latchkey.SignIn @RequestLine(\"POST /a\") Tokens a(); class Tokens extends Never {}",
        "@RequestLine(\"GET /a\") <@Never T> void a(String id);",
        "@RequestLine(value = \"GET /{id}\", Never = false) void a(String id);",
        "@RequestLine(\"GET /a?a={a}\") void a(@Param(\"a\") A a); @Never class A {}",
      })
  void isJavacs(String member) throws IOException {
    assertIsJavacs(API.formatted("", member).replace("import gen.*;\n", ""));
  }

  @ParameterizedTest
  @DisplayName("and is imported in vain is javac's to report, alone")
  @ValueSource(
      strings = {"import gen.Never;", "import gen.Never.Inner;", "import static gen.Never.FIELD;"})
  void isImportedInVain(String imported) throws IOException {
    String source =
        API.formatted("", "@RequestLine(\"GET /{unbound}\") String a();")
            .replace("import gen.*;", imported);
    Javac.Outcome outcome = Javac.javac().source("shop/ShopApi.java", source).compile();
    Javac.Outcome plain = Javac.javac().withOnly().source("shop/ShopApi.java", source).compile();

    assertThat(outcome.output()).isEqualTo(plain.output()).contains("error: ");
  }

  @ParameterizedTest
  @DisplayName("is waited for where a source imports it")
  @ValueSource(strings = {"import gen.Late;", "import static gen.Late.LINE;"})
  void isWaitedForWhereItIsImported(String imported) throws IOException {
    String source =
        API.formatted("", "@RequestLine(\"GET /a\") String a();")
            .replace("import gen.*;", imported);

    assertIsWrittenWithLate(source);
  }

  @ParameterizedTest
  @DisplayName("is not waited for if it is the client of what imports it")
  @ValueSource(
      strings = {"import shop.ShopApiClient;", "import static shop.ShopApiClient.builder;"})
  void isTheClient(String imported) throws IOException {
    String source =
        API.formatted("", "@RequestLine(\"GET /a\") String a();")
            .replace("import gen.*;", imported);
    Javac.Outcome outcome =
        Javac.javac().with(Javac.STRICT).source("shop/ShopApi.java", source).compile();

    assertThat(outcome.output()).isEmpty();
    assertThat(outcome.written()).containsOnlyKeys("shop/ShopApiClient.java");
  }

  private static void assertIsJavacs(String source) throws IOException {
    Javac.Outcome outcome = Javac.javac().source("shop/ShopApi.java", source).compile();

    assertThat(outcome.succeeded()).isFalse();
    assertThat(outcome.output()).contains("Never").contains("1 error").doesNotContain(": [");
    assertThat(outcome.written()).isEmpty();
  }

  private static void assertIsWrittenWithLate(String source) throws IOException {
    Javac.Outcome outcome =
        Javac.javac()
            .with(new LateWriter())
            .with(Javac.STRICT)
            .source("shop/ShopApi.java", source)
            .compile();

    assertThat(outcome.output().replaceAll("(?s).*auxiliary class.*", "")).isEmpty();
    assertThat(outcome.written()).containsKeys("gen/Late.java", "shop/ShopApiClient.java");
  }

  /** Writes {@code gen.Late} in the first round, when the API has been looked at already. */
  private static final class LateWriter extends AbstractProcessor {
    private boolean done;

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return Set.of("*");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      if (!done) {
        done = true;
        try (Writer file = processingEnv.getFiler().createSourceFile("gen.Late").openWriter()) {
          file.write(
              """
              package gen;

              public class Late implements dev.latchkey.session.CredentialResponse {
                public static final String LINE = "GET /late/{id}";
                public static class Inner {}
                public static class Failure extends Exception {
                  private static final long serialVersionUID = 1;
                }
                public static class E implements feign.Param.Expander {
                  @Override public String expand(Object value) { return ""; }
                }
                public interface Parent {}
                public Late(String token) {}
                protected Late() {}
                @Override public dev.latchkey.session.Credential toCredential() { return null; }
              }
              """);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return false;
    }
  }
}
