package dev.latchkey.processor;

import com.google.auto.service.AutoService;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** Writes the client of every interface that carries {@code @AuthenticatedApi}. */
@AutoService(Processor.class)
public final class AuthenticatedApiProcessor extends AbstractProcessor {
  private static final String ANNOTATION = "dev.latchkey.AuthenticatedApi";

  /** By name, since javac makes new elements in each round. */
  private final Set<String> deferred = new LinkedHashSet<>();

  private final ClientNames names = new ClientNames();

  /** Called by javac. */
  public AuthenticatedApiProcessor() {}

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of(ANNOTATION);
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    names.note(round);
    if (!round.processingOver()) {
      List<TypeElement> pending = pending(annotations, round);
      BrokenSource broken = new BrokenSource(trees(), clientsOf(pending));
      Round known = Round.of(processingEnv.getElementUtils(), processingEnv.getTypeUtils());
      for (TypeElement api : pending) {
        if (!Readiness.isReady(api, broken)) {
          deferred.add(api.getQualifiedName().toString());
        } else {
          writeClientOf(api, known);
        }
      }
    }
    return false;
  }

  /** Others than javac say what they refuse whatever processors say. */
  private boolean isRefused(TypeElement api) {
    return trees().isPresent()
        && new Clashes(processingEnv.getElementUtils(), processingEnv.getTypeUtils(), api)
            .areThere();
  }

  /** There with javac, unless something stands between it and us. */
  private Optional<Trees> trees() {
    try {
      return Optional.of(Trees.instance(processingEnv));
    } catch (IllegalArgumentException | LinkageError notJavac) {
      return Optional.empty();
    }
  }

  private List<TypeElement> pending(
      Set<? extends TypeElement> annotations, RoundEnvironment round) {
    List<TypeElement> pending = new ArrayList<>();
    for (String name : deferred) {
      Optional.ofNullable(processingEnv.getElementUtils().getTypeElement(name))
          .ifPresent(pending::add);
    }
    deferred.clear();
    for (TypeElement annotation : annotations) {
      pending.addAll(ElementFilter.typesIn(round.getElementsAnnotatedWith(annotation)));
    }
    return pending;
  }

  private static Set<String> clientsOf(List<TypeElement> apis) {
    return apis.stream()
        .map(api -> ClientNames.clientOf(api).canonicalName())
        .collect(Collectors.toSet());
  }

  private void writeClientOf(TypeElement api, Round known) {
    ProblemReporter problems =
        new ProblemReporter(processingEnv.getMessager(), api, trees().isPresent());
    try {
      if (isRefused(api)) {
        return;
      }
      Optional<ApiModel> model = new ApiReader(known, names, problems).read(api);
      if (model.isPresent()) {
        write(model.get(), problems);
      }
    } catch (RuntimeException | LinkageError | StackOverflowError failure) {
      problems.report(ApiProblems.latchkeyFailed(api.getQualifiedName().toString(), failure), api);
    } finally {
      problems.print();
    }
  }

  private void write(ApiModel model, ProblemReporter problems) {
    try {
      new ClientWriter(processingEnv.getFiler()).write(model);
    } catch (IOException failure) {
      String client = model.client().canonicalName();
      String reason = String.valueOf(failure.getMessage());
      problems.report(ApiProblems.clientNotWritten(client, reason), model.origin());
    }
  }
}
