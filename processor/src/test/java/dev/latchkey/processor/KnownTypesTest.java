package dev.latchkey.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What the processor knows types by")
class KnownTypesTest {
  private static final String API =
      """
      import dev.latchkey.*;
      import feign.*;
      import java.util.*;
      import java.util.concurrent.CompletableFuture;

      @AuthenticatedApi
      interface %s {
        @SignIn
        @RequestLine("POST /login")
        TokenResponse login(String password);

        @Refresh
        @RequestLine("POST /refresh")
        CompletableFuture<TokenResponse> refresh(RefreshRequest request);

        @SignOut
        @RequestLine("POST /logout")
        void logout(String token);

        @RequestLine("GET /orders?ids={ids}&open={open}")
        List<String> orders(@Param("ids") List<Integer> ids, @Param("open") Boolean open);

        @RequestLine("GET /orders/{id}")
        CompletableFuture<String> order(@Param("id") UUID id, @QueryMap Map<String, String> more);
      }
      """;

  @Test
  @DisplayName("is looked up once in a round, however many endpoints and APIs ask for it")
  void isLookedUpOnce() throws IOException {
    Listening listening = new Listening();
    Javac.Outcome outcome =
        Javac.javac()
            .withOnly(listening)
            .source("Shop.java", API.formatted("Shop"))
            .source("Stock.java", API.formatted("Stock"))
            .compile();

    assertThat(outcome.output()).isEmpty();
    assertThat(outcome.written()).containsOnlyKeys("ShopClient.java", "StockClient.java");
    assertThat(listening.asked)
        .contains("java.util.concurrent.CompletionStage", "java.lang.Iterable")
        .doesNotHaveDuplicates();
  }

  /** Runs the processor, and notes which types it looks for in all modules. */
  private static final class Listening extends AbstractProcessor {
    private final AuthenticatedApiProcessor processor = new AuthenticatedApiProcessor();
    private final List<String> asked = new ArrayList<>();

    @Override
    public synchronized void init(ProcessingEnvironment javac) {
      super.init(javac);
      Elements elements =
          inFrontOf(
              Elements.class,
              (method, arguments) -> {
                if (method.getName().equals("getTypeElement") && arguments.length == 1) {
                  asked.add(arguments[0].toString());
                }
                return method.invoke(javac.getElementUtils(), arguments);
              });
      processor.init(
          inFrontOf(
              ProcessingEnvironment.class,
              (method, arguments) ->
                  method.getName().equals("getElementUtils")
                      ? elements
                      : method.invoke(javac, arguments)));
    }

    /** Answers what is asked of another. */
    private interface Answers {
      Object to(Method method, Object[] arguments) throws ReflectiveOperationException;
    }

    private static <T> T inFrontOf(Class<T> type, Answers answers) {
      return type.cast(
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (proxy, method, arguments) -> answers.to(method, arguments)));
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
}
