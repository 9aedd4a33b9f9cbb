package dev.latchkey.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The processor as Eclipse runs it, held against what it says and writes with javac. */
@DisplayName("In Eclipse")
class EclipseTest {
  /** Its positions of types are those of their names, and type parameters have none. */
  private static final Elsewhere AT_NAME_OF_TYPE =
      new Elsewhere(
          "[A-Z]\\w+[ <].*",
          Set.of(
              "ClientNameTaken",
              "ClientNameTaken_Nested",
              "DefaultInModule_Inherited",
              "GenericInterface",
              "HiddenType_Package",
              "IndistinctOverload_Inherited",
              "InheritedTwice",
              "InheritedTwice_Generic",
              "IgnoredRequestLine_Inherited",
              "LostHeaders",
              "MapKey_Inherited",
              "NotAMap_Inherited",
              "NotAnInterface",
              "NotAnInterface_Enum",
              "PrivateInterface",
              "PrivateInterface_Outer",
              "SealedInterface",
              "ObjectMethod_Twice",
              "SecondParent",
              "SecondParent_Heir",
              "UnboundVariable_Inherited",
              "UnusedParam_Inherited"));

  /** Parts of an array have no position. */
  private static final Elsewhere AT_ANNOTATION =
      new Elsewhere(
          "@[A-Z].*",
          Set.of(
              "AuthorizationHeader",
              "AuthorizationHeader_Api",
              "EmptyHeader",
              "HeaderName",
              "HeaderName_Blank",
              "HeaderName_Variable",
              "HeaderText",
              "MalformedHeader",
              "MalformedVariable_Header",
              "NonAsciiHeader",
              "RejectedStatus",
              "RejectedStatus_Api",
              "RepeatedHeader",
              "RepeatedHeader_Parent",
              "UnboundVariable_ApiHeader",
              "UnboundVariable_Header",
              "UnreadVariable_Header"));

  /** A member begins with its name, and javac points into its value. */
  private static final Elsewhere AT_NAME_OF_MEMBER =
      new Elsewhere(
          "[a-z]\\w+ = .*",
          Set.of(
              "BeanRecord",
              "Expander",
              "Expander_Abstract",
              "Expander_Arguments",
              "Expander_Hidden",
              "IgnoredEncoded"));

  private static final List<Elsewhere> ELSEWHERE =
      List.of(AT_NAME_OF_TYPE, AT_ANNOTATION, AT_NAME_OF_MEMBER);

  /**
   * What ecj points at where it cannot point at what javac does, on the same line.
   *
   * @param source what stands there
   * @param cases the cases of which that is so
   */
  private record Elsewhere(String source, Set<String> cases) {

    static Optional<Elsewhere> of(Path folder) {
      return ELSEWHERE.stream()
          .filter(elsewhere -> elsewhere.cases.contains(folder.getFileName().toString()))
          .findFirst();
    }
  }

  @ParameterizedTest
  @MethodSource("goodCases")
  @DisplayName("a client is written to the same letter, and compiles")
  void writes(Path folder) throws IOException {
    Ecj.Outcome outcome = Ecj.compile(folder, Golden.clientsIn(folder));

    assertThat(outcome.said()).isEmpty();
    assertThat(outcome.errors()).isEmpty();
    assertThat(outcome.written()).isEqualTo(clientsIn(folder));
  }

  private static Map<String, String> clientsIn(Path folder) throws IOException {
    Map<String, String> clients = new TreeMap<>(Javac.textsOf(folder));
    clients.keySet().removeIf(name -> !name.endsWith("Client.java"));
    return clients;
  }

  static List<Path> goodCases() throws IOException {
    return Golden.cases("good");
  }

  @ParameterizedTest
  @MethodSource("badCases")
  @DisplayName("a problem is said in the same words, at the same place or as near as ecj can")
  void says(Path folder) throws IOException {
    Ecj.Said expected = Ecj.Said.ofJavac(folder.resolve("javac.txt"));
    Ecj.Outcome outcome = Ecj.compile(folder, List.of());

    assertThat(outcome.errors()).isEmpty();
    assertThat(outcome.said()).hasSize(1);
    Ecj.Said said = outcome.said().get(0);
    Optional<Elsewhere> elsewhere = Elsewhere.of(folder);
    if (elsewhere.isEmpty()) {
      assertThat(said).isEqualTo(expected);
    } else {
      assertThat(said.column()).isNotEqualTo(expected.column());
      assertThat(said.at(expected.column())).isEqualTo(expected);
      assertThat(sourceAt(folder, said)).matches(elsewhere.get().source);
    }
  }

  private static String sourceAt(Path folder, Ecj.Said said) throws IOException {
    return Files.readAllLines(folder.resolve(said.file()))
        .get((int) said.line() - 1)
        .substring((int) said.column() - 1);
  }

  static List<Path> badCases() throws IOException {
    return Golden.cases("bad");
  }

  @Test
  @DisplayName("what is said elsewhere is said of cases that there are")
  void knowsTheCases() throws IOException {
    Set<String> listed = new TreeSet<>();
    ELSEWHERE.forEach(elsewhere -> listed.addAll(elsewhere.cases));

    assertThat(Stream.concat(goodCases().stream(), badCases().stream()))
        .extracting(folder -> folder.getFileName().toString())
        .containsAll(listed);
  }
}
