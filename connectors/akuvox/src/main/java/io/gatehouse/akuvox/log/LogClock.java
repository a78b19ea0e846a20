package io.gatehouse.akuvox.log;

import io.gatehouse.akuvox.log.LogTime.Basis;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Tells when a record was written, from its local time.
 *
 * @param zone of the local times
 * @param basis how it is known
 */
public record LogClock(ZoneId zone, Basis basis) {

  /** Offsets of time zones are multiples of this. */
  private static final int STEP_MINUTES = 15;

  private static final int MOST_OFFSET_MINUTES = 14 * 60;

  /** Local time when nothing is known of its zone. */
  public static final LogClock ASSUMED = new LogClock(ZoneOffset.UTC, Basis.ASSUMED);

  /** With the offset that {@link #measure} found. */
  public static LogClock measured(int offsetMinutes) {
    return new LogClock(ZoneOffset.ofTotalSeconds(offsetMinutes * 60), Basis.MEASURED);
  }

  /**
   * The offset of a clock from UTC, in minutes, or null if the times do not tell it.
   *
   * @param local what the clock showed
   * @param deviceNow the same clock's time in UTC, at most {@code apart} later
   */
  public static Integer measure(LocalDateTime local, Instant deviceNow, Duration apart) {
    Duration offset = Duration.between(deviceNow, local.toInstant(ZoneOffset.UTC));
    long steps = Math.round(offset.toSeconds() / (STEP_MINUTES * 60.0));
    Duration rest = offset.minusMinutes(steps * STEP_MINUTES).abs();
    boolean near = rest.compareTo(apart) <= 0;
    return near && Math.abs(steps * STEP_MINUTES) <= MOST_OFFSET_MINUTES
        ? (int) steps * STEP_MINUTES
        : null;
  }

  /**
   * When a record was written.
   *
   * @param local its local time
   * @param before when the record before it in the log was written
   * @param deviceNow the clock's time when the record was read
   * @param live the record was read as it was written
   */
  public LogTime resolve(LocalDateTime local, Instant before, Instant deviceNow, boolean live) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    if (offsets.isEmpty()) {
      // A clock that shows an hour that summer time leaves out was not put forward.
      return at(local, zone.getRules().getTransition(local).getOffsetBefore(), false);
    }
    if (offsets.size() == 1) {
      return at(local, offsets.get(0), false);
    }
    Instant first = local.toInstant(offsets.get(0));
    Instant second = local.toInstant(offsets.get(1));
    boolean secondIsNearer =
        Duration.between(second, deviceNow)
                .abs()
                .compareTo(Duration.between(first, deviceNow).abs())
            < 0;
    boolean isBehind = before.isAfter(first) && !before.isAfter(second);
    boolean isSecond = isBehind || (live && secondIsNearer);
    boolean isFirst = !isSecond && (live || second.isAfter(deviceNow));
    return at(local, offsets.get(isSecond ? 1 : 0), !isSecond && !isFirst);
  }

  private LogTime at(LocalDateTime local, ZoneOffset offset, boolean ambiguous) {
    return new LogTime(
        local.toInstant(offset),
        offset.getTotalSeconds() / 60,
        zone.getId().equals("Z") ? "UTC" : zone.getId(),
        basis,
        ambiguous);
  }
}
