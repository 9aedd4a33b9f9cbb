package dev.latchkey.processor;

/** What can be wrong with a request line, a header or a body that has variables in it. */
final class TemplateProblems {
  private TemplateProblems() {}

  static Problem malformedVariable(String variable, TemplateRules.Flaw flaw) {
    return new Problem(
        """
        [MalformedVariable] %s, so Feign would reject it.
        %s\
        """
            .formatted(fact(variable, flaw), wayOut(flaw)));
  }

  private static String fact(String variable, TemplateRules.Flaw flaw) {
    return switch (flaw) {
      case NAMELESS -> "{} has no name";
      case PATTERN -> "What follows the colon of %s is no regular expression".formatted(variable);
      case TOO_LONG -> "What begins with a brace goes on for more than 10,000 characters";
    };
  }

  private static String wayOut(TemplateRules.Flaw flaw) {
    return switch (flaw) {
      case NAMELESS -> "Name what it stands for; of a body that has braces write %7B and %7D.";
      case PATTERN -> "Write one that Java knows: {id:[0-9]+}";
      case TOO_LONG -> "Write a shorter one; of a body that has braces write %7B and %7D.";
    };
  }

  static Problem prefixPattern(String variable, String name, String pattern) {
    return Problem.warning(
        """
        [PrefixPattern] %s is no prefix to Feign but a pattern, and "%3$s" is the only value that it takes.
        Write {%2$s}, or a pattern: {%2$s:.{1,%3$s}}\
        """
            .formatted(variable, name, pattern));
  }

  static Problem unreadVariable(String text, String meant) {
    return new Problem(
        """
        [UnreadVariable] "%s" is no variable to Feign, so it would be sent as it stands.
        Write %s, with names of plain letters and digits.\
        """
            .formatted(text, meant));
  }

  static Problem unreadVariable(String variable) {
    return new Problem(
        """
        [UnreadVariable] {%s} stands between other braces, where Feign replaces nothing.
        Bind the whole value to one variable.\
        """
            .formatted(variable));
  }

  static Problem bodyBraces(String variable) {
    return new Problem(
        """
        [BodyBraces] {%s} stands between other braces, where Feign replaces nothing.
        Write those as %%7B and %%7D.\
        """
            .formatted(variable));
  }

  static Problem unescapedValue(String parameter, String variable) {
    return Problem.warning(
        """
        [UnescapedValue] '%s' goes into the body as it is, so a quote in it ends the text that {%s} stands in.
        Send an object, which the encoder writes, or give the @Param an expander that escapes.\
        """
            .formatted(parameter, variable));
  }

  static Problem controlCharacter(String shown) {
    return new Problem(
        """
        [ControlCharacter] The request line has %s in it, which Feign would make part of the path.
        Write one blank after the method, and none elsewhere.\
        """
            .formatted(shown));
  }

  static Problem fragment(String fragment) {
    return new Problem(
        """
        [Fragment] "%s" is a fragment, which is for browsers, and no server sees it.
        Remove it, or write %%23 for the character.\
        """
            .formatted(fragment));
  }

  static Problem pathJoinsHost(String verb, String path) {
    return new Problem(
        """
        [PathJoinsHost] "%2$s" has no slash before it, so Feign would ask the host shop.example%2$s.
        Begin the path with a slash: "%s /%s"\
        """
            .formatted(verb, path));
  }

  static Problem leadingVariable(String variable, String line) {
    return Problem.warning(
        """
        [LeadingVariable] The path begins with %s, and a value that begins with http makes the call fail.
        Begin it with a slash: "%s"\
        """
            .formatted(variable, line));
  }

  static Problem commaInQuery(String query) {
    return Problem.warning(
        """
        [CommaInQuery] "%s" has a comma in its value, and Feign would send two parameters.
        Write %%2C, or set collectionFormat = CollectionFormat.CSV.\
        """
            .formatted(query));
  }

  static Problem namelessQuery(String query) {
    return Problem.warning(
        """
        [NamelessQuery] "%s" is a query parameter without a name.
        Write what precedes the equals sign.\
        """
            .formatted(query));
  }
}
