package dev.latchkey.processor;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Runs javac as a user does, and keeps what it prints and writes. */
final class Javac {
  /** What a user who cares compiles with; feign's own annotations forbid the one that is off. */
  static final List<String> STRICT = List.of("-Xlint:all,-processing", "-Werror");

  /**
   * What javac did.
   *
   * @param succeeded whether it compiled everything
   * @param output what it printed, with no path of this machine in it
   * @param written the sources that processors wrote, by their names
   */
  record Outcome(boolean succeeded, String output, Map<String, String> written) {}

  private static final List<String> NEEDED =
      List.of(
          "latchkey-runtime",
          "runtime[/\\\\]target",
          "feign-core",
          "jspecify",
          "jackson-annotations");

  /** What a user's own class path holds; the fewer jars, the faster. */
  static final List<Path> CLASS_PATH =
      Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
          .filter(entry -> entry.matches(".*(" + String.join("|", NEEDED) + ").*"))
          .map(Path::of)
          .toList();

  /** Kept, because it keeps the jars open. */
  private static final StandardJavaFileManager FILES =
      ToolProvider.getSystemJavaCompiler()
          .getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);

  private final List<String> options = new ArrayList<>();
  private final List<Processor> processors = new ArrayList<>();
  private final List<JavaFileObject> sources = new ArrayList<>();
  private final List<Path> classPath = new ArrayList<>(CLASS_PATH);
  private boolean modular;

  static Javac javac() {
    Javac javac = new Javac();
    javac.processors.add(new AuthenticatedApiProcessor());
    return javac;
  }

  /** Compiles a module: what else is a class path is a module path. */
  Javac onModulePath() {
    modular = true;
    return this;
  }

  /** Puts a folder of classes on the class path. */
  Javac on(Path folder) {
    classPath.add(folder);
    return this;
  }

  Javac with(List<String> more) {
    options.addAll(more);
    return this;
  }

  /** Adds processors, which run after ours. */
  Javac with(Processor processor) {
    processors.add(processor);
    return this;
  }

  /** Runs these processors and not ours. */
  Javac withOnly(Processor... only) {
    processors.clear();
    processors.addAll(List.of(only));
    return this;
  }

  /** Adds a source whose name in messages is this one. */
  Javac source(String name, String text) {
    sources.add(new Source(name, text));
    return this;
  }

  /** Adds every source of a folder, by its path within it; a module, if there is one in it. */
  Javac sourcesOf(Path folder, Collection<String> except) throws IOException {
    modular |= Files.exists(folder.resolve("module-info.java"));
    textsOf(folder)
        .forEach(
            (name, text) -> {
              if (!except.contains(Path.of(name).getFileName().toString())) {
                source(name, text);
              }
            });
    return this;
  }

  /** Returns every source of a folder, by its path within it. */
  static Map<String, String> textsOf(Path folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        texts.put(folder.relativize(file).toString(), Files.readString(file));
      }
    }
    return texts;
  }

  /** Compiles into a new folder, which is deleted again. */
  Outcome compile() throws IOException {
    Path target = Files.createTempDirectory("javac");
    try {
      return compileTo(target);
    } finally {
      delete(target);
    }
  }

  /** Compiles into a folder that stays. */
  Outcome compileTo(Path target) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    FILES.setLocationFromPaths(StandardLocation.CLASS_PATH, modular ? List.of() : classPath);
    FILES.setLocationFromPaths(StandardLocation.MODULE_PATH, modular ? classPath : List.of());
    FILES.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(target));
    StringWriter output = new StringWriter();
    JavaCompiler.CompilationTask task =
        compiler.getTask(output, FILES, null, options, null, sources);
    task.setLocale(Locale.ROOT);
    task.setProcessors(processors);
    boolean succeeded = task.call();
    return new Outcome(succeeded, output.toString().replace("\r\n", "\n"), sourcesIn(target));
  }

  private static Map<String, String> sourcesIn(Path target) throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(target)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        found.put(target.relativize(file).toString(), Files.readString(file));
      }
    }
    return found;
  }

  /** Deletes a folder and all that is in it. */
  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted((one, other) -> other.compareTo(one))
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String name;
    private final String text;

    Source(String name, String text) {
      super(URI.create("memory:///" + name), Kind.SOURCE);
      this.name = name;
      this.text = text;
    }

    @Override
    public String getName() {
      return name;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
