package io.gatehouse.akuvox.log;

import java.time.Instant;

/**
 * When a record was written, from a local time without zone.
 *
 * @param at the moment
 * @param offsetMinutes what was added to UTC for the local time, in minutes
 * @param zone id of the time zone, or the offset as {@code +01:00}
 * @param basis how the zone is known
 * @param ambiguous the local time came twice, in autumn, and nothing told which one it was
 */
public record LogTime(Instant at, int offsetMinutes, String zone, Basis basis, boolean ambiguous) {

  /** How the zone of a log's times is known. */
  public enum Basis {
    /** An operator said it. */
    CONFIGURED,
    /** From records that were read as they were written. */
    MEASURED,
    /** It is not; UTC is taken. */
    ASSUMED
  }
}
