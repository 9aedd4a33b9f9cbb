package dev.latchkey.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("In a module, a client")
class ModulePathTest {
  private static final String API =
      """
      package shop;

      import dev.latchkey.AuthenticatedApi;
      import feign.RequestLine;

      @AuthenticatedApi
      public interface ShopApi {
        @RequestLine("GET /orders")
        String orders();
      }
      """;

  @Test
  @DisplayName("is marked @Generated where the module can see that annotation")
  void isMarked() throws IOException {
    Javac.Outcome outcome =
        compile(
            """
            module shop {
              requires transitive dev.latchkey.runtime;
              requires static java.compiler;

              exports shop;
            }
            """);

    assertThat(outcome.output()).isEmpty();
    assertThat(outcome.written().get("shop/ShopApiClient.java"))
        .contains("import javax.annotation.processing.Generated;")
        .contains("@Generated(\"dev.latchkey.processor.AuthenticatedApiProcessor\")")
        // Those who read the module need not see that annotation, and javac would warn of it.
        .contains("@SuppressWarnings(\"exports\")\npublic final class");
  }

  @Test
  @DisplayName("is not marked, and compiles, where it cannot")
  void isNotMarked() throws IOException {
    Javac.Outcome outcome =
        compile(
            """
            module shop {
              requires transitive dev.latchkey.runtime;

              exports shop;
            }
            """);

    assertThat(outcome.output()).isEmpty();
    assertThat(outcome.succeeded()).isTrue();
    assertThat(outcome.written().get("shop/ShopApiClient.java"))
        .contains(" */\npublic final class ShopApiClient implements ShopApi {")
        .doesNotContain("Generated", "Suppress");
  }

  @Test
  @DisplayName("suppresses nothing in a package that is not exported")
  void isNotExported() throws IOException {
    Javac.Outcome outcome =
        compile("module shop { requires dev.latchkey.runtime; requires java.compiler; }");

    assertThat(outcome.output()).isEmpty();
    assertThat(outcome.written().get("shop/ShopApiClient.java"))
        .contains("@Generated")
        .doesNotContain("Suppress");
  }

  private static Javac.Outcome compile(String module) throws IOException {
    return Javac.javac()
        .onModulePath()
        .with(Javac.STRICT)
        // As if another module read it; whether the API's own does is what matters.
        .with(List.of("--add-modules", "java.compiler"))
        .with(List.of("-Xlint:-requires-automatic,-requires-transitive-automatic"))
        .source("module-info.java", module)
        .source("shop/ShopApi.java", API)
        .compile();
  }
}
