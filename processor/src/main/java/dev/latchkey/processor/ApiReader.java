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
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Reads an annotated interface. */
final class ApiReader {
  private final Elements elements;
  private final Types types;
  private final ClientNames names;
  private final HiddenNames hidden;
  private final ProblemReporter problems;

  ApiReader(
      Elements elements,
      Types types,
      ClientNames names,
      HiddenNames hidden,
      ProblemReporter problems) {
    this.elements = elements;
    this.types = types;
    this.names = names;
    this.hidden = hidden;
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
    LifecycleReader lifecycle = new LifecycleReader(elements, types, problems, api);
    lifecycle.readStatuses(api);
    EndpointReader reader =
        new EndpointReader(
            elements,
            types,
            problems,
            new RequestReader(elements, types, problems, headers),
            lifecycle);
    List<ApiModel.Endpoint> endpoints =
        methods.stream().map(reader::read).flatMap(Optional::stream).toList();
    checkHeaders(headers, methods);
    new MethodRules(elements, types, problems).check(api, methods);
    ModuleRules modules = new ModuleRules(elements, problems);
    modules.checkDefaults(ApiMethods.defaultsOf(api, elements, types));
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
    if (api.getInterfaces().size() > 1) {
      List<String> parents = api.getInterfaces().stream().map(TypeNames::simple).toList();
      problems.report(ApiProblems.secondParent(nameOf(api), parents.get(0), parents.get(1)), api);
    }
    for (Element e = api; e instanceof TypeElement; e = e.getEnclosingElement()) {
      if (e.getModifiers().contains(Modifier.PRIVATE)) {
        problems.report(ApiProblems.privateInterface(nameOf(api), nameOf(e)), api);
      }
    }
    if (api.getModifiers().contains(Modifier.SEALED)) {
      problems.report(ApiProblems.sealedInterface(nameOf(api)), api);
    }
    if (!names.claim(clientOf(api), api)) {
      String client = clientOf(api).simpleName();
      problems.report(ApiProblems.clientNameTaken(nameOf(api), client), api);
    }
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

  private ApiModel model(
      TypeElement api, List<ApiModel.Endpoint> endpoints, LifecycleReader lifecycle) {
    return new ApiModel(
        api,
        ClassName.get(api),
        clientOf(api),
        isPublic(api),
        generatedFor(api),
        EndpointReader.deprecationOf(api),
        suppressionsFor(api),
        hidden.in(elements.getPackageOf(api)),
        endpoints,
        lifecycle.callOf(Role.REFRESH),
        lifecycle.callOf(Role.SIGN_OUT));
  }

  private static ClassName clientOf(TypeElement api) {
    ClassName name = ClassName.get(api);
    return ClassName.get(name.packageName(), String.join("_", name.simpleNames()) + "Client");
  }

  private static boolean isPublic(TypeElement api) {
    for (Element e = api; e instanceof TypeElement; e = e.getEnclosingElement()) {
      if (!e.getModifiers().contains(Modifier.PUBLIC)) {
        return false;
      }
    }
    return true;
  }

  private Set<String> suppressionsFor(TypeElement api) {
    Suppressions suppressions = new Suppressions(elements);
    Set<String> found = suppressions.ofApi(api);
    if (isPublic(api) && generatedFor(api).isPresent()) {
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
