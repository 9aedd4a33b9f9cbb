package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A policy")
class RefreshPolicyTest {
  private static final RefreshPolicy DEFAULTS = RefreshPolicy.defaults();
  private static final Duration LESS_THAN_NOTHING = Duration.ofMillis(-1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Sets one setting to a span. */
  private interface Setting extends BiFunction<RefreshPolicy, Duration, RefreshPolicy> {}

  private static Arguments setting(String name, boolean mayBeZero, Setting setting) {
    return Arguments.of(name, mayBeZero, setting);
  }

  static Stream<Arguments> settings() {
    return Stream.of(
        setting("margin", true, RefreshPolicy::margin),
        setting("timeout", false, RefreshPolicy::timeout),
        setting("maxWait", false, RefreshPolicy::maxWait),
        setting("storeTimeout", false, RefreshPolicy::storeTimeout),
        setting("quarantine", true, RefreshPolicy::quarantine),
        setting("coolDown", true, (policy, first) -> policy.coolDown(first, MINUTE)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("settings")
  @DisplayName("takes no span that makes no sense, and shows what it took")
  void spans(String name, boolean mayBeZero, Setting setting) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> setting.apply(DEFAULTS, LESS_THAN_NOTHING));
    if (mayBeZero) {
      assertThat(setting.apply(DEFAULTS, Duration.ZERO)).asString().contains(name + "=PT0S");
    } else {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> setting.apply(DEFAULTS, Duration.ZERO))
          .withMessageContaining("PT0S");
    }
    assertThat(setting.apply(DEFAULTS, Duration.ofMillis(1234)))
        .asString()
        .contains(name + "=PT1.234S");
  }

  @Test
  @DisplayName("takes no cool-down that shrinks")
  void coolDown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DEFAULTS.coolDown(MINUTE, Duration.ofSeconds(59)))
        .withMessage("longest is PT59S, less than first, PT1M");
    assertThat(DEFAULTS.coolDown(MINUTE, MINUTE)).asString().contains("coolDown=PT1M to PT1M");
  }

  @Test
  @DisplayName("has the defaults that it promises, and is never changed by its copies")
  void defaults() {
    RefreshPolicy unused =
        DEFAULTS.probe(true).expireOnSecondRejection(false).holdUntilStored(true).maxWait(MINUTE);

    assertThat(DEFAULTS)
        .hasToString(
            "RefreshPolicy[margin=PT1M, timeout=PT30S, maxWait=PT10S, coolDown=PT1S to PT1M, "
                + "quarantine=PT1M, storeTimeout=PT5S, storeCheckInterval=PT5S, "
                + "holdUntilStored=false, refreshWithoutStore=false, "
                + "expireOnSecondRejection=true, probe=false]");
    assertThat(unused)
        .asString()
        .contains("maxWait=PT1M", "holdUntilStored=true", "expireOnSecondRejection=false")
        .endsWith("probe=true]");
  }

  @Test
  @DisplayName("adds to what is refused, and takes nothing away")
  void refused() {
    RefreshPolicy policy =
        DEFAULTS
            .refusedWhen(e -> e instanceof IOException)
            .refusedWhen(e -> e instanceof IllegalStateException);

    assertThat(policy.refused.test(new RefreshRefusedException("no"))).isTrue();
    assertThat(policy.refused.test(new IOException())).isTrue();
    assertThat(policy.refused.test(new IllegalStateException())).isTrue();
    assertThat(policy.refused.test(new IllegalArgumentException())).isFalse();
    assertThat(DEFAULTS.refused.test(new IOException())).isFalse();
  }
}
