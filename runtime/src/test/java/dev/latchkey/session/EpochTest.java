package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("P16 An epoch")
class EpochTest {
  private static final Object ORDERS = "orders";
  private static final Object ADMIN = "admin";

  private final Epoch epoch = new Epoch(1);

  @Test
  @DisplayName("keeps an endpoint from refreshing until its time is over, and no other")
  void quarantine() {
    epoch.quarantine(ADMIN, 0, 1_000);

    assertThat(epoch.isQuarantined(ADMIN, 999)).isTrue();
    assertThat(epoch.isQuarantined(ADMIN, 1_000)).isFalse();
    assertThat(epoch.isQuarantined(ORDERS, 0)).isFalse();
  }

  @Test
  @DisplayName("lets an endpoint go that accepts, and another one stay")
  void released() {
    epoch.quarantine(ADMIN, 0, 1_000);
    epoch.quarantine(ORDERS, 0, 1_000);

    epoch.accepted(ORDERS);

    assertThat(epoch.isQuarantined(ORDERS, 0)).isFalse();
    assertThat(epoch.isQuarantined(ADMIN, 0)).isTrue();
    epoch.accepted(ADMIN);
    assertThat(epoch.isQuarantined(ADMIN, 0)).isFalse();
    assertThat(epoch.isTellingFrom(ADMIN)).isTrue();
  }

  @Test
  @DisplayName("remembers no more endpoints than a program has, were there one for each request")
  void bounded() {
    epoch.accepted(ORDERS);
    Object[] endpoints = Stream.generate(Object::new).limit(10_000).toArray();
    for (Object endpoint : endpoints) {
      epoch.accepted(endpoint);
      epoch.quarantine(endpoint, 1_000, 1_001);
    }

    assertThat(epoch.isTellingFrom(ORDERS)).isTrue();
    assertThat(endpoints).filteredOn(epoch::isTellingFrom).hasSizeBetween(200, 300);
  }
}
