package dev.latchkey.processor;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a reader would lay out otherwise than JavaPoet does. */
final class Layout {
  private static final int WIDTH = 100;

  /** A method whose exceptions begin on a line of their own, with room for one more word. */
  private static final Pattern DANGLING_THROWS =
      Pattern.compile("\\) throws\n {6}(?=.{1,%d}\n)".formatted(WIDTH - "      throws ".length()));

  private Layout() {}

  static String tidy(String source) {
    String tidy = source.lines().map(Layout::tidyLine).collect(Collectors.joining("\n", "", "\n"));
    return DANGLING_THROWS.matcher(tidy).replaceAll(")\n      throws ");
  }

  private static String tidyLine(String line) {
    if (line.stripLeading().startsWith("*")) {
      return line;
    }
    String joined = line.replace(". @", ".@");
    return joined.length() > WIDTH ? joined.replace(" implements ", "\n    implements ") : joined;
  }
}
