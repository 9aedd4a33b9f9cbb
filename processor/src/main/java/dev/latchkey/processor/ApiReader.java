package dev.latchkey.processor;

import com.palantir.javapoet.ClassName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Reads an annotated interface. */
final class ApiReader {
  private final Round round;
  private final Elements elements;
  private final Types types;
  private final ClientNames names;
  private final ProblemReporter problems;

  ApiReader(Round round, ClientNames names, ProblemReporter problems) {
    this.round = round;
    this.elements = round.elements();
    this.types = round.types();
    this.names = names;
    this.problems = problems;
  }

  /** Returns the API, or nothing if a problem was reported. */
  Optional<ApiModel> read(TypeElement api) {
    if (api.getKind() != ElementKind.INTERFACE) {
      problems.report(ApiProblems.notAnInterface(nameOf(api), kindOf(api)), api);
      return Optional.empty();
    }
    checkInterface(api);
    List<ApiMethod> methods = ApiMethods.of(api, elements, types);
    List<HeaderLine> headers = headersOf(api);
    LifecycleReader lifecycle = new LifecycleReader(round, problems, api);
    lifecycle.readStatuses(api);
    EndpointReader reader =
        new EndpointReader(
            round, problems, new RequestReader(round, problems, api, headers), lifecycle);
    List<ApiModel.Endpoint> endpoints =
        methods.stream().map(reader::read).flatMap(Optional::stream).toList();
    checkHeaders(headers, methods);
    checkPrefix(api, methods);
    List<ExecutableElement> defaults = ApiMethods.defaultsOf(api, elements, types);
    new MethodRules(elements, types, problems).check(api, methods, defaults);
    new AccessRules(elements, problems, api).check(methods);
    ModuleRules modules = new ModuleRules(elements, problems);
    modules.checkDefaults(defaults);
    modules.check(api, methods);
    return problems.isClean() ? Optional.of(model(api, endpoints, lifecycle)) : Optional.empty();
  }

  private void checkInterface(TypeElement api) {
    api.getTypeParameters().stream()
        .limit(1)
        .forEach(
            parameter ->
                problems.report(
                    ApiProblems.genericInterface(nameOf(api), nameOf(parameter)), parameter));
    checkParents(api);
    for (Element e = api; e instanceof TypeElement; e = e.getEnclosingElement()) {
      if (e.getModifiers().contains(Modifier.PRIVATE)) {
        problems.report(ApiProblems.privateInterface(nameOf(api), nameOf(e)), api);
      }
    }
    if (api.getModifiers().contains(Modifier.SEALED)) {
      problems.report(ApiProblems.sealedInterface(nameOf(api)), api);
    }
    String client = ClientNames.clientOf(api).simpleName();
    if (!names.claim(ClientNames.clientOf(api), api)
        || new AccessRules(elements, problems, api).isHidden(client)) {
      problems.report(ApiProblems.clientNameTaken(nameOf(api), client), api);
    }
  }

  private void checkParents(TypeElement api) {
    List<? extends TypeMirror> parents = api.getInterfaces();
    if (parents.size() > 1) {
      String first = TypeNames.simple(parents.get(0));
      String second = TypeNames.simple(parents.get(1));
      Problem problem =
          parents.stream()
              .filter(parent -> parents.stream().allMatch(other -> extendsErased(parent, other)))
              .findFirst()
              .map(
                  heir ->
                      ApiProblems.secondParent(nameOf(api), first, second, TypeNames.simple(heir)))
              .orElseGet(() -> ApiProblems.secondParent(nameOf(api), first, second));
      problems.report(problem, api);
    }
  }

  private boolean extendsErased(TypeMirror one, TypeMirror other) {
    return types.isSubtype(types.erasure(one), types.erasure(other));
  }

  /** Feign takes the headers of the interface and, if it extends exactly one, of that one. */
  private List<HeaderLine> headersOf(TypeElement api) {
    HeaderRules rules = new HeaderRules(problems);
    List<HeaderLine> headers = new ArrayList<>(HeaderLine.of(api, problems));
    if (api.getInterfaces().size() == 1) {
      Element parent = ((DeclaredType) api.getInterfaces().get(0)).asElement();
      List<HeaderLine> inherited = HeaderLine.of(parent, problems);
      rules.checkRepeated(headers, inherited);
      headers.addAll(inherited);
    }
    rules.check(headers);
    rules.checkLost(api);
    return headers;
  }

  /** A header of the whole API is fine as long as some endpoint can send it. */
  private void checkHeaders(List<HeaderLine> headers, List<ApiMethod> methods) {
    Set<String> bound = new HashSet<>();
    methods.forEach(
        method ->
            EndpointParameter.of(method.element()).stream()
                .filter(p -> p.kind() == EndpointParameter.Kind.VARIABLE)
                .forEach(p -> bound.add(p.name())));
    boolean signed = methods.stream().anyMatch(method -> Role.of(method.element()).isSigned());
    for (HeaderLine header : headers) {
      if (header.isAuthorization() && signed) {
        problems.report(HeaderProblems.authorizationHeader(header.text()), header.place());
      }
      header.value().variables().stream()
          .filter(variable -> !bound.contains(variable))
          .forEach(v -> problems.report(RequestProblems.unboundVariable(v), header.place()));
    }
  }

  /** What others put before every path, Feign does not. */
  private void checkPrefix(TypeElement api, List<ApiMethod> methods) {
    ForeignAnnotations.prefixOn(api)
        .filter(prefix -> methods.stream().anyMatch(method -> isSentWithout(prefix, method)))
        .ifPresent(
            prefix ->
                problems.report(
                    ApiProblems.ignoredPrefix(
                        prefix.text(),
                        ForeignAnnotations.ownerOf(prefix).orElseThrow(),
                        ForeignAnnotations.pathIn(prefix)),
                    prefix.place()));
  }

  private static boolean isSentWithout(AnnotationUse prefix, ApiMethod method) {
    return AnnotationUse.of(method.element(), "feign.RequestLine")
        .flatMap(line -> line.value(String.class))
        .filter(line -> !line.constant().contains(" " + ForeignAnnotations.pathIn(prefix)))
        .isPresent();
  }

  private ApiModel model(
      TypeElement api, List<ApiModel.Endpoint> endpoints, LifecycleReader lifecycle) {
    Optional<ClassName> generated = generatedFor(api);
    return new ApiModel(
        api,
        ClassName.get(api),
        ClientNames.clientOf(api),
        isPublic(api),
        generated,
        EndpointReader.deprecationOf(api),
        suppressionsFor(api, generated.isPresent()),
        round.hidden().in(elements.getPackageOf(api)),
        endpoints,
        lifecycle.callOf(Role.REFRESH),
        lifecycle.callOf(Role.SIGN_OUT));
  }

  private static boolean isPublic(TypeElement api) {
    for (Element e = api; e instanceof TypeElement; e = e.getEnclosingElement()) {
      if (!e.getModifiers().contains(Modifier.PUBLIC)) {
        return false;
      }
    }
    return true;
  }

  private Set<String> suppressionsFor(TypeElement api, boolean isMarked) {
    Suppressions suppressions = new Suppressions(elements);
    Set<String> found = suppressions.ofApi(api);
    if (isPublic(api) && isMarked) {
      found.addAll(suppressions.ofGenerated(api));
    }
    return found;
  }

  /** The module of the API may not read java.compiler; then the annotation has to be left out. */
  private Optional<ClassName> generatedFor(TypeElement api) {
    String name = "javax.annotation.processing.Generated";
    return Optional.ofNullable(elements.getTypeElement(elements.getModuleOf(api), name))
        .map(ClassName::get);
  }

  private static String nameOf(Element element) {
    return element.getSimpleName().toString();
  }

  private static String kindOf(TypeElement type) {
    String kind = type.getKind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return (kind.matches("[aeiou].*") ? "an " : "a ") + kind;
  }
}
