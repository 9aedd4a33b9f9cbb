package dev.latchkey.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Class files on the class path")
class ClassFilesTest {
  private static final String PARENT =
      """
      public interface Parent<T> {
        @feign.RequestLine("GET /items/{id}")
        T item(@feign.Param("id") String id);

        @feign.RequestLine("POST /items?by={by}")
        void add(@feign.Param("by") String by, T item);
      }
      """;

  private static final String API =
      """
      @dev.latchkey.AuthenticatedApi
      interface ShopApi extends Parent<String> {}
      """;

  @Test
  @DisplayName("of an earlier compilation do not take the client's name")
  void earlierClientIsReplaced(@TempDir Path classes) throws IOException {
    Javac.javac().source("Parent.java", PARENT).source("ShopApi.java", API).compileTo(classes);
    assertThat(classes.resolve("ShopApiClient.class")).exists();

    Javac.Outcome again = Javac.javac().on(classes).source("ShopApi.java", API).compile();

    assertThat(again.output()).isEmpty();
    assertThat(again.written()).containsOnlyKeys("ShopApiClient.java");
  }

  @Test
  @DisplayName("may hold a parent, whose endpoints the client has all the same")
  void parentMayBeCompiled(@TempDir Path classes) throws IOException {
    Javac.javac().source("Parent.java", PARENT).compileTo(classes);

    Javac.Outcome outcome = Javac.javac().on(classes).source("ShopApi.java", API).compile();

    assertThat(outcome.output()).isEmpty();
    assertThat(outcome.written().get("ShopApiClient.java"))
        .contains("{@code GET /items/{id}}", "public String item(String ")
        .contains("{@code POST /items?by={by}}", "public void add(String ");
  }
}
