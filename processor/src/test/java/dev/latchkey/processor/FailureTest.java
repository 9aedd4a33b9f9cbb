package dev.latchkey.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.Messager;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import javax.tools.FileObject;
import javax.tools.JavaFileManager.Location;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What goes wrong around a client")
class FailureTest {
  private static final String API =
      """
      package shop;

      @dev.latchkey.AuthenticatedApi
      public interface ShopApi {
        @feign.RequestLine("GET /orders")
        String orders();
      }
      """;

  @Test
  @DisplayName("is one error that names the API and where Latchkey failed, when it is our bug")
  void bugIsOurs() throws IOException {
    Javac.Outcome outcome =
        compileWith(
            (name, origins) -> {
              throw new IllegalStateException("the filer is broken");
            });

    assertThat(outcome.succeeded()).isFalse();
    assertThat(outcome.output())
        .startsWith(
            """
            shop/ShopApi.java:4: error: [LatchkeyFailed] Latchkey failed on shop.ShopApi with \
            java.lang.IllegalStateException: the filer is broken
            public interface ShopApi {
                   ^
              This is a bug of Latchkey and not of shop.ShopApi. Report it with the interface and \
            these lines:
              at dev.latchkey.processor.\
            """)
        .contains("at dev.latchkey.processor.ClientWriter.write(ClientWriter.java:")
        .endsWith("\n1 error\n")
        .doesNotContain("at java.", "at jdk.", "\tat ");
  }

  @Test
  @DisplayName("is one error with javac's reason, when the file cannot be written")
  void fileIsNotWritten() throws IOException {
    Javac.Outcome outcome =
        compileWith(
            (name, origins) -> {
              throw new NotWritten(new FilerException("the disk is full"));
            });

    assertThat(outcome.output())
        .isEqualTo(
            """
            shop/ShopApi.java:4: error: [ClientNotWritten] javac could not write \
            shop.ShopApiClient: the disk is full
            public interface ShopApi {
                   ^
              Look at where javac puts its output.
            1 error
            """);
  }

  @Test
  @DisplayName("is not Gradle's incremental compilation: a client originates in its API alone")
  void originatesInItsApi() throws IOException {
    List<String> origins = new ArrayList<>();
    compileWith(
        (name, elements) -> {
          origins.add(name + " of " + List.of(elements));
          throw new NotWritten(new IOException("enough is known"));
        });

    assertThat(origins).containsExactly("shop.ShopApiClient of [shop.ShopApi]");
    assertThat(
            new String(
                getClass()
                    .getResourceAsStream("/META-INF/gradle/incremental.annotation.processors")
                    .readAllBytes(),
                StandardCharsets.UTF_8))
        .isEqualTo(AuthenticatedApiProcessor.class.getName() + ",isolating\n");
  }

  private static Javac.Outcome compileWith(BiFunction<String, Element[], JavaFileObject> files)
      throws IOException {
    return Javac.javac()
        .withOnly(new InsideOf(new StubFiler(files)))
        .source("shop/ShopApi.java", API)
        .compile();
  }

  /** Carries what a filer throws through a function that cannot. */
  private static final class NotWritten extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotWritten(IOException cause) {
      super(cause);
    }
  }

  private record StubFiler(BiFunction<String, Element[], JavaFileObject> files) implements Filer {
    @Override
    public JavaFileObject createSourceFile(CharSequence name, Element... origins)
        throws IOException {
      try {
        return files.apply(name.toString(), origins);
      } catch (NotWritten e) {
        throw (IOException) e.getCause();
      }
    }

    @Override
    public JavaFileObject createClassFile(CharSequence name, Element... origins) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileObject createResource(
        Location location, CharSequence module, CharSequence name, Element... origins) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileObject getResource(Location location, CharSequence module, CharSequence name) {
      throw new UnsupportedOperationException();
    }
  }

  /** Runs the processor with another filer. */
  private static final class InsideOf extends AbstractProcessor {
    private final AuthenticatedApiProcessor processor = new AuthenticatedApiProcessor();
    private final Filer filer;

    InsideOf(Filer filer) {
      this.filer = filer;
    }

    @Override
    public synchronized void init(ProcessingEnvironment javac) {
      super.init(javac);
      processor.init(new WithFiler(javac, filer));
    }

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return processor.getSupportedAnnotationTypes();
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return processor.getSupportedSourceVersion();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      processor.process(annotations, round);
      return false;
    }
  }

  private record WithFiler(ProcessingEnvironment javac, Filer filer)
      implements ProcessingEnvironment {
    @Override
    public Filer getFiler() {
      return filer;
    }

    @Override
    public Map<String, String> getOptions() {
      return javac.getOptions();
    }

    @Override
    public Messager getMessager() {
      return javac.getMessager();
    }

    @Override
    public Elements getElementUtils() {
      return javac.getElementUtils();
    }

    @Override
    public Types getTypeUtils() {
      return javac.getTypeUtils();
    }

    @Override
    public SourceVersion getSourceVersion() {
      return javac.getSourceVersion();
    }

    @Override
    public Locale getLocale() {
      return javac.getLocale();
    }
  }
}
