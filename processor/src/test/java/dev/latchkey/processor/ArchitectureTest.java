package dev.latchkey.processor;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.annotation.processing.Filer;
import javax.annotation.processing.Messager;
import javax.annotation.processing.ProcessingEnvironment;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The processor")
class ArchitectureTest {
  private static final JavaClasses PROCESSOR =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.latchkey.processor");

  private static final ArchRule ONLY_THE_WRITER_WRITES =
      noClasses()
          .that()
          .doNotHaveSimpleName("ClientWriter")
          .and()
          .doNotHaveSimpleName("AuthenticatedApiProcessor")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Filer.class);

  private static final ArchRule ONLY_THE_REPORTER_REPORTS =
      noClasses()
          .that()
          .doNotHaveSimpleName("ProblemReporter")
          .and()
          .doNotHaveSimpleName("AuthenticatedApiProcessor")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Messager.class);

  /** Whoever holds it holds the filer and the messager. */
  private static final ArchRule ONLY_THE_ENTRY_SEES_ALL =
      noClasses()
          .that()
          .doNotHaveSimpleName("AuthenticatedApiProcessor")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ProcessingEnvironment.class);

  private static final ArchRule READERS_DO_NOT_SEE_THE_WRITER =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("Reader")
          .should()
          .dependOnClassesThat()
          .haveSimpleNameEndingWith("Writer");

  private static final ArchRule THE_WRITER_DOES_NOT_SEE_READERS =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("Writer")
          .should()
          .dependOnClassesThat(
              simpleNameEndingWith("Reader")
                  .or(simpleNameEndingWith("Reporter"))
                  .or(simpleNameEndingWith("Problems")));

  private static final ArchRule THE_REST_IS_PRIVATE =
      classes()
          .that()
          .doNotHaveSimpleName("AuthenticatedApiProcessor")
          .and()
          .areTopLevelClasses()
          .should()
          .bePackagePrivate();

  private static final List<ArchRule> RULES =
      List.of(
          ONLY_THE_WRITER_WRITES,
          ONLY_THE_REPORTER_REPORTS,
          ONLY_THE_ENTRY_SEES_ALL,
          READERS_DO_NOT_SEE_THE_WRITER,
          THE_WRITER_DOES_NOT_SEE_READERS,
          THE_REST_IS_PRIVATE);

  @Test
  @DisplayName("is readers that never write and a writer that never judges")
  void keepsItsRules() {
    assertThat(PROCESSOR).isNotEmpty();
    RULES.forEach(rule -> rule.check(PROCESSOR));
  }

  @Test
  @DisplayName("would be caught breaking each of these rules")
  void rulesCanFail() {
    JavaClasses offenders =
        new ClassFileImporter()
            .importClasses(
                GossipReader.class, GossipReporter.class, MeddlingWriter.class, Neighbour.class);

    for (ArchRule rule : RULES) {
      assertThatThrownBy(() -> rule.check(offenders))
          .as(rule.getDescription())
          .isInstanceOf(AssertionError.class);
    }
  }

  @Test
  @DisplayName("is files that fit on a few screens")
  void isSmallFiles() throws Exception {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readAllLines(file)).as("%s", file).hasSizeLessThanOrEqualTo(250);
      }
    }
  }
}

final class GossipReader {
  private GossipReader() {}

  static MeddlingWriter tell(Filer filer) {
    return new MeddlingWriter();
  }
}

final class GossipReporter {
  private GossipReporter() {}

  static void tell(ProcessingEnvironment everything) {}
}

final class MeddlingWriter {
  static void ask(Messager messager, GossipReader reader) {}
}
