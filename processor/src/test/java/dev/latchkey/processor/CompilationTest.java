package dev.latchkey.processor;

import static com.google.common.truth.Truth.assertThat;
import static com.google.testing.compile.CompilationSubject.assertThat;
import static com.google.testing.compile.Compiler.javac;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import javax.annotation.processing.Processor;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The processor as another harness sees it, which finds it as a build does: among the services. */
@DisplayName("The processor")
class CompilationTest {
  private static final Path GOOD = Path.of("src/test/resources/good/Simple/shop");

  private static final JavaFileObject BROKEN =
      JavaFileObjects.forSourceString(
          "shop.BrokenApi",
          """
          package shop;
          @dev.latchkey.AuthenticatedApi
          interface BrokenApi {
            @feign.RequestLine("GET /orders/{id}")
            String order();
          }
          """);

  @Test
  @DisplayName("P26 is found among the services, and writes one client for one API")
  void isFound() throws Exception {
    String api = Files.readString(GOOD.resolve("ShopApi.java"));
    String golden = Files.readString(GOOD.resolve("ShopApiClient.java"));

    Compilation compilation =
        javac()
            .withOptions("-Xlint:all,-processing", "-Werror")
            .withProcessors(
                ServiceLoader.load(Processor.class).stream()
                    .map(ServiceLoader.Provider::get)
                    .filter(AuthenticatedApiProcessor.class::isInstance)
                    .toList())
            .compile(JavaFileObjects.forSourceString("shop.ShopApi", api));

    assertThat(compilation).succeededWithoutWarnings();
    assertThat(compilation.generatedSourceFiles()).hasSize(1);
    assertThat(
            new String(
                compilation.generatedSourceFiles().get(0).openInputStream().readAllBytes(),
                StandardCharsets.UTF_8))
        .isEqualTo(golden);
  }

  @Test
  @DisplayName("P25 points at the request line that nothing is bound to")
  void pointsAtTheToken() {
    Compilation compilation =
        javac().withProcessors(new AuthenticatedApiProcessor()).compile(BROKEN);

    assertThat(compilation).failed();
    assertThat(compilation)
        .hadErrorContaining("[UnboundVariable] Nothing is bound to {id}")
        .inFile(BROKEN)
        .onLine(4)
        .atColumn(22);
  }
}
