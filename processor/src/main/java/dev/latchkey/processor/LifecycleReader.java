package dev.latchkey.processor;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Reads what the endpoints of an API are to the session. */
final class LifecycleReader {
  private static final String REJECTED_BY = "dev.latchkey.RejectedBy";

  private final Elements elements;
  private final Types types;
  private final ProblemReporter problems;
  private final ArgumentReader arguments;
  private final Suppressions suppressions;
  private final AsyncReturn async;
  private final KnownTypes known;
  private final Map<Role, ApiMethod> first = new EnumMap<>(Role.class);
  private final Map<Role, ApiModel.SessionCall> calls = new EnumMap<>(Role.class);

  LifecycleReader(Elements elements, Types types, ProblemReporter problems, TypeElement api) {
    this.elements = elements;
    this.types = types;
    this.problems = problems;
    this.arguments = new ArgumentReader(elements, types, problems, api);
    this.suppressions = new Suppressions(elements);
    this.async = new AsyncReturn(elements, types);
    this.known = new KnownTypes(elements, types);
  }

  /** Reads one method after the other, since a session has one of each. */
  Role read(ApiMethod method) {
    List<AnnotationUse> annotations = Role.annotationsOn(method.element());
    if (annotations.size() > 1) {
      String role = annotations.get(0).text();
      for (AnnotationUse further : annotations.subList(1, annotations.size())) {
        Problem problem = SessionProblems.twoRoles(method.name(), role, further.text());
        problems.report(problem, further.place());
      }
      return Role.of(method.element());
    }
    Role role = Role.of(method.element());
    if (role == Role.SIGN_IN || role == Role.REFRESH) {
      checkYield(method, role);
    }
    if (role == Role.SIGN_OUT) {
      checkNullable(method);
    }
    if (role == Role.REFRESH || role == Role.SIGN_OUT) {
      readCall(method, role, annotations.get(0));
    }
    checkStatuses(AnnotationUse.of(method.element(), REJECTED_BY));
    return role;
  }

  /** Returns how the session calls the endpoint of this role, if the API has one. */
  Optional<ApiModel.SessionCall> callOf(Role role) {
    return Optional.ofNullable(calls.get(role));
  }

  /** Reads which statuses reject the credential of a whole API. */
  void readStatuses(TypeElement api) {
    checkStatuses(AnnotationUse.of(api, REJECTED_BY));
  }

  private void checkStatuses(Optional<AnnotationUse> rejectedBy) {
    rejectedBy.stream()
        .flatMap(annotation -> annotation.values(Integer.class).stream())
        .filter(status -> status.constant() < 400 || status.constant() > 599)
        .forEach(s -> problems.report(SessionProblems.rejectedStatus(s.constant()), s.place()));
  }

  /** An endpoint of cookies returns nothing: they are the credential. */
  private void checkYield(ApiMethod method, Role role) {
    TypeMirror answer = async.answerOf(method.returnType());
    if (!(returnsNothing(answer) || yields(answer) || async.isAsync(answer))) {
      String type = TypeNames.simple(answer);
      problems.report(
          SessionProblems.noCredential(method.name(), role.annotation(), type), method.element());
    }
  }

  /** Whoever signs out when nobody is signed in is answered by nobody. */
  private void checkNullable(ApiMethod method) {
    TypeMirror type = method.returnType();
    if (type.getKind().isPrimitive()) {
      Problem problem =
          SessionProblems.primitiveSignOut(
              method.name(), TypeNames.simple(type), known.boxed(type));
      problems.report(problem, method.element());
    }
  }

  private boolean returnsNothing(TypeMirror type) {
    return type.getKind() == TypeKind.VOID
        || types.isSameType(type, elements.getTypeElement("java.lang.Void").asType());
  }

  private boolean yields(TypeMirror type) {
    TypeElement response = elements.getTypeElement("dev.latchkey.session.CredentialResponse");
    return !type.getKind().isPrimitive() && types.isAssignable(type, response.asType());
  }

  private void readCall(ApiMethod method, Role role, AnnotationUse annotation) {
    ApiMethod earlier = first.putIfAbsent(role, method);
    if (earlier != null) {
      Problem problem =
          SessionProblems.secondLifecycleEndpoint(method.name(), role.annotation(), earlier.name());
      problems.report(problem, annotation.place());
      return;
    }
    arguments
        .read(method)
        .ifPresent(
            argument ->
                calls.put(
                    role,
                    new ApiModel.SessionCall(
                        method.name(),
                        argument,
                        async.isAsync(method.returnType()),
                        yields(async.answerOf(method.returnType())),
                        suppressions.ofCall(method))));
  }
}
