package dev.latchkey.processor;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.annotation.processing.Messager;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic.Kind;

/**
 * What the processor says of one text in an annotation, without a compiler around it.
 *
 * @param isRead whether there is a template to bind variables of
 * @param errors the names of the problems that keep a client from being written
 * @param variables what has to be bound
 */
record TemplateReading(boolean isRead, Set<String> errors, Set<String> variables) {

  static TemplateReading ofRequestLine(String text) {
    Ear ear = new Ear();
    if (RequestLine.parse(text) instanceof RequestLine.Sound sound) {
      new TemplateRules(ear.problems).check(sound.line(), ear.place, false);
      new UnreadVariables(ear.problems).findIn(sound.line(), ear.place);
      String unused = RequestText.javadoc(text);
      return ear.heard(sound.line().variables());
    }
    RequestLine.Flaw flaw = ((RequestLine.Broken) RequestLine.parse(text)).flaw();
    ear.problems.report(RequestReader.problem(text, flaw), ear.place);
    return new TemplateReading(false, ear.errors(), Set.of());
  }

  static TemplateReading ofHeader(String text) {
    Ear ear = new Ear();
    List<HeaderLine> lines = HeaderLine.parse(text, ear.place, ear.problems).stream().toList();
    new HeaderRules(ear.problems).check(lines);
    new HeaderRules(ear.problems).checkRepeated(lines, lines);
    lines.stream()
        .filter(HeaderLine::isAuthorization)
        .map(line -> HeaderProblems.authorizationHeader(line.text()))
        .forEach(problem -> ear.problems.report(problem, ear.place));
    return ear.heard(lines.stream().flatMap(line -> line.value().variables().stream()).toList());
  }

  /**
   * Reads a body.
   *
   * @param bound what its endpoint binds, whether or not it is a variable
   */
  static TemplateReading ofBody(String text, List<String> bound) {
    Ear ear = new Ear();
    Template body = Template.parse(text);
    if (text.isEmpty()) {
      ear.problems.report(RequestProblems.emptyBody(), ear.place);
    }
    new TemplateRules(ear.problems).checkVariables(body, ear.place);
    new UnreadVariables(ear.problems).findInBody(body, bound, ear.place);
    return ear.heard(body.variables());
  }

  /** Hears what is reported of an interface that is nobody's. */
  private static final class Ear {
    private final List<String> heard = new ArrayList<>();
    private final TypeElement api = mute(TypeElement.class);
    private final Place place = Place.of(api);
    private final ProblemReporter problems =
        new ProblemReporter(
            (Messager)
                Proxy.newProxyInstance(
                    Ear.class.getClassLoader(),
                    new Class<?>[] {Messager.class},
                    (messager, method, arguments) -> {
                      if (arguments[0] == Kind.ERROR) {
                        heard.add(arguments[1].toString());
                      }
                      return null;
                    }),
            api,
            true);

    TemplateReading heard(List<String> variables) {
      return new TemplateReading(true, errors(), new HashSet<>(variables));
    }

    Set<String> errors() {
      problems.print();
      Set<String> names = new TreeSet<>();
      heard.forEach(text -> names.add(text.substring(1, text.indexOf(']'))));
      return names;
    }

    private static <T> T mute(Class<T> type) {
      return type.cast(
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (it, method, arguments) ->
                  switch (method.getName()) {
                    case "equals" -> it == arguments[0];
                    case "hashCode" -> 1;
                    case "getAnnotationMirrors", "getEnclosedElements" -> List.of();
                    default -> null;
                  }));
    }
  }
}
