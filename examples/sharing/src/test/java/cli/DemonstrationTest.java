package cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("short")
@DisplayName("The command-line tool")
class DemonstrationTest {
  @Test
  @DisplayName("P27 P28 keeps its session between runs, and five copies at once refresh it once")
  void fiveCopies() throws Exception {
    assertThat(Demonstration.run())
        .containsExactly(
            "orders: Sign in first: login NAME PASSWORD (exit 2)",
            "login: Welcome, ada. (exit 0)",
            "orders: 1 lamp (exit 0)",
            "orders: 1 lamp (exit 0)",
            "orders: 1 lamp (exit 0)",
            "orders: 1 lamp (exit 0)",
            "orders: 1 lamp (exit 0)",
            "orders: 1 lamp (exit 0)",
            "refreshes: 1",
            "logout: Goodbye. (exit 0)",
            "orders: Sign in first: login NAME PASSWORD (exit 2)");
  }
}
