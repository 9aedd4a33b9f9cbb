package dev.latchkey.processor;

import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/**
 * A parameter of an endpoint, by what Feign makes of it.
 *
 * @param element where it is declared
 * @param kind what it becomes
 * @param name what a variable is called; otherwise its own name
 */
record EndpointParameter(VariableElement element, Kind kind, String name) {

  /** What a parameter becomes. */
  enum Kind {
    /** The value of a variable, or a form field if no template mentions it. */
    VARIABLE,
    /** The body. */
    BODY,
    /** Further query parameters or headers. */
    MAP,
    /** The value of a variable to somebody else than Feign. */
    FOREIGN,
    /** What replaces the client's URL in this call. */
    URL,
    /** What is never sent: timeouts, or the rest of a Kotlin coroutine. */
    ASIDE
  }

  static List<EndpointParameter> of(ExecutableElement method) {
    return method.getParameters().stream().map(EndpointParameter::of).toList();
  }

  private static EndpointParameter of(VariableElement parameter) {
    String name = parameter.getSimpleName().toString();
    if (AnnotationUse.isOn(parameter, "feign.Param")) {
      return new EndpointParameter(parameter, Kind.VARIABLE, variableOf(parameter));
    }
    if (AnnotationUse.isOn(parameter, "feign.QueryMap")
        || AnnotationUse.isOn(parameter, "feign.HeaderMap")) {
      return new EndpointParameter(parameter, Kind.MAP, name);
    }
    TypeMirror type = parameter.asType();
    if (KnownTypes.is(type, "java.net.URI")) {
      return new EndpointParameter(parameter, Kind.URL, name);
    }
    Optional<AnnotationUse> foreign = ForeignAnnotations.bindingOf(parameter);
    if (foreign.isPresent()) {
      return new EndpointParameter(
          parameter, Kind.FOREIGN, ForeignAnnotations.nameIn(foreign.get()).orElse(name));
    }
    boolean aside = KnownTypes.is(type, "kotlin.coroutines.Continuation") || isOptions(type);
    return new EndpointParameter(parameter, aside ? Kind.ASIDE : Kind.BODY, name);
  }

  /** A {@code @Param} that says nothing means the parameter's own name. */
  private static String variableOf(VariableElement parameter) {
    return AnnotationUse.of(parameter, "feign.Param")
        .flatMap(param -> param.value(String.class))
        .map(AnnotationUse.Value::constant)
        .filter(name -> !name.isEmpty())
        .orElse(parameter.getSimpleName().toString());
  }

  /** Returns whether Feign takes a type for the timeouts of a call. */
  static boolean isOptions(TypeMirror type) {
    return extendsNamed(type, "feign.Request.Options");
  }

  private static boolean extendsNamed(TypeMirror type, String name) {
    return KnownTypes.is(type, name)
        || (type instanceof DeclaredType declared
            && extendsNamed(((TypeElement) declared.asElement()).getSuperclass(), name));
  }
}
