package dev.latchkey.processor;

import com.palantir.javapoet.TypeSpec;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs Kotlin's compiler with kapt and our processor, in a JVM of its own. */
final class Kapt {
  /** The packages of javac that kapt reaches into. */
  private static final List<String> OPENED =
      List.of("api", "code", "comp", "file", "jvm", "main", "parser", "processing", "tree", "util");

  /** Of Kotlin's compiler, on newer JDKs. */
  private static final String SAID_BY_THE_JVM = "(?m)^(WARNING: .*)?\\R";

  private static final List<Path> CLASS_PATH =
      Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
          .map(Path::of)
          .toList();

  /** What Kotlin's classes need when they are compiled against. */
  static final List<Path> LIBRARY = onClassPath("kotlin-stdlib|jetbrains[/\\\\]annotations");

  private Kapt() {}

  /**
   * What kapt did.
   *
   * @param succeeded whether there was no error
   * @param output what it printed, with no path of this machine in it
   * @param stubs what it made of the Kotlin sources for the processor to see, by their names
   * @param written the clients, by their names
   */
  record Outcome(
      boolean succeeded, String output, Map<String, String> stubs, Map<String, String> written) {}

  /** Processes the Kotlin sources of a folder. */
  static Outcome process(Path folder) throws IOException, InterruptedException {
    Path room = Files.createTempDirectory("kapt");
    try {
      return processIn(room, folder);
    } finally {
      Javac.delete(room);
    }
  }

  private static Outcome processIn(Path room, Path folder)
      throws IOException, InterruptedException {
    Collection<Path> apis = new ArrayList<>(Javac.CLASS_PATH);
    apis.addAll(LIBRARY);
    Path stubs = Files.createDirectory(room.resolve("stubs"));
    Path written = Files.createDirectory(room.resolve("written"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    OPENED.forEach(
        part ->
            command.add("--add-opens=jdk.compiler/com.sun.tools.javac." + part + "=ALL-UNNAMED"));
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", joined(onClassPath("org[/\\\\]jetbrains"))));
    command.add("org.jetbrains.kotlin.cli.jvm.K2JVMCompiler");
    command.addAll(List.of("-no-stdlib", "-no-reflect", "-cp", joined(apis)));
    command.addAll(List.of("-d", room.resolve("classes").toString()));
    command.add("-Xplugin=" + joined(onClassPath("kotlin-annotation-processing-embeddable")));
    command.addAll(option("aptMode", "stubsAndApt"));
    command.addAll(option("stubs", stubs));
    command.addAll(option("sources", written));
    command.addAll(option("classes", room.resolve("classes")));
    command.addAll(option("apclasspath", homeOf(AuthenticatedApiProcessor.class)));
    command.addAll(option("apclasspath", homeOf(TypeSpec.class)));
    command.addAll(option("processors", AuthenticatedApiProcessor.class.getName()));
    try (Stream<Path> files = Files.walk(folder)) {
      files.map(Path::toString).filter(name -> name.endsWith(".kt")).sorted().forEach(command::add);
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .replace(room + File.separator, "")
            .replaceAll(SAID_BY_THE_JVM, "");
    return new Outcome(
        process.waitFor() == 0, output, Javac.textsOf(stubs), Javac.textsOf(written));
  }

  private static List<String> option(String name, Object value) {
    return List.of("-P", "plugin:org.jetbrains.kotlin.kapt3:" + name + "=" + value);
  }

  private static List<Path> onClassPath(String part) {
    return CLASS_PATH.stream()
        .filter(entry -> entry.toString().matches(".*(" + part + ").*"))
        .toList();
  }

  private static Path homeOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String joined(Collection<Path> paths) {
    return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
