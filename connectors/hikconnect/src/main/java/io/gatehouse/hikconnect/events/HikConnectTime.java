package io.gatehouse.hikconnect.events;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time as the cloud writes it: with Z, with an offset, without any zone, or in milliseconds since
 * 1970; manual 004, A.2 and its samples.
 *
 * @param at in whole milliseconds
 * @param offsetMinutes of the place where the device stands, or null if that is not said
 * @param isAssumed no zone was written, and UTC was assumed
 */
record HikConnectTime(Instant at, Integer offsetMinutes, boolean isAssumed) {

  private static final Pattern WRITTEN =
      Pattern.compile(
          "([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?)"
              + " ?(Z|[+-][0-9]{2}:?[0-9]{2})?");
  private static final Pattern MILLISECONDS = Pattern.compile("[0-9]{13}");

  /**
   * The same time, written in several ways.
   *
   * @param texts the best first; null for what is not there
   * @return the first with a zone, else the first; null if none can be read
   */
  static HikConnectTime of(String... texts) {
    HikConnectTime best = null;
    Integer offset = null;
    for (String text : texts) {
      HikConnectTime time = text == null ? null : read(text);
      if (time != null) {
        if (best == null || (best.isAssumed && !time.isAssumed)) {
          best = time;
        }
        if (offset == null) {
          offset = time.offsetMinutes;
        }
      }
    }
    return best == null ? null : new HikConnectTime(best.at, offset, best.isAssumed);
  }

  private static HikConnectTime read(String text) {
    if (MILLISECONDS.matcher(text).matches()) {
      return new HikConnectTime(Instant.ofEpochMilli(Long.parseLong(text)), null, false);
    }
    Matcher written = WRITTEN.matcher(text);
    if (!written.matches()) {
      return null;
    }
    try {
      LocalDateTime local = LocalDateTime.parse(written.group(1) + "T" + written.group(2));
      String zone = written.group(3);
      ZoneOffset offset = zone == null ? ZoneOffset.UTC : ZoneOffset.of(zone);
      boolean isOffset = zone != null && !zone.equals("Z");
      return new HikConnectTime(
          local.toInstant(offset).truncatedTo(ChronoUnit.MILLIS),
          isOffset ? offset.getTotalSeconds() / 60 : null,
          zone == null);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
