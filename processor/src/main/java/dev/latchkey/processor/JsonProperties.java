package dev.latchkey.processor;

import com.palantir.javapoet.ClassName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Types;

/**
 * What Jackson writes and reads of a class. Where annotations tell it more than names, or a class
 * can be made in several ways, that is up to the class, and nothing is known.
 */
final class JsonProperties {
  private static final String JACKSON = "com.fasterxml.jackson";
  private static final String NAME = "com.fasterxml.jackson.annotation.JsonProperty";

  /** By these Jackson makes an object of a text. */
  private static final Set<String> FROM_TEXT = Set.of("valueOf", "fromString");

  private final Types types;

  JsonProperties(Types types) {
    this.types = types;
  }

  /**
   * A property.
   *
   * @param name the member by which it is known, and the class that declares it
   * @param type its type as the class sees it
   */
  record Property(String name, TypeMirror type) {

    static Property of(Element member, TypeMirror type) {
      String name = nameOf(member) + (member.getKind() == ElementKind.METHOD ? "()" : "");
      Element owner = member.getEnclosingElement();
      while (!(owner instanceof TypeElement declarer)) {
        owner = Objects.requireNonNull(owner).getEnclosingElement();
      }
      return new Property(
          String.join(".", ClassName.get(declarer).simpleNames()) + "." + name, type);
    }
  }

  List<Property> writtenOf(TypeElement type) {
    Set<TypeElement> lineage = lineageOf(type);
    List<Property> found = new ArrayList<>();
    if (lineage.stream().noneMatch(JsonProperties::isTold)) {
      type.getRecordComponents().forEach(part -> found.add(Property.of(part, part.asType())));
      fieldsOf(lineage)
          .filter(JsonProperties::isPublic)
          .forEach(field -> found.add(Property.of(field, seenBy(type, field))));
      accessorsOf(lineage, "get", 0)
          .filter(JsonProperties::isPublic)
          .map(
              getter ->
                  Property.of(getter, ((ExecutableType) seenBy(type, getter)).getReturnType()))
          .forEach(found::add);
    }
    return found;
  }

  List<Property> readOf(TypeElement type) {
    Set<TypeElement> lineage = lineageOf(type);
    List<ExecutableElement> constructors = ElementFilter.constructorsIn(type.getEnclosedElements());
    if (lineage.stream().anyMatch(JsonProperties::isTold)) {
      return List.of();
    }
    if (constructors.stream().anyMatch(constructor -> constructor.getParameters().isEmpty())) {
      return settableOf(type, lineage);
    }
    if (constructors.size() != 1 || isMadeOfText(type)) {
      return List.of();
    }
    List<? extends Element> parts =
        type.getKind() == ElementKind.RECORD
            ? type.getRecordComponents()
            : constructors.get(0).getParameters();
    return parts.stream().map(part -> Property.of(part, part.asType())).toList();
  }

  /** Setters go before fields, and those of one name before none. */
  private List<Property> settableOf(TypeElement type, Set<TypeElement> lineage) {
    Map<String, List<ExecutableElement>> setters =
        accessorsOf(lineage, "set", 1).collect(Collectors.groupingBy(JsonProperties::propertyOf));
    Set<String> seen =
        accessorsOf(lineage, "get", 0)
            .filter(JsonProperties::isPublic)
            .map(JsonProperties::propertyOf)
            .collect(Collectors.toSet());
    List<Property> found = new ArrayList<>();
    setters.values().stream()
        .filter(overloads -> overloads.size() == 1)
        .map(overloads -> overloads.get(0))
        .map(
            setter ->
                Property.of(
                    setter, ((ExecutableType) seenBy(type, setter)).getParameterTypes().get(0)))
        .forEach(found::add);
    fieldsOf(lineage)
        .filter(field -> isPublic(field) || seen.contains(nameOf(field)))
        .filter(field -> !setters.containsKey(nameOf(field)))
        .forEach(field -> found.add(Property.of(field, seenBy(type, field))));
    return found;
  }

  private TypeMirror seenBy(TypeElement type, Element member) {
    return types.asMemberOf((DeclaredType) type.asType(), member);
  }

  /** Returns a type and all that it extends, but not what the JDK has. */
  private static Set<TypeElement> lineageOf(TypeElement type) {
    Set<TypeElement> lineage = new LinkedHashSet<>();
    List<TypeElement> left = new ArrayList<>(List.of(type));
    while (!left.isEmpty()) {
      TypeElement next = left.remove(left.size() - 1);
      if (!KnownTypes.isOfJdk(next) && lineage.add(next)) {
        Stream.concat(Stream.of(next.getSuperclass()), next.getInterfaces().stream())
            .filter(DeclaredType.class::isInstance)
            .forEach(parent -> left.add((TypeElement) ((DeclaredType) parent).asElement()));
      }
    }
    return lineage;
  }

  private static Stream<VariableElement> fieldsOf(Set<TypeElement> lineage) {
    return lineage.stream()
        .flatMap(type -> ElementFilter.fieldsIn(type.getEnclosedElements()).stream())
        .filter(field -> !field.getModifiers().contains(Modifier.STATIC))
        .filter(field -> !field.getModifiers().contains(Modifier.TRANSIENT));
  }

  private static Stream<ExecutableElement> accessorsOf(
      Set<TypeElement> lineage, String prefix, int parameters) {
    return lineage.stream()
        .flatMap(type -> ElementFilter.methodsIn(type.getEnclosedElements()).stream())
        .filter(method -> !method.getModifiers().contains(Modifier.STATIC))
        .filter(method -> nameOf(method).startsWith(prefix) && nameOf(method).length() > 3)
        .filter(method -> method.getParameters().size() == parameters);
  }

  private static boolean isMadeOfText(TypeElement type) {
    return ElementFilter.methodsIn(type.getEnclosedElements()).stream()
        .filter(method -> method.getModifiers().contains(Modifier.STATIC))
        .anyMatch(method -> FROM_TEXT.contains(nameOf(method)));
  }

  private static boolean isPublic(Element element) {
    return element.getModifiers().contains(Modifier.PUBLIC);
  }

  private static String nameOf(Element element) {
    return element.getSimpleName().toString();
  }

  private static String propertyOf(ExecutableElement accessor) {
    String name = nameOf(accessor).substring(3);
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  /** Returns whether a class, or a member of it, has an annotation that Jackson goes by. */
  private static boolean isTold(TypeElement type) {
    return Stream.concat(
            Stream.of(type),
            type.getEnclosedElements().stream()
                .filter(member -> !(member instanceof TypeElement))
                .flatMap(JsonProperties::withParameters))
        .flatMap(element -> AnnotationUse.allOn(element).stream())
        .anyMatch(JsonProperties::tells);
  }

  private static Stream<? extends Element> withParameters(Element member) {
    return member instanceof ExecutableElement executable
        ? Stream.concat(Stream.of(member), executable.getParameters().stream())
        : Stream.of(member);
  }

  /** A name alone changes nothing; one's own annotation may stand for some of Jackson's. */
  private static boolean tells(AnnotationUse use) {
    return !(use.is(NAME) && use.given("access").isEmpty())
        && (use.isOfPackage(JACKSON)
            || AnnotationUse.allOn(use.mirror().getAnnotationType().asElement()).stream()
                .anyMatch(meta -> meta.isOfPackage(JACKSON)));
  }
}
