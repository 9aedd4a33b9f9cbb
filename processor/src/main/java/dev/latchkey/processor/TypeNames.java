package dev.latchkey.processor;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeVariableName;
import com.palantir.javapoet.WildcardTypeName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.SimpleTypeVisitor14;
import javax.lang.model.util.Types;

/**
 * Writes the types of one interface as its heir sees them: with {@code @Nullable} wherever it
 * stands, and with what the heir gave for the interface's type parameters. ({@code
 * Types.asMemberOf} forgets the annotations of what it replaces, and JavaPoet those of type
 * arguments.)
 */
final class TypeNames {
  /** Other annotations on types may mean something to a reader of the client that it has not. */
  private static final List<String> NULLNESS = List.of("Nullable", "NonNull");

  private static final Pattern PACKAGES = Pattern.compile("\\b(?:[a-z_][A-Za-z0-9_]*\\.)+");

  private final Types types;
  private final Map<String, TypeName> arguments;
  private final boolean raw;

  private TypeNames(Types types, Map<String, TypeName> arguments, boolean raw) {
    this.types = types;
    this.arguments = arguments;
    this.raw = raw;
  }

  /** Returns the names within a type that has no type parameters. */
  static TypeNames plain(Types types) {
    return new TypeNames(types, Map.of(), false);
  }

  /** Returns the names within a parent as it is mentioned here. */
  TypeNames within(DeclaredType parent) {
    List<? extends TypeParameterElement> parameters =
        ((TypeElement) parent.asElement()).getTypeParameters();
    Map<String, TypeName> given = new HashMap<>();
    for (int i = 0; i < parent.getTypeArguments().size(); i++) {
      given.put(parameters.get(i).getSimpleName().toString(), of(parent.getTypeArguments().get(i)));
    }
    // The members of a parent without its type arguments are seen erased.
    return new TypeNames(types, given, raw || given.size() < parameters.size());
  }

  /** Returns a type as a message says it: without packages and annotations. */
  static String simple(TypeMirror type) {
    return PACKAGES.matcher(TypeName.get(type).toString()).replaceAll("");
  }

  /** Returns whether all types are seen erased. */
  boolean isRaw() {
    return raw;
  }

  TypeName of(TypeMirror type) {
    return raw ? TypeName.get(types.erasure(type)) : type.accept(new Naming(), null);
  }

  List<TypeName> of(List<? extends TypeMirror> types) {
    return types.stream().map(this::of).toList();
  }

  TypeVariableName of(TypeParameterElement parameter) {
    return TypeVariableName.get(
        parameter.getSimpleName().toString(), of(parameter.getBounds()).toArray(new TypeName[0]));
  }

  private static TypeName annotated(TypeName name, TypeMirror type) {
    List<AnnotationSpec> nullness =
        type.getAnnotationMirrors().stream()
            .filter(mirror -> isNullness(mirror.getAnnotationType().asElement()))
            .map(AnnotationSpec::get)
            .filter(annotation -> !name.annotations().contains(annotation))
            .toList();
    return nullness.isEmpty() ? name : name.annotated(nullness);
  }

  private static boolean isNullness(Element annotation) {
    return NULLNESS.contains(annotation.getSimpleName().toString());
  }

  private final class Naming extends SimpleTypeVisitor14<TypeName, Void> {
    @Override
    protected TypeName defaultAction(TypeMirror type, Void nothing) {
      return annotated(TypeName.get(type), type);
    }

    @Override
    public TypeName visitDeclared(DeclaredType type, Void nothing) {
      ClassName raw = ClassName.get((TypeElement) type.asElement());
      List<TypeName> given = of(type.getTypeArguments());
      boolean inner = !type.asElement().getModifiers().contains(Modifier.STATIC);
      if (inner
          && type.getEnclosingType() instanceof DeclaredType outer
          && of(outer) instanceof ParameterizedTypeName parameterized) {
        return annotated(parameterized.nestedClass(raw.simpleName(), given), type);
      }
      return annotated(
          given.isEmpty() ? raw : ParameterizedTypeName.get(raw, given.toArray(new TypeName[0])),
          type);
    }

    @Override
    public TypeName visitArray(ArrayType type, Void nothing) {
      return annotated(ArrayTypeName.of(of(type.getComponentType())), type);
    }

    @Override
    public TypeName visitTypeVariable(TypeVariable type, Void nothing) {
      Element variable = type.asElement();
      String name = variable.getSimpleName().toString();
      // By its name, since to ecj one with an annotation is another; a method's own may hide it.
      TypeName given =
          variable.getEnclosingElement() instanceof TypeElement ? arguments.get(name) : null;
      return annotated(given != null ? given : TypeVariableName.get(name), type);
    }

    @Override
    public TypeName visitWildcard(WildcardType type, Void nothing) {
      return Stream.ofNullable(type.getExtendsBound())
          .map(bound -> WildcardTypeName.subtypeOf(of(bound)))
          .findFirst()
          .or(
              () ->
                  Stream.ofNullable(type.getSuperBound())
                      .map(bound -> WildcardTypeName.supertypeOf(of(bound)))
                      .findFirst())
          .orElseGet(() -> WildcardTypeName.subtypeOf(Object.class));
    }
  }
}
