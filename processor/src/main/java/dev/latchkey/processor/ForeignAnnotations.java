package dev.latchkey.processor;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;

/** Annotations that say what Feign's say, and that Feign does not read. */
final class ForeignAnnotations {
  private static final Map<String, String> OWNERS =
      Map.of(
          "javax.ws.rs", "JAX-RS",
          "jakarta.ws.rs", "JAX-RS",
          "org.springframework.web.bind.annotation", "Spring",
          "org.springframework.web.service.annotation", "Spring",
          "retrofit2.http", "Retrofit");

  /** What gives a variable its value; what marks a body does no harm, since it is one. */
  private static final Set<String> BINDINGS =
      Set.of(
          "@PathParam",
          "@QueryParam",
          "@HeaderParam",
          "@FormParam",
          "@PathVariable",
          "@RequestParam",
          "@RequestHeader",
          "@Path",
          "@Query",
          "@Header",
          "@Field");

  private static final List<String> NAMES = List.of("value", "name", "path", "url");

  private ForeignAnnotations() {}

  /** Returns whose an annotation is, if it is one of these. */
  static Optional<String> ownerOf(AnnotationUse use) {
    return OWNERS.entrySet().stream()
        .filter(owner -> use.isOfPackage(owner.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** Returns the annotation that would bind a parameter if Feign read it. */
  static Optional<AnnotationUse> bindingOf(VariableElement parameter) {
    return AnnotationUse.allOn(parameter).stream()
        .filter(use -> ownerOf(use).isPresent() && BINDINGS.contains(use.text()))
        .findFirst();
  }

  /** Returns what an annotation gives a name to, or a path. */
  static Optional<String> nameIn(AnnotationUse use) {
    return NAMES.stream()
        .flatMap(member -> use.strings(member).stream())
        .filter(name -> !name.isEmpty())
        .findFirst();
  }

  /** Returns the annotation that would say which request to send, if Feign read it. */
  static Optional<AnnotationUse> requestOf(ExecutableElement method) {
    return onMethod(method).findFirst();
  }

  /** Returns what a method's annotations would be for Feign. */
  static String requestLineOf(ExecutableElement method) {
    String verb =
        onMethod(method)
            .map(use -> use.text().replaceAll("@|Mapping|Exchange", "").toUpperCase(Locale.ROOT))
            .filter(RequestLine.VERBS::contains)
            .findFirst()
            .orElse("GET");
    String path = onMethod(method).flatMap(use -> nameIn(use).stream()).findFirst().orElse("/...");
    return verb + " " + (path.startsWith("/") ? path : "/" + path);
  }

  private static Stream<AnnotationUse> onMethod(ExecutableElement method) {
    return AnnotationUse.allOn(method).stream().filter(use -> ownerOf(use).isPresent());
  }
}
