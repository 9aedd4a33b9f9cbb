package dev.latchkey.processor;

import com.google.auto.service.AutoService;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
      UnknownAnnotations unknown = new UnknownAnnotations(trees());
      HiddenNames hidden = new HiddenNames(processingEnv.getElementUtils());
      for (TypeElement api : pending(annotations, round)) {
        if (Readiness.isReady(api, unknown)) {
          writeClientOf(api, hidden);
        } else {
          deferred.add(api.getQualifiedName().toString());
        }
      }
    }
    return false;
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

  private void writeClientOf(TypeElement api, HiddenNames hidden) {
    ProblemReporter problems =
        new ProblemReporter(processingEnv.getMessager(), api, trees().isPresent());
    try {
      Optional<ApiModel> model =
          new ApiReader(
                  processingEnv.getElementUtils(),
                  processingEnv.getTypeUtils(),
                  names,
                  hidden,
                  problems)
              .read(api);
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
