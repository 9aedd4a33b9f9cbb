package benchmark;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Runs javac in this JVM, with the processor or without, and says what that took. */
final class Compiler {
  private static final String PROCESSOR = "dev.latchkey.processor.AuthenticatedApiProcessor";

  /** What javac and the processor are measured by: they have this one thread. */
  private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();

  /** Kept, as a build that goes on for long keeps its jars open. */
  private static final StandardJavaFileManager FILES =
      JAVAC.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);

  private Compiler() {}

  /**
   * What a compilation took.
   *
   * @param millis on the clock
   * @param cpuMillis of the thread of the compiler
   * @param ownMillis of these, within the processor
   * @param ownBytes that were allocated within the processor
   * @param written the sources that the processor wrote, by the names of their classes
   */
  record Run(
      double millis,
      double cpuMillis,
      double ownMillis,
      double ownBytes,
      Map<String, String> written) {}

  /** Compiles sources as they are. */
  static Run without(Map<String, String> sources) {
    return run(sources, List.of("-proc:none"), List.of());
  }

  /** Compiles sources, with the processor. */
  static Run with(Map<String, String> sources) {
    return run(sources, List.of(), List.of(new Measured()));
  }

  private static Run run(Map<String, String> sources, List<String> options, List<Measured> with) {
    try {
      Path classes = Files.createTempDirectory("compile");
      try {
        return run(sources, options, with, classes);
      } finally {
        delete(classes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Run run(
      Map<String, String> sources, List<String> options, List<Measured> with, Path classes)
      throws IOException {
    FILES.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
    List<JavaFileObject> files = new ArrayList<>();
    sources.forEach((name, text) -> files.add(new Source(name, text)));
    StringWriter output = new StringWriter();
    long begin = System.nanoTime();
    long cpuBegin = THREAD.getCurrentThreadCpuTime();
    JavaCompiler.CompilationTask task = JAVAC.getTask(output, FILES, null, options, null, files);
    task.setProcessors(with);
    boolean succeeded = task.call();
    double cpuMillis = (THREAD.getCurrentThreadCpuTime() - cpuBegin) / 1e6;
    double millis = (System.nanoTime() - begin) / 1e6;
    if (!succeeded || !output.toString().isEmpty()) {
      throw new IllegalStateException(output.toString());
    }
    return new Run(
        millis,
        cpuMillis,
        with.stream().mapToLong(processor -> processor.nanos).sum() / 1e6,
        with.stream().mapToLong(processor -> processor.bytes).sum(),
        textsIn(classes));
  }

  private static Map<String, String> textsIn(Path folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        String name = folder.relativize(file).toString().replaceFirst("\\.java$", "");
        texts.put(name.replaceAll("[/\\\\]", "."), Files.readString(file));
      }
    }
    return texts;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
        Files.delete(file);
      }
    }
  }

  /** The processor, found among the services as javac finds it, with a clock. */
  private static final class Measured extends AbstractProcessor {
    private final Processor processor =
        ServiceLoader.load(Processor.class).stream()
            .filter(provider -> provider.type().getName().equals(PROCESSOR))
            .map(ServiceLoader.Provider::get)
            .findFirst()
            .orElseThrow();

    private long nanos;
    private long bytes;

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return processor.getSupportedAnnotationTypes();
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return processor.getSupportedSourceVersion();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      long begin = THREAD.getCurrentThreadCpuTime();
      long bytesBegin = THREAD.getCurrentThreadAllocatedBytes();
      boolean unused = processor.process(annotations, round);
      nanos += THREAD.getCurrentThreadCpuTime() - begin;
      bytes += THREAD.getCurrentThreadAllocatedBytes() - bytesBegin;
      return false;
    }

    @Override
    public synchronized void init(ProcessingEnvironment environment) {
      super.init(environment);
      processor.init(environment);
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("memory:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
