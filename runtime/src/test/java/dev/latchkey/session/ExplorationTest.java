package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jetbrains.lincheck.LincheckAssertionError;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The tool itself: what passes an exploration says nothing where the tool sees nothing. */
@Tag("explorations")
@Tag("short")
class ExplorationTest {
  @Test
  @DisplayName("a session that changes between two looks at it is noticed")
  void seesWhatOthersDo() {
    assertThatThrownBy(
            () ->
                Exploration.of(
                    "seesWhatOthersDo",
                    () -> {
                      Stage stage = Stage.signedIn();
                      stage.act(
                          () -> {
                            Generation held = stage.session.current();
                            Stage.demand(stage.session.current() == held, "it changed");
                          });
                      stage.act(() -> stage.signIn("bob"));
                      stage.quiet();
                    }))
        .isInstanceOf(LincheckAssertionError.class)
        .hasMessageContaining("it changed");
  }
}
