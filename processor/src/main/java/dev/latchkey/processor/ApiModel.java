package dev.latchkey.processor;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeVariableName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.TypeElement;

/**
 * An API without a mistake in it, ready to be written.
 *
 * @param origin where it was declared, for the incremental compiler
 * @param name the API's name
 * @param client the client's name
 * @param isPublic whether other packages can see the API
 * @param generated the annotation for generated code, if the API's module can see it
 * @param deprecated the API's own {@code @Deprecated}
 * @param suppressions the warnings that the declaration of the client would cause
 * @param shadowed names of {@code java.lang} that mean something else in the API's package
 * @param endpoints what the client implements, in order
 * @param refresh what the session does to refresh, if the API says it
 * @param signOut what the session does to sign out, if the API says it
 */
record ApiModel(
    TypeElement origin,
    ClassName name,
    ClassName client,
    boolean isPublic,
    Optional<ClassName> generated,
    Optional<AnnotationSpec> deprecated,
    Set<String> suppressions,
    Set<String> shadowed,
    List<Endpoint> endpoints,
    Optional<SessionCall> refresh,
    Optional<SessionCall> signOut) {

  ApiModel {
    endpoints = List.copyOf(endpoints);
  }

  /**
   * A method of the client.
   *
   * @param name its name
   * @param role what it is to the session
   * @param request what it sends; empty if Feign is told to ignore it
   * @param typeVariables its own type parameters
   * @param returns its return type
   * @param parameters its parameters
   * @param isVarargs whether the last of them takes any number of arguments
   * @param exceptions what it throws
   * @param deprecated its own {@code @Deprecated}
   * @param suppressions the warnings that its declaration would cause
   */
  record Endpoint(
      String name,
      Role role,
      Optional<RequestLine> request,
      List<TypeVariableName> typeVariables,
      TypeName returns,
      List<Parameter> parameters,
      boolean isVarargs,
      List<TypeName> exceptions,
      Optional<AnnotationSpec> deprecated,
      Set<String> suppressions) {

    Endpoint {
      typeVariables = List.copyOf(typeVariables);
      parameters = List.copyOf(parameters);
      exceptions = List.copyOf(exceptions);
    }

    boolean returnsNothing() {
      return returns.equals(TypeName.VOID);
    }
  }

  /**
   * A parameter of an endpoint.
   *
   * @param name its name
   * @param type its type
   */
  record Parameter(String name, TypeName type) {}

  /**
   * How the session calls an endpoint.
   *
   * @param endpoint the endpoint's name
   * @param argument what it is called with
   * @param isAsync whether the endpoint answers later
   * @param yields whether the endpoint returns the answer, rather than nothing
   * @param suppressions the warnings that the call would cause
   */
  record SessionCall(
      String endpoint,
      Argument argument,
      boolean isAsync,
      boolean yields,
      Set<String> suppressions) {}

  /** What the session gives to the endpoint that it calls. */
  sealed interface Argument {}

  /** Nothing. */
  record Nothing() implements Argument {}

  /** Something that it holds. */
  enum Held implements Argument {
    REFRESH_TOKEN,
    CREDENTIAL
  }

  /**
   * An object made of what it holds.
   *
   * @param type its class
   * @param of what it is made of
   * @param suppressions the warnings that making it would cause
   */
  record Made(Maker type, Held of, Set<String> suppressions) implements Argument {}

  /** What makes an object of one argument. */
  sealed interface Maker {}

  /**
   * A constructor.
   *
   * @param type the class that it makes
   * @param isGeneric whether the class has type parameters
   */
  record Constructor(ClassName type, boolean isGeneric) implements Maker {}

  /**
   * A static factory method.
   *
   * @param type the type that declares it
   * @param name its name
   */
  record Factory(ClassName type, String name) implements Maker {}
}
