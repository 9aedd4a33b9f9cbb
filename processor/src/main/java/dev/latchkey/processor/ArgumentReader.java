package dev.latchkey.processor;

import com.palantir.javapoet.ClassName;
import dev.latchkey.processor.ApiModel.Argument;
import dev.latchkey.processor.ApiModel.Held;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Finds what the session can give to the endpoint that it calls. */
final class ArgumentReader {
  /** What these mean to Feign, the session cannot say. */
  private static final List<EndpointParameter.Kind> NOT_THE_SESSIONS =
      List.of(EndpointParameter.Kind.URL, EndpointParameter.Kind.ASIDE);

  private final Elements elements;
  private final Types types;
  private final ProblemReporter problems;
  private final PackageElement room;
  private final Suppressions suppressions;

  ArgumentReader(Elements elements, Types types, ProblemReporter problems, TypeElement api) {
    this.elements = elements;
    this.types = types;
    this.problems = problems;
    this.room = elements.getPackageOf(api);
    this.suppressions = new Suppressions(elements);
  }

  /** Returns what the endpoint is called with, if there is exactly one way to make it. */
  Optional<Argument> read(ApiMethod method) {
    List<EndpointParameter> parameters = EndpointParameter.of(method.element());
    if (parameters.isEmpty()) {
      return Optional.of(new ApiModel.Nothing());
    }
    if (parameters.size() > 1) {
      problems.report(
          SessionProblems.lifecycleParameter(method.name(), parameters.size()),
          parameters.get(1).element());
      return Optional.empty();
    }
    EndpointParameter parameter = parameters.get(0);
    TypeMirror type = method.parameterType(0);
    List<ApiModel.Made> ways = waysToMake(type);
    Optional<Held> held = held(type);
    if (held.isPresent()) {
      return Optional.of(held.get());
    }
    if (ways.size() == 1 && !NOT_THE_SESSIONS.contains(parameter.kind())) {
      return Optional.of(ways.get(0));
    }
    String name = TypeNames.simple(type);
    problems.report(
        ways.size() > 1
            ? SessionProblems.lifecycleParameter(name, ways.stream().map(this::describe).toList())
            : SessionProblems.lifecycleParameter(name, method.name()),
        parameter.element());
    return Optional.empty();
  }

  private static Optional<Held> held(TypeMirror type) {
    if (KnownTypes.is(type, "java.lang.String")) {
      return Optional.of(Held.REFRESH_TOKEN);
    }
    return KnownTypes.is(type, "dev.latchkey.session.Credential")
        ? Optional.of(Held.CREDENTIAL)
        : Optional.empty();
  }

  /** Constructors go before factories: a class that has one needs no second way. */
  private List<ApiModel.Made> waysToMake(TypeMirror type) {
    if (!(type instanceof DeclaredType declared)
        || !(declared.asElement() instanceof TypeElement element)
        // The constants of an enum are no place for a token, though valueOf takes a String.
        || element.getKind() == ElementKind.ENUM) {
      return List.of();
    }
    List<ApiModel.Made> constructors = constructorsOf(declared, element);
    return constructors.isEmpty() ? factoriesOf(declared, element) : constructors;
  }

  private List<ApiModel.Made> constructorsOf(DeclaredType type, TypeElement element) {
    List<ApiModel.Made> found = new ArrayList<>();
    boolean inner =
        element.getEnclosingElement() instanceof TypeElement
            && !element.getModifiers().contains(Modifier.STATIC);
    if (inner || element.getModifiers().contains(Modifier.ABSTRACT)) {
      return found;
    }
    ClassName name = ClassName.get(element);
    for (ExecutableElement constructor :
        ElementFilter.constructorsIn(element.getEnclosedElements())) {
      heldBy(type, constructor)
          .map(
              held ->
                  new ApiModel.Made(
                      new ApiModel.Constructor(name, !type.getTypeArguments().isEmpty()),
                      held,
                      suppressions.ofMaker(constructor)))
          .ifPresent(found::add);
    }
    return found;
  }

  private List<ApiModel.Made> factoriesOf(DeclaredType type, TypeElement element) {
    List<ApiModel.Made> found = new ArrayList<>();
    for (ExecutableElement method : ElementFilter.methodsIn(element.getEnclosedElements())) {
      if (method.getModifiers().contains(Modifier.STATIC) && makes(method, type)) {
        heldBy(type, method)
            .map(
                held ->
                    new ApiModel.Made(
                        new ApiModel.Factory(
                            ClassName.get(element), method.getSimpleName().toString()),
                        held,
                        suppressions.ofMaker(method)))
            .ifPresent(found::add);
      }
    }
    return found;
  }

  /** A factory with type parameters makes what javac can infer of what is asked for. */
  private boolean makes(ExecutableElement factory, DeclaredType type) {
    TypeMirror made = factory.getReturnType();
    if (types.isAssignable(made, type)) {
      return true;
    }
    List<? extends TypeMirror> asked = type.getTypeArguments();
    List<? extends TypeMirror> given = KnownTypes.argumentsOf(made);
    return types.isSameType(types.erasure(made), types.erasure(type))
        && given.size() == asked.size()
        && given.stream().distinct().count() == given.size()
        && IntStream.range(0, given.size())
            .allMatch(i -> fits(factory, given.get(i), asked.get(i)));
  }

  private boolean fits(ExecutableElement factory, TypeMirror given, TypeMirror asked) {
    return types.isSameType(given, asked)
        || (KnownTypes.mentionsVariableOf(given, factory)
            && given instanceof TypeVariable variable
            && types.isAssignable(asked, types.erasure(variable.getUpperBound())));
  }

  /** Returns what an accessible constructor or factory takes, if that is one thing that is held. */
  private Optional<Held> heldBy(DeclaredType type, ExecutableElement maker) {
    if (!isAccessible(maker) || maker.getParameters().size() != 1) {
      return Optional.empty();
    }
    TypeMirror seen =
        maker.getKind() == ElementKind.CONSTRUCTOR ? types.asMemberOf(type, maker) : maker.asType();
    return held(((ExecutableType) seen).getParameterTypes().get(0));
  }

  private boolean isAccessible(Element member) {
    return member.getModifiers().contains(Modifier.PUBLIC)
        || (!member.getModifiers().contains(Modifier.PRIVATE)
            && elements.getPackageOf(member).equals(room));
  }

  private String describe(ApiModel.Made way) {
    String argument = way.of() == Held.CREDENTIAL ? "Credential" : "String";
    String maker =
        way.type() instanceof ApiModel.Factory factory
            ? factory.type().simpleName() + "." + factory.name()
            : "new " + ((ApiModel.Constructor) way.type()).type().simpleName();
    return maker + "(" + argument + ")";
  }
}
