package io.gatehouse.twon;

import io.gatehouse.engine.EventIds;
import io.gatehouse.engine.Position;
import java.util.HashMap;
import java.util.Map;

/**
 * How far the history of a 2N device has been read. Order is by (boot, id): a restart of the device
 * resets its ids to 1, and its clock can be set at any time (manual 000, 5.10.4).
 *
 * @param serialNumber whose events these are; empty where the device does not say
 * @param boot restarts that Gatehouse has seen, from 0
 * @param id the last event that was read; 0 if none of this boot was
 * @param utcTime its device time in seconds since 1970, or {@link #UNKNOWN}
 * @param upTime its time since the restart in seconds, or {@link #UNKNOWN}
 * @param seenAt when it was read, in seconds since 1970 by the clock here, or {@link #UNKNOWN}
 * @param newestUtcTime the latest device time of all events ever read
 * @param bootFloor the latest device time of all events of earlier boots: later ones need no boot
 *     to be told apart
 */
record TwonPosition(
    String serialNumber,
    long boot,
    long id,
    long utcTime,
    long upTime,
    long seenAt,
    long newestUtcTime,
    long bootFloor)
    implements Position {

  static final long UNKNOWN = -1;

  private static final String SERIAL = "serialNumber";
  private static final String BOOT = "boot";
  private static final String ID = "id";
  private static final String UTC = "utcTime";
  private static final String UP = "upTime";
  private static final String SEEN = "seenAt";
  private static final String NEWEST = "newestUtcTime";
  private static final String FLOOR = "bootFloor";

  /** A device whose clock differs by less was told the time. */
  private static final long CLOCK_IS_SET_SECONDS = 3_600;

  /** A restart takes longer than this. */
  private static final long RESTART_SECONDS = 5;

  /** The largest id: a 32-bit number without sign. */
  private static final long MAX_ID = 0xFFFF_FFFFL;

  TwonPosition {
    if (boot < 0 || id < 0 || id > MAX_ID) {
      throw new IllegalArgumentException(
          "position with boot "
              + boot
              + " and id "
              + id
              + ": boot must be 0 or more, id 0 to "
              + MAX_ID);
    }
  }

  /** Before the first event of a device. */
  static TwonPosition start(String serialNumber) {
    return new TwonPosition(serialNumber, 0, 0, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN);
  }

  /**
   * Reads what {@link #toOffset()} wrote, or what an operator made of it: only {@code boot} and
   * {@code id} must be there. Without {@code utcTime} and {@code upTime} the id alone is looked
   * for.
   *
   * @throws IllegalArgumentException naming the field, the value and the remedy
   */
  static TwonPosition ofOffset(Map<String, ?> offset) {
    return new TwonPosition(
        offset.get(SERIAL) instanceof String serial ? serial : "",
        number(offset, BOOT, null),
        number(offset, ID, null),
        number(offset, UTC, UNKNOWN),
        number(offset, UP, UNKNOWN),
        number(offset, SEEN, UNKNOWN),
        number(offset, NEWEST, UNKNOWN),
        number(offset, FLOOR, UNKNOWN));
  }

  @Override
  public Map<String, ?> toOffset() {
    Map<String, Object> offset = new HashMap<>();
    offset.put(SERIAL, serialNumber);
    offset.put(BOOT, boot);
    offset.put(ID, id);
    offset.put(UTC, utcTime);
    offset.put(UP, upTime);
    offset.put(SEEN, seenAt);
    offset.put(NEWEST, newestUtcTime);
    offset.put(FLOOR, bootFloor);
    return offset;
  }

  /** Nothing of this boot was read yet. */
  boolean isAtStart() {
    return id == 0;
  }

  /** Whether the event is the one that this position stands behind. */
  boolean isOf(TwonEvent event) {
    return event.id() == id
        && (utcTime == UNKNOWN || event.utcTime() == utcTime)
        && (upTime == UNKNOWN || event.upTime() == upTime);
  }

  /**
   * Whether the device was restarted since, though it may show the event of this position again.
   * One whose clock starts at the same time after every restart writes the same first events each
   * time; but the time since its restart is then too short. Where the device's clock is set, events
   * of two boots differ, and clocks here are not asked.
   *
   * @param upTime of the device now, in seconds, or {@link #UNKNOWN}
   * @param nowSeconds the time here
   */
  boolean isContradictedBy(long upTime, long nowSeconds) {
    boolean deviceClockWasSet = Math.abs(utcTime - seenAt) < CLOCK_IS_SET_SECONDS;
    return !deviceClockWasSet
        && seenAt != UNKNOWN
        && this.upTime != UNKNOWN
        && upTime != UNKNOWN
        && upTime + RESTART_SECONDS < this.upTime + (nowSeconds - seenAt);
  }

  /**
   * Whether an event that is newer by id comes from the same boot, as far as the clocks tell: it
   * came later after the restart, and both put the restart at the same time.
   */
  boolean looksLikeSameBoot(TwonEvent event, long toleranceSeconds) {
    return knowsTimes()
        && tellsTimes(event)
        && event.id() > id
        && event.upTime() >= upTime
        && Math.abs(clockJump(event)) <= toleranceSeconds;
  }

  /** Seconds by which the device's clock was set between this position and the event. */
  long clockJump(TwonEvent event) {
    return knowsTimes() && tellsTimes(event)
        ? (event.utcTime() - event.upTime()) - (utcTime - upTime)
        : 0;
  }

  private boolean knowsTimes() {
    return utcTime != UNKNOWN && upTime != UNKNOWN;
  }

  private static boolean tellsTimes(TwonEvent event) {
    return event.utcTime() != UNKNOWN && event.upTime() != UNKNOWN;
  }

  /** Behind an event that was read at a time here. */
  TwonPosition after(TwonEvent event, long nowSeconds) {
    return new TwonPosition(
        serialNumber,
        boot,
        event.id(),
        event.utcTime(),
        event.upTime(),
        nowSeconds,
        Math.max(newestUtcTime, event.utcTime()),
        bootFloor);
  }

  /** Before the first event after a restart. */
  TwonPosition restarted() {
    return new TwonPosition(
        serialNumber, boot + 1, 0, UNKNOWN, UNKNOWN, UNKNOWN, newestUtcTime, newestUtcTime);
  }

  /**
   * The id of an event. Serial number, id and both times of the device tell events apart, and are
   * the same whenever the event is read; only where a restarted device has a clock that is behind
   * what it told before must the boot be counted in.
   *
   * @param deviceId stands for the serial number of a device that does not tell it
   */
  String eventId(TwonEvent event, String deviceId) {
    return EventIds.of(
        "twon",
        serialNumber.isEmpty() ? deviceId : serialNumber,
        event.id(),
        event.utcTime(),
        event.upTime(),
        event.event(),
        event.utcTime() > bootFloor ? "" : boot);
  }

  private static long number(Map<String, ?> offset, String field, Long absent) {
    Object value = offset.get(field);
    if (value == null && absent != null) {
      return absent;
    }
    if (value instanceof Number number) {
      return number.longValue();
    }
    throw new IllegalArgumentException(
        "offset field '"
            + field
            + "' is '"
            + value
            + "'; it must be a whole number, as GET /connectors/<name>/offsets shows it");
  }
}
