package dev.latchkey.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;

/** A real process that runs {@link StoreProgram}, and is killed when a test is done with it. */
final class StoreProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader said;
  private final Writer told;

  private StoreProcess(Process process) {
    this.process = process;
    this.said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.told = process.outputWriter(StandardCharsets.UTF_8);
  }

  static StoreProcess start(Path directory, String key) throws IOException {
    return start(java(directory, key));
  }

  /** Starts one that cannot write files longer than so many blocks of 512 bytes. */
  static StoreProcess startWithFullDisk(int blocks, Path directory, String key) throws IOException {
    List<String> limited =
        new ArrayList<>(List.of("sh", "-c", "ulimit -f " + blocks + " && exec \"$@\"", "sh"));
    limited.addAll(java(directory, key));
    return start(limited);
  }

  private static List<String> java(Path directory, String key) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-XX:-UsePerfData",
        "-Xshare:auto",
        "-cp",
        System.getProperty("java.class.path"),
        StoreProgram.class.getName(),
        directory.toString(),
        key);
  }

  private static StoreProcess start(List<String> command) throws IOException {
    StoreProcess started =
        new StoreProcess(
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    assertThat(started.line()).isEqualTo(StoreProgram.READY);
    return started;
  }

  long pid() {
    return process.pid();
  }

  /** Tells it something and returns its answer. */
  String ask(String line) throws IOException {
    tell(line);
    return line();
  }

  void tell(String line) throws IOException {
    told.write(line + "\n");
    told.flush();
  }

  /** Returns the next line that it says. */
  String line() throws IOException {
    return said.readLine();
  }

  /** Kills it, as kill -9 does, and returns what it said before and nobody has read. */
  List<String> kill() {
    // By its handle, since the process would close what has not been read.
    assertThat(process.toHandle().destroyForcibly()).isTrue();
    List<String> unread = said.lines().toList();
    process.onExit().join();
    return unread;
  }

  /** Stops it where it is, as SIGSTOP does. */
  void stop() throws IOException, InterruptedException {
    signal("STOP");
    Path stat = Path.of("/proc", "" + pid(), "stat");
    if (Files.exists(stat)) {
      Awaitility.await().until(() -> state(stat).startsWith("T"));
    }
  }

  private static String state(Path stat) throws IOException {
    String all = Files.readString(stat);
    return all.substring(all.lastIndexOf(')') + 2);
  }

  /** Lets it go on. */
  void goOn() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    assertThat(sh("kill -" + name + " " + pid())).isZero();
  }

  static int sh(String command) throws IOException, InterruptedException {
    return new ProcessBuilder(Arrays.asList("sh", "-c", command)).inheritIO().start().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
