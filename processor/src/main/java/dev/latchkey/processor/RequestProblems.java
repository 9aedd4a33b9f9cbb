package dev.latchkey.processor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can be wrong with the request that an endpoint sends. */
final class RequestProblems {
  private RequestProblems() {}

  static Problem malformedRequestLine(String line, RequestLine.Flaw flaw) {
    return new Problem(
        """
        [MalformedRequestLine] %s
        Write a method in capitals, a space and a path: "%s"\
        """
            .formatted(fact(line, flaw), corrected(line, flaw)));
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

  /** Returns the line as it was probably meant, or an example. */
  private static String corrected(String line, RequestLine.Flaw flaw) {
    String trimmed = line.strip();
    String first = trimmed.split("[ /]", 2)[0].toUpperCase(Locale.ROOT);
    if (flaw == RequestLine.Flaw.NO_VERB && RequestLine.VERBS.contains(first)) {
      return first + trimmed.substring(first.length());
    }
    return flaw == RequestLine.Flaw.NO_VERB && trimmed.startsWith("/")
        ? "GET " + trimmed
        : "GET /orders/{id}";
  }

  static Problem unknownVerb(String verb, Optional<String> meant) {
    return new Problem(
        """
        [UnknownVerb] "%s" is no HTTP method that Feign knows.
        %s one of %s.\
        """
            .formatted(
                verb,
                meant.map(name -> "Did you mean %s? It is".formatted(name)).orElse("Use"),
                String.join(", ", RequestLine.VERBS)));
  }

  static Problem unboundVariable(String variable, String method) {
    return new Problem(
        """
        [UnboundVariable] Nothing is bound to {%s}, so Feign would send the request without it.
        Add a parameter to %s(): @Param("%1$s") String %s\
        """
            .formatted(variable, method, Spelling.asParameter(variable)));
  }

  static Problem unboundVariable(String variable, String method, String meant) {
    return new Problem(
        """
        [UnboundVariable] Nothing is bound to {%s}, so Feign would send the request without it.
        Did you mean {%s}? %s() has @Param("%2$s").\
        """
            .formatted(variable, meant, method));
  }

  static Problem unboundVariable(String variable) {
    return new Problem(
        """
        [UnboundVariable] No endpoint binds {%s}, so Feign would send no request with this header.
        Add @Param("%1$s") String %s to the endpoints that send it.\
        """
            .formatted(variable, Spelling.asParameter(variable)));
  }

  static Problem malformedHeader(String header) {
    return new Problem(
        """
        [MalformedHeader] "%s" has no name before a colon, so Feign would reject it.
        Write a name, a colon and a value: "Accept: application/json"\
        """
            .formatted(header));
  }

  static Problem authorizationHeader(String header) {
    return new Problem(
        """
        [AuthorizationHeader] "%s" would be overwritten: the client signs every request itself.
        Remove the header, or mark the endpoints that send it @Anonymous.\
        """
            .formatted(header));
  }

  static Problem forgottenParam(String parameter) {
    return new Problem(
        """
        [ForgottenParam] '%s' has no @Param, so it is the body, and nothing is bound to {%1$s}.
        Bind it with @Param("%1$s").\
        """
            .formatted(parameter));
  }

  static Problem unusedParam(String name, String fate, List<String> variables) {
    return new Problem(
        """
        [UnusedParam] No template mentions {%s}, so Feign would %s.
        %s, or remove the parameter.\
        """
            .formatted(
                name,
                fate,
                variables.isEmpty()
                    ? "Add ?%s={%1$s} to the request line".formatted(name)
                    : "Name one of the variables %s".formatted(variables)));
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
