package dev.latchkey.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  @ParameterizedTest
  @DisplayName("P9 seconds and the three forms of a date are understood (RFC 9110, 5.6.7)")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          120                              | 2026-11-22T12:02:00Z
          ' 7 '                            | 2026-11-22T12:00:07Z
          Sun, 22 Nov 2026 12:05:00 GMT    | 2026-11-22T12:05:00Z
          Fri, 03 Sep 2027 12:05:00 GMT    | 2027-09-03T12:05:00Z
          Sunday, 22-Nov-26 12:05:00 GMT   | 2026-11-22T12:05:00Z
          Sun Nov 22 12:05:00 2026         | 2026-11-22T12:05:00Z
          Thu Dec  3 12:05:00 2026         | 2026-12-03T12:05:00Z
          """)
  void timesAreUnderstood(String value, Instant time) {
    assertThat(RetryAfter.in(header(value), NOON)).contains(time);
  }

  @ParameterizedTest
  @DisplayName("P9 rubbish, and what is over already, says nothing")
  @ValueSource(
      strings = {
        "",
        "soon",
        "0",
        "-5",
        "+5",
        "1.5",
        "1e3",
        "٣",
        "999999999999999999999999",
        "Thu, 03 Sep 2026 12:05:00 GMT",
        "Sun, 22 Nov 2026 12:00:00 GMT",
        "Sun, 22 Nov 2026 11:59:59 GMT",
        "Sun, 22 Nov 2026 12:05:00 CET",
        "Sun, 31 Nov 2026 12:05:00 GMT",
        "Sunday, 22-Nov-25 12:05:00 GMT",
        "2026-11-22T12:05:00Z",
      })
  void rubbishSaysNothing(String value) {
    assertThat(RetryAfter.in(header(value), NOON)).isEmpty();
  }

  @Test
  void namesAreFoundInAnyCaseAndTheFirstValueThatCanBeReadCounts() {
    Map<String, Collection<String>> headers =
        Map.of("Date", List.of("3"), "retry-AFTER", List.of("soon", "9", "10"));

    assertThat(RetryAfter.in(headers, NOON)).contains(NOON.plusSeconds(9));
    assertThat(RetryAfter.in(Map.of(), NOON)).isEmpty();
  }

  private static Map<String, Collection<String>> header(String value) {
    return Map.of("Retry-After", List.of(value));
  }
}
