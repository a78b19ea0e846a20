package io.gatehouse.akuvox.log;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads dates and times in every spelling that has been met: {@code 2025-11-06}, {@code
 * 2025/11/06}, {@code 06/11/2025} (day first), {@code 20251106}; with 24 hours, or 12 and AM or PM.
 */
final class LocalTimes {

  private static final Pattern YEAR_FIRST =
      Pattern.compile("(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})");
  private static final Pattern YEAR_LAST =
      Pattern.compile("(\\d{1,2})[-/.](\\d{1,2})[-/.](\\d{4})");
  private static final Pattern COMPACT = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})");
  private static final Pattern TIME =
      Pattern.compile("(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.\\d+)?)?\\s*([AP]M)?");
  private static final int TWELVE = 12;

  private LocalTimes() {}

  /**
   * Null where there is no date, as {@code --} while a clock was never set, or none is readable.
   */
  static LocalDateTime parse(String date, String time) {
    try {
      LocalDate day = date(date.strip());
      LocalTime hour = time(time.strip().toUpperCase(Locale.ROOT));
      return day == null || hour == null ? null : day.atTime(hour);
    } catch (DateTimeException e) {
      // 31.02. and 25:00 are no times either.
      return null;
    }
  }

  /** Both in one text, with a space or a T between. */
  static LocalDateTime parse(String text) {
    String[] parts = text.strip().split("[ T]+", 2);
    return parts.length < 2 ? null : parse(parts[0], parts[1]);
  }

  private static LocalDate date(String text) {
    Matcher yearFirst = YEAR_FIRST.matcher(text);
    if (yearFirst.matches()) {
      return LocalDate.of(number(yearFirst, 1), number(yearFirst, 2), number(yearFirst, 3));
    }
    Matcher yearLast = YEAR_LAST.matcher(text);
    if (yearLast.matches()) {
      int first = number(yearLast, 1);
      int second = number(yearLast, 2);
      boolean monthFirst = second > TWELVE;
      return LocalDate.of(
          number(yearLast, 3), monthFirst ? first : second, monthFirst ? second : first);
    }
    Matcher compact = COMPACT.matcher(text);
    return compact.matches()
        ? LocalDate.of(number(compact, 1), number(compact, 2), number(compact, 3))
        : null;
  }

  private static LocalTime time(String text) {
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      return null;
    }
    int hour = number(time, 1);
    if (time.group(4) != null) {
      hour = hour % TWELVE + (time.group(4).equals("PM") ? TWELVE : 0);
    }
    return LocalTime.of(hour, number(time, 2), time.group(3) == null ? 0 : number(time, 3));
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }
}
