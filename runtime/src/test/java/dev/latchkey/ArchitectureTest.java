package dev.latchkey;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.latchkey.session.AuthSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The rooms")
class ArchitectureTest {
  private static final String DOOR = "dev.latchkey";
  private static final String SESSION = "dev.latchkey.session";
  private static final String SCHEME = "dev.latchkey.scheme";
  private static final String EXCHANGE = "dev.latchkey.exchange";
  private static final String SEAT = "dev.latchkey.feign";
  private static final String OAUTH2 = "dev.latchkey.oauth2";
  private static final String OBSERVE = "dev.latchkey.observe";
  private static final String STORE = "dev.latchkey.store";
  private static final String FLIGHT_RECORDER = "jdk.jfr";
  private static final String DATA_SOURCE = "javax.sql";
  private static final String FEIGN = "feign..";
  private static final String JACKSON = "com.fasterxml.jackson..";
  private static final String REDIS = "io.lettuce..";
  private static final String NULLNESS = "org.jspecify.annotations";

  /** What the session may use of the platform: no network, no reflection on others, no files. */
  private static final String[] JAVA_BASE = {
    "java.lang..",
    "java.util..",
    "java.time..",
    "java.io",
    "java.nio",
    "java.nio.charset",
    "java.security",
    "javax.crypto.."
  };

  /** Each room, and which packages it may use besides itself and the platform. */
  private static final Map<String, List<String>> ARROWS =
      Map.of(
          SESSION, List.of(),
          SCHEME, List.of(SESSION),
          OBSERVE, List.of(SESSION, FLIGHT_RECORDER),
          STORE, List.of(SESSION, DATA_SOURCE, REDIS),
          EXCHANGE, List.of(SESSION, FEIGN, JACKSON),
          SEAT, List.of(SESSION, SCHEME, EXCHANGE, FEIGN),
          OAUTH2, List.of(SESSION, EXCHANGE, FEIGN, JACKSON),
          DOOR, List.of(SESSION, SCHEME, EXCHANGE, SEAT, FEIGN, JACKSON));

  private static final JavaClasses RUNTIME =
      new ClassFileImporter()
          .importUrl(AuthSession.class.getProtectionDomain().getCodeSource().getLocation())
          .that(DescribedPredicate.not(simpleName("module-info")));

  static Stream<String> rooms() {
    return ARROWS.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("rooms")
  @DisplayName("use those that they may use, and no other")
  void arrows(String room) {
    arrowsOf(room).check(RUNTIME);
  }

  @Test
  @DisplayName("are all there, and hold something")
  void imported() {
    assertThat(RUNTIME.stream().map(JavaClass::getPackageName).distinct())
        .containsExactlyInAnyOrderElementsOf(ARROWS.keySet());
    assertThat(RUNTIME).hasSizeGreaterThan(50);
  }

  @Test
  @DisplayName("keep the session on java.base alone, without network and files")
  void session() {
    sessionStaysAtHome(SESSION).check(RUNTIME);
  }

  @Test
  @DisplayName("have no cycles but that of the door, whose annotations the seat reads")
  void cycles() {
    DescribedPredicate<JavaClass> annotations =
        DescribedPredicate.describe("annotations", JavaClass::isAnnotation);
    slices()
        .matching("dev.latchkey.(*)..")
        .should()
        .beFreeOfCycles()
        .ignoreDependency(DescribedPredicate.alwaysTrue(), annotations)
        .check(RUNTIME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Util", "Utils", "Helper", "Manager", "Impl", "Common", "Misc"})
  @DisplayName("hold concepts, and nothing that lacks one")
  void names(String suffix) {
    nothingIsNamed(suffix).check(RUNTIME);
  }

  @Test
  @DisplayName("are guarded by rules that can fail")
  void rulesCanFail() {
    assertFails(arrowsOf(OAUTH2, List.of(SESSION, FEIGN)));
    assertFails(arrowsOf(SCHEME, List.of()));
    assertFails(sessionStaysAtHome(EXCHANGE));
    assertFails(nothingIsNamed("Session"));
  }

  private static ArchRule arrowsOf(String room) {
    return arrowsOf(room, ARROWS.getOrDefault(room, List.of()));
  }

  private static ArchRule arrowsOf(String room, List<String> others) {
    List<String> allowed = new ArrayList<>(others);
    allowed.addAll(List.of(room, "java..", "javax.crypto..", "javax.net.ssl", NULLNESS));
    DescribedPredicate<JavaClass> may = resideInAnyPackage(allowed.toArray(String[]::new));
    if (room.equals(SEAT)) {
      may = may.or(annotationsOfTheDoor());
    }
    return classes().that().resideInAPackage(room).should().onlyDependOnClassesThat(may);
  }

  private static DescribedPredicate<JavaClass> annotationsOfTheDoor() {
    return DescribedPredicate.describe(
        "annotations of the door",
        type -> type.isAnnotation() && type.getPackageName().equals(DOOR));
  }

  private static ArchRule sessionStaysAtHome(String room) {
    String[] allowed =
        Stream.concat(Stream.of(JAVA_BASE), Stream.of(room, NULLNESS)).toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(room)
        .should()
        .dependOnClassesThat(resideOutsideOfPackages(allowed));
  }

  private static ArchRule nothingIsNamed(String suffix) {
    return noClasses().should().haveSimpleNameEndingWith(suffix);
  }

  private static void assertFails(ArchRule rule) {
    assertThat(rule.evaluate(RUNTIME).hasViolation()).as(rule.getDescription()).isTrue();
  }
}
