package dev.latchkey.exchange;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * When a server asks to be left alone until: the {@code Retry-After} of RFC 9110, section 10.2.3,
 * in seconds or as one of the three forms of a date (section 5.6.7).
 */
public final class RetryAfter {
  /** Nobody waits longer than eleven digits of seconds, and a long holds them. */
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");

  private static final List<DateTimeFormatter> DATES =
      List.of(
          format("EEE, dd MMM yyyy HH:mm:ss 'GMT'"), rfc850(), format("EEE MMM ppd HH:mm:ss yyyy"));

  private RetryAfter() {}

  /**
   * Returns the time until which a server asks to be left alone.
   *
   * @param headers the headers of its answer, by names in any case
   * @param now the time from which seconds count
   * @return a time after {@code now}, however far away; empty if the header is missing, speaks of
   *     the past or cannot be understood
   */
  public static Optional<Instant> in(Map<String, Collection<String>> headers, Instant now) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase("Retry-After"))
        .flatMap(header -> header.getValue().stream())
        .flatMap(value -> time(value.trim(), now).stream())
        .filter(now::isBefore)
        .findFirst();
  }

  private static Optional<Instant> time(String value, Instant now) {
    if (SECONDS.matcher(value).matches()) {
      return Optional.of(now.plusSeconds(Long.parseLong(value)));
    }
    for (DateTimeFormatter format : DATES) {
      try {
        return Optional.of(format.parse(value, Instant::from));
      } catch (DateTimeException e) {
        // Another form, or rubbish.
      }
    }
    return Optional.empty();
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.US).withZone(ZoneOffset.UTC);
  }

  /** The form with two digits for the year, which is the one within fifty years of today. */
  private static DateTimeFormatter rfc850() {
    return new DateTimeFormatterBuilder()
        .appendPattern("EEEE, dd-MMM-")
        .appendValueReduced(ChronoField.YEAR, 2, 2, LocalDate.now(ZoneOffset.UTC).minusYears(50))
        .appendPattern(" HH:mm:ss 'GMT'")
        .toFormatter(Locale.US)
        .withZone(ZoneOffset.UTC);
  }
}
