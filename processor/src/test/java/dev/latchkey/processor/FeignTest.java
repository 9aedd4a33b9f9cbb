package dev.latchkey.processor;

import static org.assertj.core.api.Assertions.assertThat;

import feign.Feign;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Asks Feign itself about the cases, compiled without Latchkey. */
@DisplayName("Feign")
class FeignTest {
  /**
   * Cases that Feign sees otherwise than the rest of their problem: it answers these methods of
   * every object, fails with a raw CompletionStage and with the keys of a map's parent at the call,
   * and misses its own annotation where there is somebody else's.
   */
  private static final Set<String> OTHERWISE =
      Set.of(
          "ObjectMethod",
          "ObjectMethod_Overloaded",
          "ObjectMethod_Twice",
          "RawFuture",
          "ForeignAnnotation",
          "ForeignAnnotation_JaxRs",
          "ForeignAnnotation_Method",
          "MapKey_Parent");

  private final Path classes;

  FeignTest(@TempDir Path classes) {
    this.classes = classes;
  }

  @ParameterizedTest
  @MethodSource("goodCases")
  @DisplayName("builds a client of every interface that javac passes")
  void builds(Path folder) throws Exception {
    assertThat(refusal(folder, "-parameters")).isEmpty();
  }

  static List<Path> goodCases() throws IOException {
    return Golden.cases("good");
  }

  @ParameterizedTest
  @MethodSource("badCases")
  @DisplayName("refuses what the table says that it refuses, and of the rest sees nothing")
  void refuses(Path folder) throws Exception {
    boolean isLate = Rows.rejectedByFeign().contains(Catalogue.nameOf(folder));
    boolean isOtherwise = OTHERWISE.contains(folder.getFileName().toString());

    assertThat(refusal(folder).isPresent()).isEqualTo(isLate != isOtherwise);
  }

  static List<Path> badCases() throws IOException {
    return Golden.cases("bad");
  }

  @Test
  @DisplayName("cannot build a client of an interface that has methods with a body, in a module")
  void needsNoBodyInAModule() throws Exception {
    String body = "default String twice() { return once() + once(); }";

    assertThat(refusalInModule("static String twice() { return \"\"; }")).isEmpty();
    assertThat(refusalInModule(body).orElseThrow())
        .hasRootCauseInstanceOf(IllegalAccessException.class)
        .hasStackTraceContaining("feign.core does not read module shop");
  }

  /** Returns what Feign throws in a module that is open to everybody. */
  private Optional<Throwable> refusalInModule(String member) throws Exception {
    Javac.Outcome outcome =
        Javac.javac()
            .withOnly()
            .onModulePath()
            .source("module-info.java", "open module shop { requires feign.core; }")
            .source(
                "shop/ShopApi.java",
                """
                package shop;

                public interface ShopApi {
                  @feign.RequestLine("GET /once")
                  String once();

                  %s
                }
                """
                    .formatted(member))
            .compileTo(classes);
    assertThat(outcome.succeeded()).as(outcome.output()).isTrue();
    Path feign = Path.of(Feign.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    ModuleLayer boot = ModuleLayer.boot();
    ClassLoader loader =
        boot.defineModulesWithOneLoader(
                boot.configuration()
                    .resolve(ModuleFinder.of(classes, feign), ModuleFinder.of(), Set.of("shop")),
                ClassLoader.getPlatformClassLoader())
            .findLoader("shop");
    Class<?> api = loader.loadClass("shop.ShopApi");
    Object builder = loader.loadClass("feign.Feign").getMethod("builder").invoke(null);
    Method target = builder.getClass().getMethod("target", Class.class, String.class);
    try {
      Object unused = target.invoke(builder, api, "http://localhost");
      return Optional.empty();
    } catch (InvocationTargetException refusal) {
      return Optional.ofNullable(refusal.getCause());
    }
  }

  /** Returns what Feign throws while it builds the clients of a case, if it throws. */
  private Optional<Throwable> refusal(Path folder, String... options) throws Exception {
    Javac javac = Javac.javac().withOnly().with(List.of("-proc:none")).with(List.of(options));
    javac.sourcesOf(folder, Golden.clientsIn(folder));
    Javac.Outcome outcome = javac.compileTo(classes);
    assertThat(outcome.succeeded()).as(outcome.output()).isTrue();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      for (Class<?> api : apisIn(loader)) {
        try {
          Object unused = Feign.builder().target(api, "http://localhost");
        } catch (RuntimeException refusal) {
          return Optional.of(refusal);
        }
      }
      return Optional.empty();
    }
  }

  private List<Class<?>> apisIn(ClassLoader loader) throws Exception {
    List<Class<?>> apis = new ArrayList<>();
    for (String name : namesIn(classes, ".class")) {
      Class<?> type = loader.loadClass(name.replaceAll("\\.class$", "").replace('/', '.'));
      if (Stream.of(type.getAnnotations())
          .anyMatch(a -> a.annotationType().getSimpleName().equals("AuthenticatedApi"))) {
        apis.add(type);
      }
    }
    assertThat(apis).isNotEmpty();
    return apis;
  }

  private static List<String> namesIn(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .filter(file -> !file.endsWith("module-info.class"))
          .map(file -> folder.relativize(file).toString())
          .toList();
    }
  }
}
