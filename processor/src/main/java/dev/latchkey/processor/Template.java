package dev.latchkey.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A text with variables, cut into chunks where Feign cuts it: at the outermost braces. What stands
 * between them is a variable only if it reads as one; otherwise Feign sends it as it is.
 *
 * @param chunks the text in order; never two literals in a row unless a brace parts them
 * @param isTooLong whether more stands between braces, or after one, than Feign allows
 */
record Template(List<Chunk> chunks, boolean isTooLong) {
  /** What Feign takes between braces, be it a variable or not. */
  private static final int LONGEST = 10_000;

  /** A part of a template. */
  sealed interface Chunk {}

  /**
   * Text that is sent as it is.
   *
   * @param text never empty
   */
  record Literal(String text) implements Chunk {}

  /**
   * What a parameter replaces.
   *
   * @param name what a {@code @Param} has to say to bind it
   * @param pattern the regular expression of {@code {name:pattern}}, which a value has to match
   * @param pathStyle whether it is written {@code {;name}} and so sent as {@code ;name=value}
   */
  record Variable(String name, Optional<String> pattern, boolean pathStyle) implements Chunk {

    /** Returns the variable as it is written. */
    String text() {
      return "{" + (pathStyle ? ";" : "") + name + pattern.map(p -> ":" + p).orElse("") + "}";
    }
  }

  Template {
    chunks = List.copyOf(chunks);
  }

  /** Parses any text, in linear time. */
  static Template parse(String text) {
    List<Chunk> chunks = new ArrayList<>();
    int longest = 0;
    int begin = 0;
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '{') {
        if (depth == 0) {
          addLiteral(chunks, text.substring(begin, i));
          begin = i;
        }
        depth++;
      } else if (c == '}' && depth > 0) {
        depth--;
        if (depth == 0) {
          chunks.add(chunk(text.substring(begin, i + 1)));
          longest = Math.max(longest, i - 1 - begin);
          begin = i + 1;
        }
      }
    }
    String rest = text.substring(begin);
    if (depth > 0 && rest.length() > 1 && rest.endsWith("}")) {
      // One brace too few, as in "{id:[{]}": for Feign the last one ends the outermost.
      chunks.add(chunk(rest));
      longest = Math.max(longest, rest.length() - 2);
    } else {
      addLiteral(chunks, rest);
      longest = Math.max(longest, depth > 0 ? rest.length() : 0);
    }
    return new Template(chunks, longest > LONGEST);
  }

  /** Returns the template as it is written. */
  String text() {
    return chunks.stream()
        .map(chunk -> chunk instanceof Variable v ? v.text() : ((Literal) chunk).text())
        .collect(Collectors.joining());
  }

  /** Returns the texts that are sent as they are. */
  List<String> literals() {
    return chunks.stream()
        .filter(Literal.class::isInstance)
        .map(chunk -> ((Literal) chunk).text())
        .toList();
  }

  /** Returns the names of the variables in order, each as often as it is mentioned. */
  List<String> variables() {
    return chunks.stream()
        .filter(Variable.class::isInstance)
        .map(chunk -> ((Variable) chunk).name())
        .toList();
  }

  private static void addLiteral(List<Chunk> chunks, String text) {
    if (!text.isEmpty()) {
      chunks.add(new Literal(text));
    }
  }

  private static Chunk chunk(String braced) {
    String content = braced.substring(1, braced.length() - 1);
    boolean pathStyle = content.length() > 1 && content.charAt(0) == ';';
    String expression = pathStyle ? content.substring(1) : content;
    if (hasLineBreak(content) || !(pathStyle || isVariableList(content))) {
      return new Literal(braced);
    }
    String trimmed = expression.trim();
    int colon = trimmed.indexOf(':');
    String name = colon < 0 ? trimmed : trimmed.substring(0, colon);
    if (name.indexOf('{') >= 0) {
      return new Literal(braced);
    }
    Optional<String> pattern =
        colon < 0 ? Optional.empty() : Optional.of(trimmed.substring(colon + 1));
    return new Variable(name, pattern, pathStyle);
  }

  /** Returns whether a dot in a regular expression would stop here. */
  static boolean hasLineBreak(String text) {
    return text.chars().anyMatch(Template::isLineBreak);
  }

  static boolean isLineBreak(int c) {
    return c == '\n' || c == '\r' || c == '\u0085' || c == '\u2028' || c == '\u2029';
  }

  /**
   * Returns whether this reads as {@code name}, {@code name:pattern}, {@code name*}, or several of
   * these with commas between, which Feign takes for one variable with a comma in its name.
   */
  private static boolean isVariableList(String text) {
    int at = 0;
    while (true) {
      int end = endOfName(text, at);
      if (end == at) {
        return false;
      }
      if (end < text.length() && text.charAt(end) == '*') {
        end++;
      } else if (end < text.length() && text.charAt(end) == ':') {
        return true;
      }
      if (end == text.length()) {
        return true;
      }
      if (text.charAt(end) != ',') {
        return false;
      }
      at = end + 1;
    }
  }

  /** Returns where the name that begins here ends; a dot may stand between its characters. */
  private static int endOfName(String text, int from) {
    int end = from + characterAt(text, from);
    while (end > from) {
      int dot = end < text.length() && text.charAt(end) == '.' ? 1 : 0;
      int length = characterAt(text, end + dot);
      if (length == 0) {
        break;
      }
      end += dot + length;
    }
    return end;
  }

  /** Returns the length of the character of a name at this place, or 0 if there is none. */
  private static int characterAt(String text, int at) {
    if (at >= text.length()) {
      return 0;
    }
    char c = text.charAt(at);
    if (c == '%') {
      return isHex(text, at + 1) && isHex(text, at + 2) ? 3 : 0;
    }
    return isWord(c) || "-[]$".indexOf(c) >= 0 ? 1 : 0;
  }

  private static boolean isWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }

  private static boolean isHex(String text, int at) {
    return at < text.length() && "0123456789abcdefABCDEF".indexOf(text.charAt(at)) >= 0;
  }
}
