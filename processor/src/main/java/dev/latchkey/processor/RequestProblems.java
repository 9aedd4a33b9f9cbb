package dev.latchkey.processor;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can be wrong with the request that an endpoint sends. */
final class RequestProblems {
  private RequestProblems() {}

  static Problem malformedRequestLine(String line, RequestLine.Flaw flaw) {
    return new Problem(
        """
        [MalformedRequestLine] %s
        Write a method in capitals, a space and a path: "%s"\
        """
            .formatted(fact(line, flaw), Spelling.meantBy(line)));
  }

  private static String fact(String line, RequestLine.Flaw flaw) {
    return switch (flaw) {
      case EMPTY -> "The request line is empty.";
      case NO_VERB -> "\"%s\" does not start with an HTTP method.".formatted(line);
      case LINE_BREAK -> "The request line goes on after a line break, where Feign stops.";
      case ABSOLUTE_URL -> "\"%s\" names a host, but the builder's url() does.".formatted(line);
      case EMPTY_VARIABLE -> "\"%s\" has a variable without a name, {}.".formatted(line);
      case EMPTY_QUERY -> "\"%s\" has a query parameter without a name.".formatted(line);
      case UNKNOWN_VERB -> "\"%s\" starts with an unknown method.".formatted(line);
    };
  }

  static Problem unknownVerb(String verb, Optional<String> meant) {
    return new Problem(
        """
        [UnknownVerb] "%s" is no HTTP method that Feign knows.
        %s\
        """
            .formatted(
                verb,
                meant
                    .map("Did you mean %s?"::formatted)
                    .orElse("Use one of " + String.join(", ", RequestLine.VERBS) + ".")));
  }

  static Problem emptyBody() {
    return new Problem(
        """
        [EmptyBody] @Body says nothing, so Feign would reject it.
        Say what the request carries, or remove the annotation.\
        """);
  }

  static Problem unboundVariable(String variable, String fate, String method) {
    return new Problem(
        """
        [UnboundVariable] Nothing is bound to {%s}, so Feign would send %s.
        Add a parameter to %s(): @Param("%1$s") String %s\
        """
            .formatted(variable, fate, method, Spelling.asParameter(variable)));
  }

  static Problem unboundVariable(String variable, String fate, String method, String meant) {
    return new Problem(
        """
        [UnboundVariable] Nothing is bound to {%s}, so Feign would send %s.
        Did you mean {%s}? %s() has @Param("%3$s").\
        """
            .formatted(variable, fate, meant, method));
  }

  static Problem unboundVariable(String variable) {
    return new Problem(
        """
        [UnboundVariable] No endpoint binds {%s}, so Feign would send no request with this header.
        Add @Param("%1$s") String %s to the endpoints that send it.\
        """
            .formatted(variable, Spelling.asParameter(variable)));
  }

  static Problem unboundVariable(String variable, String fate, List<String> listed) {
    return new Problem(
        """
        [UnboundVariable] Nothing is bound to {%s}, which is one variable: Feign would send %s.
        Write %s.\
        """
            .formatted(
                variable,
                fate,
                listed.stream().map("{%s}"::formatted).collect(Collectors.joining(" and "))));
  }

  static Problem forgottenParam(String parameter) {
    return new Problem(
        """
        [ForgottenParam] '%s' has no @Param, so it is the body, and nothing is bound to {%1$s}.
        Bind it with @Param("%1$s").\
        """
            .formatted(parameter));
  }

  static Problem unusedParam(String name, String fate, List<String> variables, String plain) {
    return new Problem(
        """
        [UnusedParam] No template mentions {%s}, so Feign would %s.
        %s, or remove the parameter.\
        """
            .formatted(
                name,
                fate,
                variables.isEmpty()
                    ? wayToMention(name, plain)
                    : "Name one of the variables %s".formatted(variables)));
  }

  private static String wayToMention(String name, String plain) {
    String mention = "?%s={%<s} to the request line".formatted(plain);
    return name.equals(plain)
        ? "Add " + mention
        : "Mark it @Param(\"%s\"), and add %s".formatted(plain, mention);
  }

  static Problem secondBody(String parameter, String first) {
    return new Problem(
        """
        [SecondBody] '%s' has no @Param, so it is the body, but %s already is.
        Bind it with @Param("%1$s"), or put both into one type.\
        """
            .formatted(parameter, first));
  }

  static Problem bodyWithFormFields(String field, String body) {
    return new Problem(
        """
        [BodyWithFormFields] No template mentions {%s}, so it is a form field, but '%s' is the body.
        Add {%1$s} to the path, the query or a header, or put it into the body.\
        """
            .formatted(field, body));
  }

  static Problem bodyNotAllowed(String parameter, String verb) {
    return new Problem(
        """
        [BodyNotAllowed] '%s' has no @Param, so it is the body, but %s requests carry none.
        Bind it with @Param("%1$s").\
        """
            .formatted(parameter, verb));
  }

  static Problem bodyNotAllowed(String verb) {
    return new Problem(
        """
        [BodyNotAllowed] @Body says what the request carries, but %s requests carry nothing.
        Remove it, or send the request with POST.\
        """
            .formatted(verb));
  }
}
