package dev.latchkey.processor;

import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** Tells types by their names, so that the processor needs none of them on its own path. */
final class KnownTypes {
  private final Elements elements;
  private final Types types;

  KnownTypes(Elements elements, Types types) {
    this.elements = elements;
    this.types = types;
  }

  /** Returns whether a type is the one of this name, whatever its type arguments. */
  static boolean is(TypeMirror type, String name) {
    return type instanceof DeclaredType declared
        && ((TypeElement) declared.asElement()).getQualifiedName().contentEquals(name);
  }

  /** Returns whether a type is one of this name, or extends it. */
  boolean isA(TypeMirror type, String name) {
    TypeElement known = elements.getTypeElement(name);
    return known != null
        && !type.getKind().isPrimitive()
        && types.isAssignable(types.erasure(type), types.erasure(known.asType()));
  }

  boolean isAnyOf(TypeMirror type, List<String> names) {
    return names.stream().anyMatch(name -> isA(type, name));
  }

  /** Returns a type's arguments; none for a raw one. */
  static List<? extends TypeMirror> argumentsOf(TypeMirror type) {
    return type instanceof DeclaredType declared ? declared.getTypeArguments() : List.of();
  }

  /** Returns whether a type, or anything that it mentions, is the one of this name. */
  static boolean mentions(TypeMirror type, String name) {
    return is(type, name) || partsOf(type).stream().anyMatch(part -> mentions(part, name));
  }

  /** Returns whether a type mentions a type parameter that this element declares. */
  static boolean mentionsVariableOf(TypeMirror type, Element owner) {
    return (type instanceof TypeVariable variable
            && owner.equals(variable.asElement().getEnclosingElement()))
        || partsOf(type).stream().anyMatch(part -> mentionsVariableOf(part, owner));
  }

  /** Returns the classes and interfaces that a type mentions. */
  static Stream<TypeElement> classesIn(TypeMirror type) {
    Stream<TypeElement> own =
        type instanceof DeclaredType declared
            ? Stream.of((TypeElement) declared.asElement())
            : Stream.empty();
    return Stream.concat(own, partsOf(type).stream().flatMap(KnownTypes::classesIn));
  }

  private static List<? extends TypeMirror> partsOf(TypeMirror type) {
    if (type instanceof ArrayType array) {
      return List.of(array.getComponentType());
    }
    if (type instanceof WildcardType wildcard) {
      TypeMirror above = wildcard.getExtendsBound();
      TypeMirror bound = above == null ? wildcard.getSuperBound() : above;
      return bound == null ? List.of() : List.of(bound);
    }
    return argumentsOf(type);
  }

  /** Returns the class that a class extends, if it is one. */
  static @Nullable TypeElement superclassOf(TypeElement type) {
    return type.getSuperclass() instanceof DeclaredType declared
        ? (TypeElement) declared.asElement()
        : null;
  }

  /** Returns a type as the virtual machine sees it. */
  String erased(TypeMirror type) {
    return types.erasure(type).toString();
  }

  /** Returns the class whose objects hold values of a primitive type. */
  String boxed(TypeMirror primitive) {
    return TypeNames.simple(types.boxedClass((PrimitiveType) primitive).asType());
  }
}
