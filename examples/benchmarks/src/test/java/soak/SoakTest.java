package soak;

import static org.assertj.core.api.Assertions.assertThat;

import feign.Client;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SoakTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  @DisplayName("P1 P3 P5 P11 P12 P14 Five seconds of faults, and nothing happens that must not")
  void clean() throws Exception {
    Ledger ledger = soak(5, UnaryOperator.identity());

    assertThat(ledger.isClean()).as(this::printed).isTrue();
    assertThat(ledger.of(Outcome.ANSWERED)).as(this::printed).isPositive();
    assertThat(ledger.of(Event.REFRESH_GRANTED)).as(this::printed).isPositive();
    assertThat(printed()).contains("Nothing happened that must not.").matches("[\\n -~]*");
  }

  @Test
  @DisplayName("It notices clients that send too often, refresh twice at once, and reuse tokens")
  void noticesPlantedFaults() throws Exception {
    Ledger ledger = soak(4, PlantedFaults::new);

    assertThat(ledger.of(Violation.SENT_TOO_OFTEN)).as(this::printed).isPositive();
    assertThat(ledger.of(Violation.TWO_REFRESHES_AT_ONCE)).as(this::printed).isPositive();
    assertThat(ledger.of(Violation.TOKEN_REUSED)).as(this::printed).isPositive();
    assertThat(ledger.of(Violation.REFUSAL_IGNORED)).as(this::printed).isPositive();
    assertThat(printed()).contains("FAILED");
  }

  private Ledger soak(int seconds, UnaryOperator<Client> spoil) throws Exception {
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return Soak.run(Duration.ofSeconds(seconds), spoil, out);
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
