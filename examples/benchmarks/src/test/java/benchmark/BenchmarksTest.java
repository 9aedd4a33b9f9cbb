package benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import benchmark.Ratios.Measured;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** Whether they run, and what is made of their results; never how fast they are. */
class BenchmarksTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

  @Test
  @DisplayName("P1 P14 Each benchmark runs, the storm with one refresh and each call resent once")
  void eachRuns() throws Exception {
    String quickly = "-f 0 -wi 0 -i 1 -r 1ms -v SILENT -p callers=20 -p roundTripMillis=0";

    Ratios ratios = Benchmarks.run(new CommandLineOptions(quickly.split(" ", -1)));

    assertThat(ratios.lines())
        .anyMatch(line -> line.startsWith("  current "))
        .anyMatch(line -> line.startsWith("  generated "))
        .anyMatch(line -> line.startsWith("  storm "));
  }

  @Test
  @DisplayName("The exit status is 1 if a fresh credential costs bytes, or nothing was measured")
  void statusOfCurrent() {
    assertThat(status(measured("Current", "current", 0.001))).isZero();
    assertThat(status(measured("Current", "current", 24))).isEqualTo(1);
    assertThat(status(measured("Current", "currentWithoutExpiry", 24))).isEqualTo(1);
    assertThat(status()).isEqualTo(1);
  }

  @Test
  @DisplayName(
      "The exit status is 1 if a session costs more bytes than a header that never changes")
  void statusOfSeat() {
    Measured base = measured("Seat", "fixedHeader", 2000);

    assertThat(status(base, measured("Seat", "capability", 1900))).isZero();
    assertThat(status(base, measured("Seat", "capability", 2100))).isEqualTo(1);
    assertThat(status(base, measured("Seat", "generated", 2100))).isEqualTo(1);
  }

  @Test
  @DisplayName("The footprint has a line for each case, and a status by what they cost")
  void footprint() throws Exception {
    int status = Footprint.measure(100, out);

    String text = printed.toString(StandardCharsets.UTF_8);
    assertThat(text).contains("never signed in", "with a listener", "after one call");
    assertThat(status).isEqualTo(text.contains("too much") ? 1 : 0);
  }

  @Test
  @DisplayName(
      "P27 A storm in two JVMs is one token request and one write; a good token is no look")
  void sharedStorm() throws Exception {
    int status = SharedStorm.measure(2, 10, out);

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains(
            "Token requests 1, writes 1; store operations of 2,000 calls with a good token 0");
    assertThat(status).isZero();
  }

  @Test
  @DisplayName("P26 The compilations yield a client for each interface, and a line for each way")
  void compilations() {
    Compile.quickly(out);

    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .anyMatch(line -> line.matches("the interfaces, -proc:none +.* 1[.,]00 .*"))
        .anyMatch(line -> line.startsWith("the interfaces, with the processor "))
        .anyMatch(line -> line.startsWith("Within the processor "))
        .anyMatch(line -> line.startsWith("4 "));
  }

  @Test
  @DisplayName("P26 Four times the interfaces cost the processor about four times the bytes")
  void growth() {
    Compiler.Run unused = Compiler.with(CompiledApis.sources(50)); // so that all is loaded
    double few = Compiler.with(CompiledApis.sources(50)).ownBytes();
    double many = Compiler.with(CompiledApis.sources(200)).ownBytes();

    assertThat(many / few).isBetween(2.0, 6.0);
  }

  private int status(Measured... all) {
    return Benchmarks.print(new Ratios(List.of(all)), out);
  }

  private static Measured measured(String family, String name, double bytes) {
    return new Measured(family, name, 1, "", 10, bytes);
  }
}
