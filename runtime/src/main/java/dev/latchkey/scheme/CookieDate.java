package dev.latchkey.scheme;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The date of a cookie, in whichever order and with whichever signs a server writes its parts. */
final class CookieDate {
  private static final Pattern DELIMITERS = Pattern.compile("[\\x09\\x20-/;-@\\[-`{-~]+");
  private static final Pattern TIME =
      Pattern.compile("([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:[^0-9].*)?");
  private static final Pattern DAY = Pattern.compile("([0-9]{1,2})(?:[^0-9].*)?");
  private static final Pattern YEAR = Pattern.compile("([0-9]{2,4})(?:[^0-9].*)?");
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  private @Nullable LocalTime time;
  private int day;
  private int month;
  private int year = -1;

  private CookieDate() {}

  /** Returns it in milliseconds of the epoch, or null if it is none (RFC 6265, section 5.1.1). */
  static @Nullable Long millisOf(String text) {
    CookieDate date = new CookieDate();
    try {
      for (String token : DELIMITERS.split(text, -1)) {
        date.read(token);
      }
      return date.millis();
    } catch (DateTimeException e) {
      return null; // there is no such day or time
    }
  }

  /** Reads one part: the first of its kind counts. */
  private void read(String token) {
    Matcher matcher = TIME.matcher(token);
    if (time == null && matcher.matches()) {
      time = LocalTime.of(number(matcher, 1), number(matcher, 2), number(matcher, 3));
      return;
    }
    matcher = DAY.matcher(token);
    if (day == 0 && matcher.matches()) {
      day = number(matcher, 1);
      return;
    }
    if (month == 0 && token.length() >= 3) {
      month = 1 + MONTHS.indexOf(token.substring(0, 3).toLowerCase(Locale.ROOT));
      if (month > 0) {
        return;
      }
    }
    matcher = YEAR.matcher(token);
    if (year < 0 && matcher.matches()) {
      int said = number(matcher, 1);
      year = said < 70 ? said + 2000 : said < 100 ? said + 1900 : said;
    }
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }

  private @Nullable Long millis() {
    if (time == null || day == 0 || month == 0 || year < 1601) {
      return null;
    }
    return LocalDate.of(year, month, day).atTime(time).toInstant(ZoneOffset.UTC).toEpochMilli();
  }
}
