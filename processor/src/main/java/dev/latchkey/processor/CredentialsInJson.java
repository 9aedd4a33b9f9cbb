package dev.latchkey.processor;

import dev.latchkey.processor.JsonProperties.Property;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.util.Types;

/**
 * Finds credentials in what Jackson writes and reads. A client's own refuses them: directly when it
 * is built, and within another type at the call.
 */
final class CredentialsInJson {
  private static final String CREDENTIAL = "dev.latchkey.session.Credential";
  private static final String RESPONSE = "dev.latchkey.session.CredentialResponse";

  /** Of these Jackson sees what they hold and no properties. */
  private static final List<String> CONTAINERS =
      List.of(
          "java.util.Collection",
          "java.util.Map",
          "java.util.Optional",
          "java.util.concurrent.atomic.AtomicReference",
          "feign.TypedResponse");

  private final KnownTypes types;
  private final Search written;
  private final Search read;

  CredentialsInJson(KnownTypes known, Types types) {
    JsonProperties properties = new JsonProperties(types);
    this.types = known;
    this.written = new Search(properties::writtenOf, List.of(CREDENTIAL));
    this.read = new Search(properties::readOf, List.of(CREDENTIAL, RESPONSE));
  }

  /**
   * A type, and what it was found in.
   *
   * @param type such as a credential
   * @param place as words to follow its name, or nothing if it is in nothing
   */
  record Held(TypeMirror type, String place) {

    /** Returns what this is written with. */
    Held part(TypeMirror type) {
      return place.isEmpty() ? in(TypeNames.simple(this.type), type) : new Held(type, place);
    }

    static Held in(String owner, TypeMirror type) {
      return new Held(type, " in " + owner);
    }
  }

  /** Returns the credential that a body is, or that would be written with it. */
  Optional<Held> writtenWith(TypeMirror body) {
    return written.find(body);
  }

  /** Returns the credential that an answer is, or that would be read with it. */
  Optional<Held> readWith(TypeMirror answer) {
    return read.find(answer);
  }

  /**
   * A search of classes for what is refused. Each is looked at once, as it is declared; what is
   * given for its type parameters is looked at wherever it is given.
   */
  private final class Search {
    private final Function<TypeElement, List<Property>> properties;
    private final List<String> refused;
    private final Map<TypeElement, Parts> known = new HashMap<>();
    private final Set<TypeElement> innocent = new HashSet<>();

    Search(Function<TypeElement, List<Property>> properties, List<String> refused) {
      this.properties = properties;
      this.refused = refused;
    }

    Optional<Held> find(TypeMirror type) {
      Set<TypeElement> seen = new HashSet<>();
      Deque<Held> left = new ArrayDeque<>(List.of(new Held(type, "")));
      while (!left.isEmpty()) {
        Held next = left.remove();
        if (refused.stream().anyMatch(name -> KnownTypes.is(next.type, name))) {
          return Optional.of(next);
        }
        if (next.type.getKind() == TypeKind.DECLARED) {
          DeclaredType declared = (DeclaredType) next.type;
          TypeElement element = (TypeElement) declared.asElement();
          Parts parts = known.computeIfAbsent(element, this::partsOf);
          parts.givenIn(declared).map(next::part).forEach(left::add);
          if (!innocent.contains(element) && seen.add(element)) {
            left.addAll(parts.held);
          }
        } else {
          KnownTypes.partsOf(next.type).stream().map(next::part).forEach(left::add);
        }
      }
      innocent.addAll(seen);
      return Optional.empty();
    }

    private Parts partsOf(TypeElement element) {
      if (types.isAnyOf(element.asType(), CONTAINERS)) {
        return new Parts(
            KnownTypes.isOfJdk(element) ? List.of() : parentsOf(element),
            namesOf(element.getTypeParameters()));
      }
      boolean isOpaque = KnownTypes.isOfJdk(element) || element.getKind() == ElementKind.ENUM;
      List<Property> found = isOpaque ? List.of() : properties.apply(element);
      return new Parts(
          found.stream().map(property -> Held.in(property.name(), property.type())).toList(),
          namesOf(
              found.stream()
                  .flatMap(property -> KnownTypes.variablesIn(property.type()))
                  .map(TypeVariable::asElement)
                  .toList()));
    }
  }

  private static List<Held> parentsOf(TypeElement element) {
    return Stream.concat(Stream.of(element.getSuperclass()), element.getInterfaces().stream())
        .map(parent -> Held.in(nameOf(element), parent))
        .toList();
  }

  private static Set<String> namesOf(List<? extends Element> variables) {
    return variables.stream().map(CredentialsInJson::nameOf).collect(Collectors.toSet());
  }

  private static String nameOf(Element variable) {
    return variable.getSimpleName().toString();
  }

  /**
   * What objects of a class hold.
   *
   * @param held each thing, as it is declared
   * @param variables the type parameters that this mentions
   */
  private record Parts(List<Held> held, Set<String> variables) {

    /** Returns the type arguments that are held as well. */
    Stream<? extends TypeMirror> givenIn(DeclaredType mention) {
      List<? extends TypeParameterElement> parameters =
          ((TypeElement) mention.asElement()).getTypeParameters();
      return IntStream.range(0, mention.getTypeArguments().size())
          .filter(i -> variables.contains(nameOf(parameters.get(i))))
          .mapToObj(mention.getTypeArguments()::get);
    }
  }
}
