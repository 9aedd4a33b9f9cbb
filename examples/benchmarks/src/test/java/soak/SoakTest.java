package soak;

import static org.assertj.core.api.Assertions.assertThat;

import feign.Client;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SoakTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  /**
   * What must not happen on any machine. The rest the server judges by the clock, and a machine
   * that has no time for its clients, as one that runs other tests, may make it err.
   */
  private static final Set<Violation> WITHOUT_A_CLOCK =
      EnumSet.of(
          Violation.SENT_TOO_OFTEN,
          Violation.SENT_FOR_ANOTHER,
          Violation.FOREIGN_TOKEN,
          Violation.WRONG_ANSWER,
          Violation.UNEXPECTED_OUTCOME);

  @Test
  @DisplayName("P3 P14 Five seconds of faults, and nothing happens that must not on any machine")
  void clean() throws Exception {
    Ledger ledger = soak(5, UnaryOperator.identity());

    for (Violation violation : WITHOUT_A_CLOCK) {
      assertThat(ledger.of(violation)).as(this::printed).isZero();
    }
    assertThat(ledger.of(Outcome.ANSWERED)).as(this::printed).isPositive();
    assertThat(ledger.of(Event.REFRESH_GRANTED)).as(this::printed).isPositive();
    assertThat(printed()).contains("What must not happen").matches("[\\n -~]*");
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
