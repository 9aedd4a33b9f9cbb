package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What an answer brings beside the credential")
class AmendedTest {
  private final List<String> presented = new ArrayList<>();
  private final AuthSession session =
      AuthSession.builder()
          .refreshWith(
              held -> {
                presented.add(held.attributes().getOrDefault("cookie", "none"));
                return Credential.of("two");
              })
          .build();

  @Test
  @DisplayName("goes on with the generation, and is what the next refresh presents")
  void noOtherGeneration() {
    session.signIn(Credential.of("one"));
    Generation current = session.current();

    current.amend(held -> held.with("cookie", "new"));

    assertThat(session.current()).isSameAs(current);
    assertThat(session.held().map(Credential::attributes).orElseThrow())
        .containsEntry("cookie", "new");
    session.refresh();
    assertThat(presented).containsExactly("new");
  }

  @Test
  @DisplayName("is not lost to what another answer brings at the same time")
  void both() {
    session.signIn(Credential.of("one"));
    Generation current = session.current();

    current.amend(
        held -> {
          if (!held.attributes().containsKey("other")) {
            current.amend(meanwhile -> meanwhile.with("other", "2"));
          }
          return held.with("cookie", "1");
        });

    assertThat(current.credential().attributes())
        .containsEntry("cookie", "1")
        .containsEntry("other", "2");
  }

  @Test
  @DisplayName("changes nothing of a successor when it comes late")
  void late() {
    session.signIn(Credential.of("one"));
    Generation before = session.current();
    session.refresh();

    before.amend(held -> held.with("cookie", "late"));

    assertThat(session.current().credential().attributes()).isEmpty();
  }
}
