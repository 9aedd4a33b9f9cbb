package dev.latchkey.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jdt.core.compiler.CategorizedProblem;
import org.eclipse.jdt.internal.compiler.ICompilerRequestor;
import org.eclipse.jdt.internal.compiler.batch.Main;

/** Runs the compiler of Eclipse with our processor, on files, as its command line does. */
final class Ecj {
  private Ecj() {}

  /**
   * What ecj did.
   *
   * @param errors what it says that is none of our problems, and no warning
   * @param said our problems, in the order in which they were said
   * @param written the clients, by their names
   */
  record Outcome(List<String> errors, List<Said> said, Map<String, String> written) {}

  /**
   * One of our problems.
   *
   * @param file where it is, by its path in the case
   * @param line the line there
   * @param column where in the line, from 1
   * @param warning whether it is one
   * @param text what is said
   */
  record Said(String file, long line, long column, boolean warning, String text) {

    /** Reads what javac prints of one problem. */
    static Said ofJavac(Path golden) throws IOException {
      List<String> lines = Files.readAllLines(golden);
      String[] head = lines.get(0).split(": ", 3);
      int colon = head[0].lastIndexOf(':');
      List<String> text = new ArrayList<>(List.of(head[2]));
      lines.subList(3, lines.size() - 1).forEach(line -> text.add(line.substring(2)));
      return new Said(
          head[0].substring(0, colon),
          Long.parseLong(head[0].substring(colon + 1)),
          lines.get(2).indexOf('^') + 1,
          head[1].equals("warning"),
          String.join("\n", text));
    }

    Said at(long otherColumn) {
      return new Said(file, line, otherColumn, warning, text);
    }
  }

  /** Compiles the sources of a case, but for these; a module, if there is one in it. */
  static Outcome compile(Path folder, Collection<String> except) throws IOException {
    Path room = Files.createTempDirectory("ecj");
    try {
      return compileIn(room, folder, except);
    } finally {
      Javac.delete(room);
    }
  }

  private static Outcome compileIn(Path room, Path folder, Collection<String> except)
      throws IOException {
    Path sources = Files.createDirectory(room.resolve("sources")).toRealPath();
    Path target = Files.createDirectory(room.resolve("target"));
    List<String> files = new ArrayList<>();
    for (Map.Entry<String, String> source : Javac.textsOf(folder).entrySet()) {
      Path file = sources.resolve(source.getKey());
      if (!except.contains(file.getFileName().toString())) {
        Files.createDirectories(file.getParent());
        files.add(Files.writeString(file, source.getValue()).toString());
      }
    }
    List<CategorizedProblem> found = new ArrayList<>();
    if (Files.exists(folder.resolve("module-info.java"))) {
      List<Path> jars = jarsIn(room);
      // What a processor writes ecj would compile outside the module, and so not find the API.
      found.addAll(run("--module-path", jars, target, files, "-proc:only"));
      for (String written : Javac.textsOf(target).keySet()) {
        files.add(target.resolve(written).toString());
      }
      found.addAll(run("--module-path", jars, target, files, "-proc:none"));
    } else {
      found.addAll(run("-classpath", Javac.CLASS_PATH, target, files));
    }
    List<String> errors = new ArrayList<>();
    List<Said> said = new ArrayList<>();
    for (CategorizedProblem problem : found) {
      if (problem.getMessage().matches("(?s)\\[[A-Z]\\w+] .*")) {
        said.add(said(problem, sources));
      } else if (problem.isError()) {
        errors.add("%d: %s".formatted(problem.getSourceLineNumber(), problem.getMessage()));
      }
    }
    return new Outcome(errors, said, new TreeMap<>(Javac.textsOf(target)));
  }

  /** After a round of processors ecj forgets the modules of folders, but not those of jars. */
  private static List<Path> jarsIn(Path room) throws IOException {
    List<Path> jars = new ArrayList<>();
    for (Path entry : Javac.CLASS_PATH) {
      jars.add(Files.isDirectory(entry) ? jarOf(entry, room.resolve(jars.size() + ".jar")) : entry);
    }
    return jars;
  }

  private static Path jarOf(Path folder, Path jar) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(
            new JarEntry(folder.relativize(file).toString().replace(File.separatorChar, '/')));
        Files.copy(file, out);
      }
    }
    return jar;
  }

  private static List<CategorizedProblem> run(
      String option, List<Path> path, Path target, List<String> files, String... options) {
    List<String> arguments = new ArrayList<>(List.of("--release", "17", option));
    arguments.add(
        path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    arguments.addAll(List.of("-d", target.toString(), "-s", target.toString()));
    arguments.addAll(List.of(options));
    arguments.addAll(files);
    Batch batch = new Batch(new StringWriter());
    boolean succeeded = batch.compile(arguments.toArray(String[]::new));
    assertThat(succeeded || !batch.found.isEmpty()).as("%s", batch.output).isTrue();
    return batch.found;
  }

  private static Said said(CategorizedProblem problem, Path sources) throws IOException {
    boolean warning = !problem.isError();
    char[] name = problem.getOriginatingFileName();
    if (name == null) {
      return new Said("", -1, -1, warning, problem.getMessage());
    }
    Path file = Path.of(String.valueOf(name)).toRealPath();
    String before = Files.readString(file).substring(0, problem.getSourceStart());
    return new Said(
        sources.relativize(file).toString(),
        problem.getSourceLineNumber(),
        before.length() - before.lastIndexOf('\n'),
        warning,
        problem.getMessage());
  }

  /** What ecj's command line runs. */
  private static final class Batch extends Main {
    private final StringWriter output;
    private final List<CategorizedProblem> found = new ArrayList<>();

    Batch(StringWriter output) {
      super(new PrintWriter(output), new PrintWriter(output), false, null, null);
      this.output = output;
    }

    @Override
    protected void initializeAnnotationProcessorManager() {
      super.initializeAnnotationProcessorManager();
      batchCompiler.annotationProcessorManager.setProcessors(
          new Object[] {new AuthenticatedApiProcessor()});
    }

    /** Takes what processors say. */
    @Override
    public void addExtraProblems(CategorizedProblem problem) {
      super.addExtraProblems(problem);
      found.add(problem);
    }

    /** Takes what the compiler says. */
    @Override
    public ICompilerRequestor getBatchRequestor() {
      ICompilerRequestor requestor = super.getBatchRequestor();
      return result -> {
        if (result.hasErrors()) {
          found.addAll(List.of(result.getErrors()));
        }
        requestor.acceptResult(result);
      };
    }
  }
}
