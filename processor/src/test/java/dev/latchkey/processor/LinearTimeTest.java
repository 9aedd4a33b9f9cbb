package dev.latchkey.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Reading what stands in an annotation takes a number of steps")
class LinearTimeTest {
  private static final int LENGTH = 100;

  /** So much that what grows with the square is far from what does not. */
  private static final int TIMES = 10;

  @ParameterizedTest
  @DisplayName("that grows with the length of a request line, a header or a body")
  @ValueSource(
      strings = {
        "{",
        "}",
        "{}",
        "{a",
        "a}",
        "{a}",
        "{a:",
        "{a:(}",
        "{a:[",
        "a,",
        "{a,",
        "{a.",
        "{a..b}",
        "{%",
        "{%2",
        "{%20",
        "%7B",
        "?",
        "?{",
        "&",
        "&&",
        "&a=",
        "a=b&",
        "=",
        "==",
        "#",
        "{;",
        "{;}",
        "{+a}",
        "{?a,b}",
        "{&a}",
        "{the id}",
        "{ü}",
        "{ß}",
        "ü",
        "\u0301\u0316",
        "\uD800",
        "\uDC00",
        "\uD83D\uDE00",
        "\n",
        "\r\n",
        "\r",
        "\u2028",
        "\n ",
        " ",
        "\t",
        "\0",
        "A",
        "aA",
        "http",
        "http://",
        "https://a/",
        "{}{}",
        "[",
        "(",
        "\\",
        "\\u",
        "*/",
        "\"{a}\"",
        "-",
        "--",
        ": ",
        ":",
        ",",
        "\"",
        "{a}{a}",
        "GET ",
        "?&",
        "$1",
        "%s",
        "Z ",
        "é{"
      })
  void isLinear(String part) {
    for (TextKind kind : TextKind.values()) {
      for (String before :
          List.of("", "GET /", "POST ?{", "X-A:", "X-A: {", "GET /{a:", "/", "{ {")) {
        for (String after : List.of("", "}", "=", "{", "\n", "} }", "\n\n")) {
          assertLinear(kind, before, part, after);
        }
      }
    }
  }

  @Test
  @DisplayName("which is noticed when it grows with the square")
  void isNoticed() {
    Steps.Counted once = Steps.in(Once.class);
    Steps.Counted forEach = Steps.in(ForEach.class);
    Steps.Counted backtracking = Steps.in(Backtracking.class);
    String text = "a".repeat(1_000);

    assertThat(growth(once, text)).isBetween(1.5, 2.5);
    assertThat(growth(forEach, text)).isBetween(3.5, 4.5);
    assertThat(growth(backtracking, text)).isBetween(3.5, 4.5);
  }

  private static double growth(Steps.Counted code, String text) {
    return (double) code.read(text + text) / code.read(text);
  }

  /** Fails if a text of ten times the length takes clearly more than ten times as many steps. */
  private static void assertLinear(TextKind kind, String before, String part, String after) {
    String pumped = part.repeat(LENGTH / part.length());
    long once = kind.steps(before + pumped + after);
    long often = kind.steps(before + pumped.repeat(TIMES) + after);

    assertThat(often)
        .as("steps for a %s of \"%s\", \"%s\" again and again, \"%s\"", kind, before, part, after)
        .isLessThanOrEqualTo(once * TIMES * 2 + 5_000);
  }

  /** Looks at each character. */
  public static final class Once implements Steps.Reads {
    @Override
    public void read(String text) {
      for (int i = 0; i < text.length(); i++) {
        assertThat(text.charAt(i)).isNotEqualTo('b');
      }
    }
  }

  /** Looks at each character for each. */
  public static final class ForEach implements Steps.Reads {
    @Override
    public void read(String text) {
      for (int i = 0; i < text.length(); i++) {
        assertThat(text.substring(i).indexOf('b')).isNegative();
      }
    }
  }

  /** Leaves that to a regular expression. */
  public static final class Backtracking implements Steps.Reads {
    @Override
    public void read(String text) {
      assertThat(text.replaceFirst("a+b", "")).isEqualTo(text);
    }
  }
}
