package dev.latchkey.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All problems that there are, by their names. */
final class Catalogue {
  private static final List<Class<?>> PARTS =
      List.of(
          AnswerProblems.class,
          ApiProblems.class,
          HeaderProblems.class,
          ParameterProblems.class,
          RequestProblems.class,
          SessionProblems.class,
          TemplateProblems.class);

  private Catalogue() {}

  /** Returns how many factories each problem has. */
  static Map<String, Integer> factories() {
    Map<String, Integer> factories = new TreeMap<>();
    for (Class<?> part : PARTS) {
      for (Method factory : part.getDeclaredMethods()) {
        if (factory.getReturnType() == Problem.class) {
          assertThat(Modifier.isStatic(factory.getModifiers())).isTrue();
          String name = factory.getName();
          factories.merge(
              Character.toUpperCase(name.charAt(0)) + name.substring(1), 1, Integer::sum);
        }
      }
    }
    return factories;
  }

  /** Returns the problem of a case; what follows an underscore tells several of one apart. */
  static String nameOf(Path folder) {
    return folder.getFileName().toString().replaceFirst("_.*", "");
  }
}
