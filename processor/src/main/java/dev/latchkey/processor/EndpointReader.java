package dev.latchkey.processor;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.TypeName;
import dev.latchkey.processor.ApiModel.Endpoint;
import dev.latchkey.processor.ApiModel.Parameter;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Reads a method of an API. */
final class EndpointReader {
  /** Feign goes by the name, whatever the parameters. */
  static final List<String> ANSWERED_BY_FEIGN = List.of("equals", "hashCode", "toString");

  private final Elements elements;
  private final Types types;
  private final ProblemReporter problems;
  private final RequestReader requests;
  private final LifecycleReader lifecycle;
  private final Suppressions suppressions;
  private final AsyncReturn async;
  private final AnswerRules answers;

  EndpointReader(
      Round round, ProblemReporter problems, RequestReader requests, LifecycleReader lifecycle) {
    this.elements = round.elements();
    this.types = round.types();
    this.problems = problems;
    this.requests = requests;
    this.lifecycle = lifecycle;
    this.suppressions = new Suppressions(elements);
    this.async = new AsyncReturn(round.known());
    this.answers = new AnswerRules(problems, round.known(), async);
  }

  /** Returns what the client does for a method, or nothing if that cannot be said. */
  Optional<Endpoint> read(ApiMethod method) {
    if (method.name().equals("finalize") && method.parameters().isEmpty()) {
      problems.report(ApiProblems.finalizer(), method.element());
    }
    if (AnnotationUse.isOn(method.element(), "feign.FeignIgnore")) {
      // The client has its own answer to what every object can be asked.
      return isObjectMethod(method)
          ? Optional.empty()
          : Optional.of(endpoint(method, Role.CALL, Optional.empty()));
    }
    if (ANSWERED_BY_FEIGN.contains(method.name())) {
      problems.report(ApiProblems.objectMethod(method.name()), method.element());
      return Optional.empty();
    }
    async
        .problem(method.name(), method.returnType())
        .ifPresent(problem -> problems.report(problem, method.element()));
    Role role = lifecycle.read(method);
    Optional<RequestLine> request = requests.read(method, role);
    answers.check(method, request);
    return request.map(line -> endpoint(method, role, Optional.of(line)));
  }

  private boolean isObjectMethod(ApiMethod method) {
    return elements.getTypeElement("java.lang.Object").getEnclosedElements().stream()
        .filter(inherited -> inherited.getSimpleName().contentEquals(method.name()))
        .filter(inherited -> inherited.getModifiers().contains(Modifier.PUBLIC))
        .anyMatch(
            inherited ->
                isSameErased(
                    (ExecutableType) inherited.asType(),
                    (ExecutableType) method.element().asType()));
  }

  /** Part by part, since ecj compares no types of methods. */
  private boolean isSameErased(ExecutableType one, ExecutableType other) {
    List<? extends TypeMirror> ones = one.getParameterTypes();
    List<? extends TypeMirror> others = other.getParameterTypes();
    return ones.size() == others.size()
        && isSameErased(one.getReturnType(), other.getReturnType())
        && IntStream.range(0, ones.size()).allMatch(i -> isSameErased(ones.get(i), others.get(i)));
  }

  private boolean isSameErased(TypeMirror one, TypeMirror other) {
    return one.getKind() == TypeKind.VOID
        ? other.getKind() == TypeKind.VOID
        : types.isSameType(types.erasure(one), types.erasure(other));
  }

  private Endpoint endpoint(ApiMethod method, Role role, Optional<RequestLine> request) {
    TypeNames names = method.names();
    List<Parameter> parameters =
        method.parameters().stream()
            .map(p -> new Parameter(p.getSimpleName().toString(), names.of(p.asType())))
            .toList();
    List<TypeName> exceptions = names.of(method.element().getThrownTypes());
    return new Endpoint(
        method.name(),
        role,
        request,
        method.element().getTypeParameters().stream().map(names::of).toList(),
        method.returnName(),
        parameters,
        method.element().isVarArgs(),
        exceptions,
        deprecationOf(method.element()),
        suppressions.ofEndpoint(method));
  }

  /** Returns the element's own {@code @Deprecated}. */
  static Optional<AnnotationSpec> deprecationOf(Element element) {
    return AnnotationUse.of(element, "java.lang.Deprecated")
        .map(
            deprecated -> {
              AnnotationSpec.Builder copy = AnnotationSpec.builder(Deprecated.class);
              String members = deprecated.members();
              // As one value, since JavaPoet gives each member a line of its own.
              return (members.isEmpty() ? copy : copy.addMember("value", "$L", members)).build();
            });
  }
}
