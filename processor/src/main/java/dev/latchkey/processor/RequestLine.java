package dev.latchkey.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What stands in {@code @RequestLine("GET /orders/{id}?page={page}")}, cut where Feign cuts it.
 *
 * @param text as it was written
 * @param verb one of {@link #VERBS}
 * @param path what precedes the query
 * @param queries the parameters of the query, in order
 * @param fragment from the {@code #} on, or empty; Feign looks for no variables in it
 */
record RequestLine(String text, String verb, Template path, List<Query> queries, String fragment) {

  /** The verbs that Feign knows. */
  static final List<String> VERBS =
      List.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

  /** What Feign takes for a variable without a name. */
  static final Template.Chunk EMPTY_BRACES = new Template.Literal("{}");

  /**
   * One parameter of a query.
   *
   * @param name may hold variables, which only a value replaces
   * @param value what follows the equals sign, if there is any
   */
  record Query(Template name, Optional<Template> value) {}

  /** A request line, or what keeps a text from being one. */
  sealed interface Parsed {}

  /**
   * A text that is a request line.
   *
   * @param line what it says
   */
  record Sound(RequestLine line) implements Parsed {}

  /**
   * A text that Feign rejects.
   *
   * @param flaw why
   */
  record Broken(Flaw flaw) implements Parsed {}

  /** What Feign rejects a request line for. */
  enum Flaw {
    EMPTY,
    NO_VERB,
    UNKNOWN_VERB,
    LINE_BREAK,
    ABSOLUTE_URL,
    EMPTY_VARIABLE,
    EMPTY_QUERY
  }

  RequestLine {
    queries = List.copyOf(queries);
  }

  /** Parses any text, in linear time. */
  static Parsed parse(String text) {
    String verb = verbOf(text);
    String uri = uriOf(text);
    if (text.isEmpty()) {
      return new Broken(Flaw.EMPTY);
    }
    if (verb.isEmpty()) {
      return new Broken(Flaw.NO_VERB);
    }
    if (Template.hasLineBreak(uri)) {
      return new Broken(Flaw.LINE_BREAK);
    }
    if (!VERBS.contains(verb)) {
      return new Broken(Flaw.UNKNOWN_VERB);
    }
    if (uri.startsWith("http")) {
      return new Broken(Flaw.ABSOLUTE_URL);
    }
    return cut(text, verb, uri);
  }

  /** Returns the capitals that a text begins with. */
  static String verbOf(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) >= 'A' && text.charAt(end) <= 'Z') {
      end++;
    }
    return text.substring(0, end);
  }

  /** Returns what follows the verb and the blanks after it, without the line break at the end. */
  private static String uriOf(String text) {
    int begin = verbOf(text).length();
    while (begin < text.length() && text.charAt(begin) == ' ') {
      begin++;
    }
    int end = text.length();
    if (end > begin && Template.isLineBreak(text.charAt(end - 1))) {
      end -= text.endsWith("\r\n") && end - begin > 1 ? 2 : 1;
    }
    return text.substring(begin, end);
  }

  private static Parsed cut(String text, String verb, String uri) {
    int hash = uri.indexOf('#');
    String fragment = hash < 0 ? "" : uri.substring(hash);
    String rest = hash < 0 ? uri : uri.substring(0, hash);
    int mark = queryMark(rest);
    List<Query> queries = new ArrayList<>();
    if (mark >= 0) {
      // What is empty at the end is dropped, by this split as by Feign's.
      for (String pair : rest.substring(mark + 1).split("&", 0)) {
        if (pair.isEmpty()) {
          return new Broken(Flaw.EMPTY_QUERY);
        }
        queries.add(query(pair));
      }
    }
    Template path = template(mark < 0 ? rest : rest.substring(0, mark));
    RequestLine line = new RequestLine(text, verb, path, queries, fragment);
    boolean nameless = line.templates().anyMatch(t -> t.chunks().contains(EMPTY_BRACES));
    return nameless ? new Broken(Flaw.EMPTY_VARIABLE) : new Sound(line);
  }

  /** Returns where the query begins: at the first question mark that follows no brace. */
  private static int queryMark(String uri) {
    int mark = uri.indexOf('?');
    while (mark > 0 && uri.charAt(mark - 1) == '{') {
      mark = uri.indexOf('?', mark + 1);
    }
    return mark;
  }

  private static Query query(String pair) {
    int equals = pair.indexOf('=');
    if (equals <= 0) {
      return new Query(template(pair), Optional.empty());
    }
    String value = pair.substring(equals + 1);
    return new Query(
        template(pair.substring(0, equals)),
        value.isEmpty() ? Optional.empty() : Optional.of(template(value)));
  }

  /**
   * Parses a template twice, as Feign does, which writes out what it parsed and parses that: a
   * variable {@code {; }} with an empty name is {@code {;}} then, and none.
   */
  private static Template template(String text) {
    Template once = Template.parse(text);
    return new Template(Template.parse(once.text()).chunks(), once.isTooLong());
  }

  /** Returns the names of the variables in order, each as often as it is mentioned. */
  List<String> variables() {
    return templates().flatMap(template -> template.variables().stream()).toList();
  }

  /** Returns its parts: the path, and of each query the name and the value. */
  Stream<Template> templates() {
    return Stream.concat(
        Stream.of(path),
        queries.stream().flatMap(q -> Stream.concat(Stream.of(q.name()), q.value().stream())));
  }

  /** Returns whether Feign sends a body with this verb to every server and by every transport. */
  boolean mayCarryBody() {
    return !(verb.equals("GET") || verb.equals("HEAD") || verb.equals("TRACE"));
  }

  /** Returns whether a body is what this verb is for, so that form fields may be meant. */
  boolean carriesForms() {
    return verb.equals("POST") || verb.equals("PUT") || verb.equals("PATCH");
  }
}
