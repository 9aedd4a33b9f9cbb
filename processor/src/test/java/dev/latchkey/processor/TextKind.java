package dev.latchkey.processor;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The texts in Feign's annotations that have variables, as we and Feign read them. */
enum TextKind {
  REQUEST_LINE,
  HEADER,
  BODY;

  /** Returns what the processor says of a text. */
  TemplateReading read(String text) {
    return switch (this) {
      case REQUEST_LINE -> TemplateReading.ofRequestLine(text);
      case HEADER -> TemplateReading.ofHeader(text);
      case BODY -> TemplateReading.ofBody(text, List.of());
    };
  }

  /** Returns the variables that Feign sees, or nothing if it rejects the text. */
  Optional<Set<String>> feigns(String text) {
    return switch (this) {
      case REQUEST_LINE -> FeignReading.ofRequestLine(text);
      case HEADER -> FeignReading.ofHeader(text);
      case BODY -> FeignReading.ofBody(text);
    };
  }

  /** Returns how many steps the processor takes to read a text. */
  long steps(String text) {
    return switch (this) {
      case REQUEST_LINE -> Counted.REQUEST_LINE.read(text);
      case HEADER -> Counted.HEADER.read(text);
      case BODY -> Counted.BODY.read(text);
    };
  }

  /**
   * Returns those of these errors, said of a text that Feign accepts, that the table of rows does
   * not explain: for each there has to be something in the text that Feign would send wrong.
   */
  Set<String> unexplained(String text, Set<String> errors) {
    Set<String> unexplained = new TreeSet<>(errors);
    unexplained.removeIf(error -> isExplained(error, text));
    return unexplained;
  }

  private boolean isExplained(String error, String text) {
    return switch (error) {
      // S33: a tab or another control character becomes part of the path
      case "ControlCharacter" ->
          this == REQUEST_LINE
              && text.chars().anyMatch(c -> Character.isISOControl(c) && !Template.isLineBreak(c));
      // S34: a fragment is sent
      case "Fragment" -> this == REQUEST_LINE && text.contains("#");
      // S35: what follows joins the host
      case "PathJoinsHost" -> this == REQUEST_LINE && text.matches("(?s)[A-Z]+ *\\{?;.*");
      // C1: what looks like a variable is sent as it stands
      case "UnreadVariable" -> this == REQUEST_LINE && text.matches("(?s).*\\{.*\\p{L}.*}.*");
      // S22: no server takes such a name
      case "HeaderName" -> this == HEADER && !text.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+:(?s).*");
      // own: a control character ends the header
      case "HeaderText" -> this == HEADER && text.chars().anyMatch(Character::isISOControl);
      default -> false;
    };
  }

  /** The readers with a counter in them, apart, since they are loaded once more. */
  private static final class Counted {
    static final Steps.Counted REQUEST_LINE = Steps.in(ReadsRequestLine.class);
    static final Steps.Counted HEADER = Steps.in(ReadsHeader.class);
    static final Steps.Counted BODY = Steps.in(ReadsBody.class);
  }

  /** Reads a request line. */
  public static final class ReadsRequestLine implements Steps.Reads {
    @Override
    public void read(String text) {
      TemplateReading unused = TemplateReading.ofRequestLine(text);
    }
  }

  /** Reads one line of {@code @Headers}. */
  public static final class ReadsHeader implements Steps.Reads {
    @Override
    public void read(String text) {
      TemplateReading unused = TemplateReading.ofHeader(text);
    }
  }

  /** Reads a body, of which some was bound although it need not be a variable. */
  public static final class ReadsBody implements Steps.Reads {
    @Override
    public void read(String text) {
      String middle = text.substring(text.length() / 3, text.length() / 3 * 2);
      String word = middle.substring(0, Math.min(7, middle.length()));
      TemplateReading unused = TemplateReading.ofBody(text, List.of(middle, word));
    }
  }
}
