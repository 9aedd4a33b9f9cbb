package dev.latchkey.processor;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;

/** Runs the compiler of Eclipse with our processor, on files, as Eclipse does. */
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

  /** Compiles the sources of a case, but for these. */
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
    Path sources = room.resolve("sources");
    Path target = Files.createDirectory(room.resolve("target"));
    List<File> files = new ArrayList<>();
    for (Map.Entry<String, String> source : Javac.textsOf(folder).entrySet()) {
      Path file = sources.resolve(source.getKey());
      if (!except.contains(file.getFileName().toString())) {
        Files.createDirectories(file.getParent());
        files.add(Files.writeString(file, source.getValue()).toFile());
      }
    }
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    JavaCompiler compiler = new EclipseCompiler();
    StringWriter output = new StringWriter();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(diagnostics, Locale.ROOT, StandardCharsets.UTF_8)) {
      manager.setLocationFromPaths(
          Files.exists(folder.resolve("module-info.java"))
              ? StandardLocation.MODULE_PATH
              : StandardLocation.CLASS_PATH,
          Javac.CLASS_PATH);
      manager.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(target));
      manager.setLocationFromPaths(StandardLocation.SOURCE_OUTPUT, List.of(target));
      JavaCompiler.CompilationTask task =
          compiler.getTask(
              output,
              manager,
              diagnostics,
              List.of("--release", "17"),
              null,
              manager.getJavaFileObjectsFromFiles(files));
      task.setProcessors(List.of(new AuthenticatedApiProcessor()));
      Object unusedSuccess = task.call();
    }
    return outcome(diagnostics.getDiagnostics(), sources, Javac.textsOf(target));
  }

  private static Outcome outcome(
      List<Diagnostic<? extends JavaFileObject>> diagnostics,
      Path sources,
      Map<String, String> written)
      throws IOException {
    List<String> errors = new ArrayList<>();
    List<Said> said = new ArrayList<>();
    for (Diagnostic<? extends JavaFileObject> diagnostic : diagnostics) {
      String text = diagnostic.getMessage(Locale.ROOT);
      if (text.matches("(?s)\\[[A-Z]\\w+] .*")) {
        said.add(said(diagnostic, text, sources));
      } else if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
        errors.add("%d: %s".formatted(diagnostic.getLineNumber(), text));
      }
    }
    return new Outcome(errors, said, new TreeMap<>(written));
  }

  private static Said said(
      Diagnostic<? extends JavaFileObject> diagnostic, String text, Path sources)
      throws IOException {
    boolean warning = diagnostic.getKind() != Diagnostic.Kind.ERROR;
    JavaFileObject source = diagnostic.getSource();
    if (source == null) {
      return new Said("", -1, -1, warning, text);
    }
    Path file = Path.of(source.toUri());
    String before =
        Files.readString(file)
            .substring(0, Math.toIntExact(Math.max(0, diagnostic.getStartPosition())));
    return new Said(
        sources.toRealPath().relativize(file.toRealPath()).toString(),
        diagnostic.getLineNumber(),
        before.length() - before.lastIndexOf('\n'),
        warning,
        text);
  }
}
