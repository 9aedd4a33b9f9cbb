package dev.latchkey.processor;

import java.util.stream.Collectors;

/** What a reader would lay out otherwise than JavaPoet does. */
final class Layout {
  private static final int WIDTH = 100;

  private Layout() {}

  static String tidy(String source) {
    return source.lines().map(Layout::tidyLine).collect(Collectors.joining("\n", "", "\n"));
  }

  private static String tidyLine(String line) {
    if (line.stripLeading().startsWith("*")) {
      return line;
    }
    String joined = line.replace(". @", ".@");
    return joined.length() > WIDTH ? joined.replace(" implements ", "\n    implements ") : joined;
  }
}
