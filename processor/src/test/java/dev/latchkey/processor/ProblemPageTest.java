package dev.latchkey.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The page of problems")
class ProblemPageTest {
  private static final Path PAGE = Path.of("PROBLEMS.md");
  private static final Pattern HEADING = Pattern.compile("## <a id=\"(\\w+)\"></a>(\\w+)");
  private static final Pattern EXAMPLE = Pattern.compile("```\n(.*?)```\n", Pattern.DOTALL);
  private static final String WARNING = "A warning. ";

  /**
   * What the page says of one problem.
   *
   * @param name its name
   * @param anchor what a link to it says
   * @param text all that stands below the heading
   */
  private record Section(String name, String anchor, String text) {}

  @Test
  @DisplayName("has a section for each, in order, whose anchor is the name that javac prints")
  void isInStep() throws IOException {
    List<Section> sections = sections(Files.readString(PAGE));

    assertThat(sections.stream().map(Section::name))
        .containsExactlyElementsOf(Catalogue.factories().keySet());
    assertThat(sections)
        .allSatisfy(
            section -> {
              assertThat(section.anchor()).isEqualTo(section.name());
              assertThat(section.text().strip()).matches("(?s)[A-Z`].*\\.(\n\n```.*)?");
            });
  }

  @Test
  @DisplayName("shows of each what javac prints of its first case, and which are warnings")
  void showsWhatJavacPrints() throws IOException {
    String page = Files.readString(PAGE);
    StringBuilder shown = new StringBuilder(page.substring(0, page.indexOf("\n## ") + 1));
    for (Section section : sections(page)) {
      String text = section.text();
      Path said = Path.of("src/test/resources/bad", section.name(), "javac.txt");
      if (Files.exists(said)) {
        String example = Files.readString(said).replaceFirst("1 (error|warning)\n$", "");
        assertThat(EXAMPLE.matcher(text).results()).as(section.name()).hasSize(1);
        assertThat(text.strip().startsWith(WARNING))
            .as(section.name())
            .isEqualTo(example.contains(": warning: "));
        text =
            EXAMPLE
                .matcher(text)
                .replaceFirst(Matcher.quoteReplacement("```\n" + example + "```\n"));
      }
      shown
          .append("## <a id=\"%s\"></a>%s\n".formatted(section.anchor(), section.name()))
          .append(text);
    }

    Golden.check(PAGE, shown.toString());
  }

  private static List<Section> sections(String page) {
    List<Section> sections = new ArrayList<>();
    for (String part : page.substring(page.indexOf("\n## ") + 1).split("(?m)^(?=## )", 0)) {
      int end = part.indexOf('\n');
      Matcher heading = HEADING.matcher(part.substring(0, end));
      assertThat(heading.matches()).as(part).isTrue();
      sections.add(new Section(heading.group(2), heading.group(1), part.substring(end + 1)));
    }
    return sections;
  }
}
