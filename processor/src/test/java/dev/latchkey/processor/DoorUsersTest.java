package dev.latchkey.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Compiles what users write, as they compile it, and runs the tests that they wrote. */
@DisplayName("What users write")
class DoorUsersTest {
  /** Their examples keep an API and what speaks it in one file. */
  private static final List<String> STRICT =
      List.of("-Xlint:all,-processing,-auxiliaryclass", "-Werror");

  private static final Path USERS = Path.of("src/test/resources/users");

  private static Javac.Outcome outcome;
  private static URLClassLoader loader;

  @BeforeAll
  static void compile(@TempDir Path compiled) throws IOException {
    Javac javac = Javac.javac().with(STRICT).sourcesOf(USERS, List.of());
    // Users have a library for tests, and one for JSON.
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      javac.on(Path.of(entry));
    }
    outcome = javac.compileTo(compiled);
    loader =
        new URLClassLoader(
            new URL[] {compiled.toUri().toURL()}, DoorUsersTest.class.getClassLoader());
  }

  @AfterAll
  static void close() throws IOException {
    loader.close();
  }

  @Test
  @DisplayName("compiles without a warning, the clients that are written for it included")
  void compiles() {
    assertThat(outcome.output()).isEmpty();
    assertThat(outcome.succeeded()).isTrue();
    assertThat(outcome.written().keySet())
        .containsExactly(
            "usage/async/QuotesApiClient.java",
            "usage/cli/ShopApiClient.java",
            "usage/cookies/NotesApiClient.java",
            "usage/frontpage/ShopApiClient.java",
            "usage/service/OrdersApiClient.java",
            "usage/service/PricesApiClient.java",
            "usage/service/StockApiClient.java");
  }

  @TestFactory
  @DisplayName("works as they say that it does")
  List<DynamicTest> usersTests() throws IOException, ClassNotFoundException {
    List<DynamicTest> found = new ArrayList<>();
    for (String name : testClasses()) {
      Class<?> type = Class.forName(name, true, loader);
      Arrays.stream(type.getDeclaredMethods())
          .filter(method -> method.isAnnotationPresent(Test.class))
          .map(test -> dynamicTest(type.getSimpleName() + "." + test.getName(), () -> run(test)))
          .forEach(found::add);
    }
    assertThat(found).hasSizeGreaterThanOrEqualTo(8);
    return found;
  }

  private static List<String> testClasses() throws IOException {
    try (Stream<Path> files = Files.walk(USERS)) {
      return files
          .map(file -> USERS.relativize(file).toString())
          .filter(file -> file.endsWith("Test.java"))
          .map(file -> file.replace(".java", "").replace('/', '.'))
          .sorted()
          .toList();
    }
  }

  private static void run(Method test) throws Throwable {
    Constructor<?> constructor = test.getDeclaringClass().getDeclaredConstructor();
    constructor.setAccessible(true);
    test.setAccessible(true);
    try {
      test.invoke(constructor.newInstance());
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
