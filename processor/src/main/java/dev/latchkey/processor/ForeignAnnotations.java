package dev.latchkey.processor;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/** Annotations that say what Feign's say, and that Feign does not read. */
final class ForeignAnnotations {
  private static final Map<String, String> OWNERS =
      Map.of(
          "javax.ws.rs", "JAX-RS",
          "jakarta.ws.rs", "JAX-RS",
          "org.springframework.web.bind.annotation", "Spring",
          "org.springframework.web.service.annotation", "Spring",
          "org.springframework.cloud.openfeign", "Spring",
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
          "@RequestPart",
          "@Path",
          "@Query",
          "@Header",
          "@Field",
          "@Part");

  /** What would send a value elsewhere than a variable does, and what does so for Feign. */
  private static final Map<String, Instead> ELSEWHERE =
      Map.ofEntries(
          cookie("@CookieParam"),
          cookie("@CookieValue"),
          matrix("@MatrixParam"),
          matrix("@MatrixVariable"),
          map("@BeanParam", "@QueryMap"),
          map("@ModelAttribute", "@QueryMap"),
          map("@SpringQueryMap", "@QueryMap"),
          map("@QueryMap", "@feign.QueryMap"),
          map("@HeaderMap", "@feign.HeaderMap"));

  /** What only who answers a request has. */
  private static final Set<String> OF_SERVERS =
      Set.of("@Context", "@Suspended", "@RequestAttribute", "@SessionAttribute");

  /** What says on a type with which path its requests begin. */
  private static final Set<String> PREFIXES =
      Set.of("@RequestMapping", "@HttpExchange", "@Path", "@FeignClient");

  private static final List<String> NAMES = List.of("value", "name", "path", "url");

  private ForeignAnnotations() {}

  /**
   * What to write for Feign.
   *
   * @param read the annotation
   * @param text all of it, with the name in the place of {@code %s}
   */
  record Instead(String read, String text) {}

  private static Map.Entry<String, Instead> cookie(String annotation) {
    String text = "@Param(\"%1$s\"), and on the method @Headers(\"Cookie: %1$s={%1$s}\").";
    return Map.entry(annotation, new Instead("@Param", text));
  }

  private static Map.Entry<String, Instead> matrix(String annotation) {
    return Map.entry(
        annotation, new Instead("@Param", "@Param(\"%1$s\"), and {;%1$s} into the path."));
  }

  private static Map.Entry<String, Instead> map(String annotation, String feigns) {
    return Map.entry(annotation, new Instead(feigns, feigns + "."));
  }

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
        .filter(use -> ownerOf(use).isPresent())
        .filter(
            use ->
                BINDINGS.contains(use.text())
                    || ELSEWHERE.containsKey(use.text())
                    || OF_SERVERS.contains(use.text()))
        .findFirst();
  }

  /** Returns what to write in the place of what binds a parameter, if Feign has it. */
  static Optional<Instead> insteadOf(AnnotationUse use) {
    Instead variable = new Instead("@Param", "@Param(\"%s\").");
    return OF_SERVERS.contains(use.text())
        ? Optional.empty()
        : Optional.of(ELSEWHERE.getOrDefault(use.text(), variable));
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

  /** Returns what a method's annotations, and those of its type, would be for Feign. */
  static String requestLineOf(ExecutableElement method, TypeElement api) {
    String verb = onMethod(method).flatMap(use -> verbIn(use).stream()).findFirst().orElse("GET");
    String path =
        prefixOn(api).map(ForeignAnnotations::pathIn).orElse("")
            + onMethod(method).map(ForeignAnnotations::pathIn).collect(Collectors.joining());
    String line = verb + " " + (path.isEmpty() ? "/..." : path);
    return RequestLine.parse(line) instanceof RequestLine.Sound ? line : verb + " /...";
  }

  /** Returns what says on a type with which path its requests begin. */
  static Optional<AnnotationUse> prefixOn(TypeElement type) {
    return AnnotationUse.allOn(type).stream()
        .filter(use -> ownerOf(use).isPresent() && PREFIXES.contains(use.text()))
        .filter(use -> !pathIn(use).isEmpty())
        .findFirst();
  }

  /** Returns a path as Feign would read it, with a slash before it and none after. */
  static String pathIn(AnnotationUse use) {
    Optional<String> given =
        use.text().equals("@FeignClient") ? use.strings("path").stream().findFirst() : nameIn(use);
    String path =
        given
            .orElse("")
            .replaceAll("^/+|/+$", "")
            .replaceAll("\\{\\s*([\\w.-]+)\\s*:\\s*", "{$1:")
            .replaceAll("\\{\\s*([\\w.-]+)\\s*}", "{$1}");
    return path.isEmpty() ? "" : "/" + path;
  }

  private static Optional<String> verbIn(AnnotationUse use) {
    Stream<String> said =
        use.given("method").stream()
            .map(AnnotationUse.Value::constant)
            .flatMap(method -> method instanceof List<?> list ? list.stream() : Stream.of(method))
            .map(method -> method.toString().replaceAll("^.*\\.|\"", ""));
    return Stream.concat(Stream.of(use.text().replaceAll("@|Mapping|Exchange", "")), said)
        .map(verb -> verb.toUpperCase(Locale.ROOT))
        .filter(RequestLine.VERBS::contains)
        .findFirst();
  }

  private static Stream<AnnotationUse> onMethod(ExecutableElement method) {
    return AnnotationUse.allOn(method).stream().filter(use -> ownerOf(use).isPresent());
  }
}
