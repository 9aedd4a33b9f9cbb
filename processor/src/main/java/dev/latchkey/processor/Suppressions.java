package dev.latchkey.processor;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.ModuleElement.RequiresDirective;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/**
 * The warnings that a client would cause by saying again what the API says. The user has dealt with
 * them where the API is declared, and cannot deal with them in a generated file.
 */
final class Suppressions {
  /** What javac says of a declaration wherever it stands, and so again of the client's. */
  private static final Set<String> SAID_AGAIN = Set.of("exports", "overloads", "try");

  private final Elements elements;

  Suppressions(Elements elements) {
    this.elements = elements;
  }

  /** Returns what the declaration of the client would cause by naming the API. */
  Set<String> ofApi(TypeElement api) {
    Set<String> found = ofTypes(List.of(api.asType()));
    if (elements.isDeprecated(api) && !isForRemoval(api)) {
      // The client carries the API's @Deprecated, which speaks for all that is in it.
      found.remove("deprecation");
    }
    if (around(api).stream().anyMatch(Suppressions::isSerializable)) {
      // Only of classes javac asks that they number their versions.
      found.add("serial");
    }
    found.addAll(silencedOn(around(api).stream()));
    return found;
  }

  /** Returns a type, what it extends, and the types around all of these. */
  private static Set<Element> around(TypeElement type) {
    Set<Element> found = new HashSet<>();
    addAround(type, found);
    return found;
  }

  private static void addAround(@Nullable Element element, Set<Element> found) {
    if (element instanceof TypeElement type && found.add(type)) {
      type.getInterfaces().forEach(p -> addAround(((DeclaredType) p).asElement(), found));
      addAround(type.getEnclosingElement(), found);
    }
  }

  private static boolean isSerializable(Element type) {
    return ((TypeElement) type).getQualifiedName().contentEquals("java.io.Serializable");
  }

  /** Returns what the user silenced on these. */
  private static Set<String> silencedOn(Stream<? extends Element> elements) {
    return elements
        .flatMap(element -> AnnotationUse.of(element, "java.lang.SuppressWarnings").stream())
        .flatMap(suppress -> suppress.values(String.class).stream())
        .map(AnnotationUse.Value::constant)
        .filter(SAID_AGAIN::contains)
        .collect(Collectors.toSet());
  }

  /** Returns what a public client would cause by its {@code @Generated}. */
  Set<String> ofGenerated(TypeElement api) {
    // Who reads the API's module may not read the module of that annotation.
    boolean seen = !isExported(api) || handedOnBy(api).contains("java.compiler");
    return seen ? Set.of() : Set.of("exports");
  }

  private boolean isExported(TypeElement api) {
    ModuleElement module = elements.getModuleOf(api);
    PackageElement room = elements.getPackageOf(api);
    return ElementFilter.exportsIn(module.getDirectives()).stream()
        .anyMatch(exports -> exports.getPackage().equals(room));
  }

  private Set<String> handedOnBy(TypeElement api) {
    return ElementFilter.requiresIn(elements.getModuleOf(api).getDirectives()).stream()
        .filter(RequiresDirective::isTransitive)
        .map(requires -> requires.getDependency().getQualifiedName().toString())
        .collect(Collectors.toSet());
  }

  /** Returns what an endpoint would cause by overriding and calling the method of the API. */
  Set<String> ofEndpoint(ApiMethod method) {
    Set<String> found = ofTypes(mentionedBy(method));
    if (elements.isDeprecated(method.element())) {
      found.remove("deprecation");
    }
    if (isForRemoval(method.element())) {
      found.add("removal");
    }
    boolean pollutes = method.element().isVarArgs() && !isReifiable(lastParameterOf(method));
    if (pollutes || method.isUncheckedToCall()) {
      found.add("unchecked");
    }
    found.addAll(silencedOn(Stream.of(method.element())));
    return found;
  }

  /** Returns what a call of the method from elsewhere would cause. */
  Set<String> ofCall(ApiMethod method) {
    Set<String> found = ofTypes(method.type().getParameterTypes());
    found.remove("rawtypes");
    addDeprecation(method.element(), found);
    return found;
  }

  /** Returns what a call of a constructor or factory would cause. */
  Set<String> ofMaker(ExecutableElement maker) {
    Set<String> found = new TreeSet<>();
    addDeprecation(maker, found);
    return found;
  }

  private static List<TypeMirror> mentionedBy(ApiMethod method) {
    return Stream.of(
            List.of(method.returnType()),
            method.type().getParameterTypes(),
            method.type().getThrownTypes(),
            boundsOf(method))
        .flatMap(Collection::stream)
        .<TypeMirror>map(type -> type)
        .toList();
  }

  private static List<? extends TypeMirror> boundsOf(ApiMethod method) {
    return method.element().getTypeParameters().stream()
        .map(TypeParameterElement::getBounds)
        .flatMap(List::stream)
        .toList();
  }

  private static TypeMirror lastParameterOf(ApiMethod method) {
    ArrayType array = (ArrayType) method.parameterType(method.parameters().size() - 1);
    return array.getComponentType();
  }

  private static boolean isReifiable(TypeMirror type) {
    if (type instanceof ArrayType array) {
      return isReifiable(array.getComponentType());
    }
    return type.getKind().isPrimitive()
        || (type instanceof DeclaredType declared
            && declared.getTypeArguments().stream()
                .allMatch(argument -> argument.toString().equals("?")));
  }

  private Set<String> ofTypes(Collection<? extends TypeMirror> types) {
    Set<String> found = new TreeSet<>();
    Set<Element> seen = new HashSet<>();
    types.forEach(type -> add(type, found, seen));
    return found;
  }

  private void add(TypeMirror type, Set<String> found, Set<Element> seen) {
    if (type instanceof DeclaredType declared) {
      TypeElement element = (TypeElement) declared.asElement();
      if (declared.getTypeArguments().isEmpty() && !element.getTypeParameters().isEmpty()) {
        found.add("rawtypes");
      }
      declared.getTypeArguments().forEach(argument -> add(argument, found, seen));
      for (Element e = element; e instanceof TypeElement; e = e.getEnclosingElement()) {
        if (seen.add(e)) {
          addDeprecation(e, found);
        }
      }
    } else if (type instanceof ArrayType array) {
      add(array.getComponentType(), found, seen);
    } else if (type instanceof IntersectionType intersection) {
      intersection.getBounds().forEach(bound -> add(bound, found, seen));
    } else if (type instanceof WildcardType wildcard) {
      Stream.of(wildcard.getExtendsBound(), wildcard.getSuperBound())
          .filter(bound -> bound != null)
          .forEach(bound -> add(bound, found, seen));
    }
  }

  private void addDeprecation(Element element, Set<String> found) {
    if (isForRemoval(element)) {
      found.add("removal");
    } else if (elements.isDeprecated(element)) {
      found.add("deprecation");
    }
  }

  private static boolean isForRemoval(Element element) {
    Deprecated deprecated = element.getAnnotation(Deprecated.class);
    return deprecated != null && deprecated.forRemoval();
  }
}
