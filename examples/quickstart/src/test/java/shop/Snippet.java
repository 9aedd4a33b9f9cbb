package shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Java source of a document, compiled with the processor and run. */
final class Snippet {
  private final Path directory;

  Snippet(Path directory) {
    this.directory = directory;
  }

  /**
   * Compiles some files and calls the method {@code Use.run()} of one of them.
   *
   * @param sources their texts by the names of their types
   * @return what the method returned
   */
  Object run(Map<String, String> sources) throws IOException, ReflectiveOperationException {
    compile(sources);
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {directory.toUri().toURL()}, getClass().getClassLoader())) {
      var run = loader.loadClass("Use").getDeclaredMethod("run");
      run.setAccessible(true);
      return run.invoke(null);
    }
  }

  private void compile(Map<String, String> sources) throws IOException {
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Files.writeString(directory.resolve(source.getKey() + ".java"), source.getValue());
    }
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    String classPath = System.getProperty("java.class.path");
    StringWriter printed = new StringWriter();
    try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
      boolean compiled =
          javac
              .getTask(
                  printed,
                  files,
                  null,
                  List.of(
                      "-Xlint:all,-processing",
                      "-Werror",
                      "-d",
                      directory.toString(),
                      "-classpath",
                      classPath,
                      "-processorpath",
                      classPath,
                      "-processor",
                      "dev.latchkey.processor.AuthenticatedApiProcessor"),
                  null,
                  files.getJavaFileObjects(
                      sources.keySet().stream()
                          .map(type -> directory.resolve(type + ".java"))
                          .toArray(Path[]::new)))
              .call();
      assertThat(compiled).as("javac printed: %s", printed).isTrue();
    }
  }
}
