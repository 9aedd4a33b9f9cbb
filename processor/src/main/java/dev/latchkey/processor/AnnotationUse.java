package dev.latchkey.processor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  /** Returns all annotations of an element, in the order in which they are written. */
  static List<AnnotationUse> allOn(Element element) {
    return element.getAnnotationMirrors().stream()
        .map(mirror -> new AnnotationUse(element, mirror))
        .toList();
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

  /** Returns whether the annotation's package is this one or below it. */
  boolean isOfPackage(String room) {
    return name().toString().startsWith(room + ".");
  }

  /** Returns the annotation as it is written. */
  String text() {
    return "@" + mirror.getAnnotationType().asElement().getSimpleName();
  }

  /** Returns its members as they are written. */
  String members() {
    return mirror.getElementValues().entrySet().stream()
        .map(member -> member.getKey().getSimpleName() + " = " + member.getValue())
        .collect(Collectors.joining(", "));
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
    return parts().stream()
        .filter(part -> type.isInstance(part.getValue()))
        .map(part -> new Value<>(type.cast(part.getValue()), new Place(element, mirror, part)))
        .toList();
  }

  /** Returns its values as javac read them. */
  List<AnnotationValue> parts() {
    return member("value").stream().flatMap(AnnotationUse::partsOf).toList();
  }

  /** Returns whether its value is an empty list, written out. */
  boolean isEmptyList() {
    return member("value").filter(value -> partsOf(value).findAny().isEmpty()).isPresent();
  }

  /** Returns what a member was given, and where that stands, or nothing if it was left out. */
  Optional<Value<Object>> given(String member) {
    return member(member)
        .map(value -> new Value<>(value.getValue(), new Place(element, mirror, value)));
  }

  /** Returns the strings that a member was given. */
  List<String> strings(String member) {
    return member(member).stream()
        .flatMap(AnnotationUse::partsOf)
        .map(AnnotationValue::getValue)
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .toList();
  }

  private Optional<AnnotationValue> member(String name) {
    return mirror.getElementValues().entrySet().stream()
        .filter(entry -> entry.getKey().getSimpleName().contentEquals(name))
        .<AnnotationValue>map(Map.Entry::getValue)
        .findFirst();
  }

  private static Stream<AnnotationValue> partsOf(AnnotationValue value) {
    return value.getValue() instanceof List<?> list
        ? list.stream().map(AnnotationValue.class::cast)
        : Stream.of(value);
  }
}
