package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What an answer brings beside the credential")
class AmendedTest {
  private final List<String> presented = new ArrayList<>();
  private Runnable during = () -> {};
  private final AuthSession session =
      AuthSession.builder()
          .refreshWith(
              held -> {
                during.run();
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

  /** Adds an attribute, to a successor as well. */
  private record Adding(String name, String value) implements Generation.Amendment {
    @Override
    public Credential on(Credential held) {
      return held.with(name, value);
    }

    @Override
    public Credential onSuccessor(Credential before, Credential after, Credential successor) {
      return successor.with(name, value);
    }
  }

  @Test
  @DisplayName("goes over to a successor that comes while it is asked for, or has come already")
  void inherited() {
    AuthSession own =
        AuthSession.builder()
            .refreshWith(
                held -> {
                  during.run();
                  return Credential.of("two").with("own", "3");
                })
            .build();
    own.signIn(Credential.of("one"));
    Generation before = own.current();
    during = () -> before.amend(new Adding("during", "1"));
    own.refresh();

    Generation after = own.current();
    assertThat(after.credential().attributes()).containsEntry("during", "1");
    before.amend(new Adding("late", "2"));
    assertThat(after.credential().attributes()).containsEntry("late", "2");
  }

  @Test
  @DisplayName("P3 goes over to nobody who signs in later")
  void notInherited() {
    session.signIn(Credential.of("one"));
    Generation before = session.current();
    session.signIn(Credential.of("other"));

    before.amend(new Adding("late", "2"));

    assertThat(session.current().credential().attributes()).isEmpty();
    assertThat(session.current().isOfOneSignInWith(before)).isFalse();
  }

  @Test
  @DisplayName("costs the successor nothing that a scheme throws")
  void brokenScheme() {
    session.signIn(Credential.of("one"));
    Generation before = session.current();
    during =
        () ->
            before.amend(
                new Generation.Amendment() {
                  @Override
                  public Credential on(Credential held) {
                    return held.with("during", "1");
                  }

                  @Override
                  public Credential onSuccessor(
                      Credential held, Credential amended, Credential successor) {
                    throw new IllegalStateException("a scheme of a user's own");
                  }
                });

    session.refresh();

    assertThat(session.current().number()).isEqualTo(before.number() + 1);
  }
}
