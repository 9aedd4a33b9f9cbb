package shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.session.NotSignedInException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import shop.ServerLog.Entry;
import shop.ServerLog.Event;

class QuickstartTest {
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DOCUMENTED")
  @DisplayName(
      "P1 P2 P14 200 calls rejected at once: one refresh, each call resent once, none lost")
  void rejectedTogether(Contender contender) {
    Storm storm = Storms.of(contender, false);

    assertThat(storm.failures()).isEmpty();
    assertThat(storm.refreshes()).isEqualTo(1);
    assertThat(storm.count(Event.CALL_WITH_EXPIRED_TOKEN)).isEqualTo(200);
    assertThat(storm.count(Event.ANSWERED_401)).isEqualTo(200);
    assertThat(storm.count(Event.ANSWERED_200)).isEqualTo(200);
    assertThat(storm.requests()).isEqualTo(400);
    assertThat(storm.sessionAlive()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DOCUMENTED")
  @DisplayName("P1 P18 200 calls that the clock has expired: one refresh, nothing sent to fail")
  void expiredTogether(Contender contender) {
    Storm storm = Storms.of(contender, true);

    assertThat(storm.failures()).isEmpty();
    assertThat(storm.refreshes()).isEqualTo(1);
    assertThat(storm.requests()).isEqualTo(200);
    assertThat(storm.count(Event.ANSWERED_200)).isEqualTo(200);
    assertThat(storm.sessionAlive()).isTrue();
  }

  @Test
  @DisplayName("Feign as its README shows it works for one call")
  void documentedFeignWorksForOneCall() throws Exception {
    assertThat(Storm.of(Contender.DOCUMENTED, false, 1).isHarmless()).isTrue();
  }

  @Test
  @DisplayName("Feign as its README shows it asks for a refresh for each of the 200 calls")
  void documentedFeignRefreshesForEachCall() {
    assertThat(Storms.of(Contender.DOCUMENTED, false).refreshes()).isGreaterThanOrEqualTo(200);
    assertThat(Storms.of(Contender.DOCUMENTED, true).refreshes()).isGreaterThanOrEqualTo(200);
  }

  @Test
  @DisplayName("The exit status is 0 if each of Latchkey's clients refreshed once and lost nothing")
  void statusOfThisRun() {
    assertThat(Quickstart.status(Storms.all())).isZero();
  }

  @Test
  @DisplayName("The exit status is 1 for a second refresh, a lost call or a lost session")
  void statusOfABadRun() {
    List<Entry> one = List.of(new Entry(Event.REFRESH_GRANTED, 1));
    List<Entry> two = List.of(one.get(0), new Entry(Event.REFRESH_TOKEN_SPENT, 2));

    assertThat(Quickstart.status(with(List.of(), one, true))).isZero();
    assertThat(Quickstart.status(with(List.of(), two, true))).isEqualTo(1);
    assertThat(Quickstart.status(with(List.of(new IllegalStateException()), one, true)))
        .isEqualTo(1);
    assertThat(Quickstart.status(with(List.of(), one, false))).isEqualTo(1);
  }

  @Test
  @DisplayName("What is printed names its source, is plain ASCII and fits 100 columns")
  void output() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Quickstart.print(Storms.all(), new PrintStream(printed, true, StandardCharsets.UTF_8));

    String text = printed.toString(StandardCharsets.UTF_8);
    assertThat(text).contains(Report.of(Storms.all()), FeignAsDocumented.SOURCE);
    assertThat(text).matches("[\\n -~]*");
    assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
  }

  @Test
  @DisplayName("P19 P20 After logout() the server's session is dead and nothing more is sent")
  void logout() throws Exception {
    ShopClock clock = new ShopClock();
    try (ShopServer server = ShopServer.start(clock, true, 0)) {
      ShopApi shop = GeneratedClient.signIn(server.url(), clock);
      assertThat(shop.orders()).extracting(ShopApi.Order::item).containsExactly("lamp");

      shop.logout();

      assertThat(server.hasSession()).isFalse();
      ServerLog log = server.newLog();
      assertThatThrownBy(shop::orders).isInstanceOf(NotSignedInException.class);
      assertThat(log.entries()).isEmpty();
    }
  }

  private static List<Storm> with(List<Throwable> failures, List<Entry> seen, boolean alive) {
    List<Storm> storms = new ArrayList<>(Storms.all());
    storms.add(new Storm(Contender.GENERATED, false, 200, failures, seen, alive));
    return storms;
  }
}
