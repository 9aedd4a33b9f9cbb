package dev.latchkey.processor;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Reads what the endpoints of an API are to the session. */
final class LifecycleReader {
  private static final String REJECTED_BY = "dev.latchkey.RejectedBy";

  private final ProblemReporter problems;
  private final ArgumentReader arguments;
  private final Suppressions suppressions;
  private final AsyncReturn async;
  private final KnownTypes known;
  private final CredentialsInJson credentials;
  private final Map<Role, ApiMethod> first = new EnumMap<>(Role.class);
  private final Map<Role, ApiModel.SessionCall> calls = new EnumMap<>(Role.class);

  LifecycleReader(Round round, ProblemReporter problems, TypeElement api) {
    this.problems = problems;
    this.arguments = new ArgumentReader(round.elements(), round.types(), problems, api);
    this.suppressions = new Suppressions(round.elements());
    this.async = new AsyncReturn(round.known());
    this.known = round.known();
    this.credentials = round.credentials();
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
      checkReadable(method);
    }
    if (role.isCalledBySession()) {
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
    if (yields(answer)) {
      checkReadable(method);
    } else if (!(returnsNothing(answer) || async.isAsync(answer))) {
      String type = TypeNames.simple(answer);
      String nothing = async.isAsync(method.returnType()) ? "Void" : "void";
      problems.report(
          SessionProblems.noCredential(method.name(), role.annotation(), type, nothing),
          method.element());
    }
  }

  private void checkReadable(ApiMethod method) {
    credentials
        .readWith(async.answerOf(method.returnType()))
        .map(
            found ->
                SessionProblems.credentialInJson(
                    method.name(), TypeNames.simple(found.type()), found.place()))
        .ifPresent(problem -> problems.report(problem, method.element()));
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

  private static boolean returnsNothing(TypeMirror type) {
    return type.getKind() == TypeKind.VOID || KnownTypes.is(type, "java.lang.Void");
  }

  private boolean yields(TypeMirror type) {
    return known.isA(type, "dev.latchkey.session.CredentialResponse");
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
                        suppressionsOf(method, argument))));
  }

  private Set<String> suppressionsOf(ApiMethod method, ApiModel.Argument argument) {
    Set<String> found = suppressions.ofCall(method);
    if (argument instanceof ApiModel.Made made) {
      found.addAll(made.suppressions());
    }
    return found;
  }
}
