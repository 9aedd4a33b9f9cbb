package dev.latchkey.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;

/** What holds of any text in an annotation, however it is read. */
final class FuzzedReading {
  private static final int STEPS_FOR_EACH_CHARACTER = 400;
  private static final int STEPS_FOR_NONE = 20_000;

  /** As long as shows how the steps grow. */
  private static final int LONG = 1_000;

  private FuzzedReading() {}

  /**
   * Fails unless a text is read without an exception, in linear time, and as Feign reads it: what
   * it rejects is an error, what it accepts is none unless the table of rows says so, and both see
   * the same variables.
   */
  static void check(TextKind kind, byte[] input) {
    String text = FuzzedText.of(input);
    TemplateReading ours = kind.read(text);
    assertLinear(kind, text);
    // Of some it is seen how they grow, since it takes longer than all the rest.
    if (!text.isEmpty() && text.length() < LONG && text.hashCode() % 8 == 0) {
      assertLinear(kind, text.repeat(LONG / text.length()));
    }
    try {
      assertLikeFeign(kind, text, ours, kind.feigns(text));
    } catch (StackOverflowError ofFeign) {
      // It is no oracle for names of thousands of characters: its regular expressions recurse.
      assertThat(text).hasSizeGreaterThan(LONG);
    }
  }

  private static void assertLikeFeign(
      TextKind kind, String text, TemplateReading ours, Optional<Set<String>> feigns) {
    Set<String> unexplained = kind.unexplained(text, ours.errors());
    if (feigns.isPresent()) {
      assertThat(unexplained).as("errors in what Feign accepts: %s", text).isEmpty();
      assertThat(ours.isRead()).as(text).isTrue();
      assertThat(ours.variables()).as("variables of %s", text).isEqualTo(feigns.get());
    } else {
      assertThat(ours.errors()).as("errors in what Feign rejects: %s", text).isNotEmpty();
    }
  }

  private static void assertLinear(TextKind kind, String text) {
    assertThat(kind.steps(text))
        .as("steps for %d characters of %s", text.length(), text)
        .isLessThan(STEPS_FOR_NONE + (long) STEPS_FOR_EACH_CHARACTER * text.length());
  }
}
