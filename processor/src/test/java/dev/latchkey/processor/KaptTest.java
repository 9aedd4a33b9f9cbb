package dev.latchkey.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Interfaces in Kotlin, as Kotlin's own compiler shows them to the processor. */
@DisplayName("In Kotlin")
class KaptTest {
  private static final Path FOLDER = Path.of("src/test/resources/kotlin");

  private static Kapt.Outcome outcome;

  @BeforeAll
  static void process() throws Exception {
    outcome = Kapt.process(FOLDER);
  }

  @Test
  @DisplayName("P26 a client is written, reads as it is kept, and compiles without a warning")
  void writes() throws IOException {
    assertThat(outcome.written()).as(outcome.output()).containsOnlyKeys("shop/ShopApiClient.java");
    for (Map.Entry<String, String> client : outcome.written().entrySet()) {
      Golden.check(FOLDER.resolve(client.getKey()), client.getValue());
    }

    Javac javac = Javac.javac().withOnly().with(Javac.STRICT);
    Kapt.LIBRARY.forEach(javac::on);
    outcome.stubs().forEach(javac::source);
    outcome.written().forEach(javac::source);
    Javac.Outcome compiled = javac.compile();
    assertThat(compiled.output()).isEmpty();
    assertThat(compiled.succeeded()).isTrue();
  }

  @Test
  @DisplayName("a function that is suspended is said once, with the way out")
  void says() throws IOException {
    assertThat(outcome.succeeded()).isFalse();
    Golden.check(FOLDER.resolve("kapt.txt"), outcome.output());
    assertThat(outcome.output().lines().filter(line -> line.contains("[SuspendFunction] ")))
        .hasSize(1);
  }
}
