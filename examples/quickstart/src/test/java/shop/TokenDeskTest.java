package shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import shop.TokenDesk.Standing;
import shop.TokenDesk.Tokens;
import shop.TokenDesk.Verdict;

class TokenDeskTest {
  private final ShopClock clock = new ShopClock();
  private final TokenDesk desk = new TokenDesk(clock);
  private final Tokens first = desk.signIn();

  @Test
  @DisplayName("An access token expires by the clock")
  void expiry() {
    assertThat(desk.standing(first.access())).isEqualTo(Standing.VALID);

    clock.putForward(TokenDesk.LIFETIME);

    assertThat(desk.standing(first.access())).isEqualTo(Standing.EXPIRED);
  }

  @Test
  @DisplayName("A refresh token works once; its second use ends the session for every token")
  void reuse() {
    TokenDesk.Renewal renewal = desk.refresh(first.refresh());
    Tokens second = Objects.requireNonNull(renewal.tokens());
    assertThat(desk.standing(second.access())).isEqualTo(Standing.VALID);

    assertThat(desk.refresh(first.refresh()).verdict()).isEqualTo(Verdict.SPENT);

    assertThat(desk.standing(second.access())).isEqualTo(Standing.REVOKED);
    assertThat(desk.refresh(second.refresh()).verdict()).isEqualTo(Verdict.REVOKED);
    assertThat(desk.hasSession()).isFalse();
  }

  @Test
  @DisplayName("A sign-out ends the session")
  void signOut() {
    desk.signOut(first.access());

    assertThat(desk.standing(first.access())).isEqualTo(Standing.REVOKED);
    assertThat(desk.hasSession()).isFalse();
  }
}
