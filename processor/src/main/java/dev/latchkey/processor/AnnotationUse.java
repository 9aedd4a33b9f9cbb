package dev.latchkey.processor;

import java.util.List;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.Name;
import javax.lang.model.element.TypeElement;

/**
 * An annotation as it was written on an element. Annotations are found by their names, so that the
 * processor needs neither Feign nor the runtime on its own path.
 *
 * @param element what carries it
 * @param mirror what javac read
 */
record AnnotationUse(Element element, AnnotationMirror mirror) {

  /** Returns the annotation of this name, if the element carries it. */
  static Optional<AnnotationUse> of(Element element, String annotation) {
    return element.getAnnotationMirrors().stream()
        .map(mirror -> new AnnotationUse(element, mirror))
        .filter(use -> use.is(annotation))
        .findFirst();
  }

  static boolean isOn(Element element, String annotation) {
    return of(element, annotation).isPresent();
  }

  boolean is(String annotation) {
    return name().contentEquals(annotation);
  }

  private Name name() {
    return ((TypeElement) mirror.getAnnotationType().asElement()).getQualifiedName();
  }

  /** Returns the annotation as it is written. */
  String text() {
    return "@" + mirror.getAnnotationType().asElement().getSimpleName();
  }

  /** Returns where the annotation stands. */
  Place place() {
    return new Place(element, mirror, null);
  }

  /**
   * A constant of an annotation, and where it stands.
   *
   * @param constant the string or number
   * @param place the narrowest place that javac can point at
   */
  record Value<T>(T constant, Place place) {}

  /** Returns its value, or nothing if it was left out. */
  <T> Optional<Value<T>> value(Class<T> type) {
    return values(type).stream().findFirst();
  }

  /** Returns its values; a single one that stands without braces is a list of one. */
  <T> List<Value<T>> values(Class<T> type) {
    return mirror.getElementValues().entrySet().stream()
        .filter(entry -> entry.getKey().getSimpleName().contentEquals("value"))
        .flatMap(entry -> parts(entry.getValue()).stream())
        .filter(part -> type.isInstance(part.getValue()))
        .map(part -> new Value<>(type.cast(part.getValue()), new Place(element, mirror, part)))
        .toList();
  }

  private static List<? extends AnnotationValue> parts(AnnotationValue value) {
    if (value.getValue() instanceof List<?> list) {
      return list.stream().map(AnnotationValue.class::cast).toList();
    }
    return List.of(value);
  }
}
