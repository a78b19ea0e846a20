package io.gatehouse.akuvox.log;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * What is remembered of a log: its latest records, newest first, and how many it held. Which
 * records of a reply are new follows from comparing the two lists, as a diff of two texts does;
 * neither times nor ids of records are taken for an order.
 */
public final class LogMemory {

  /** A log with at least so many records may be full. */
  private static final int SMALLEST_RING = 50;

  private static final int BYTES = Long.BYTES + Integer.BYTES + 1;
  private static final String RECENT = "recent";
  private static final String HELD = "held";
  private static final String WHOLE = "whole";
  private static final String SIZE = "size";
  private static final String NEWEST_AT = "newestAt";

  private final int most;
  final long[] marks;
  final int[] details;
  final boolean[] pictured;

  /** At the last look, the log held records that are remembered. */
  final boolean held;

  /** Records in the log when all of it was read last. */
  final int whole;

  /** Records in the log by what was read since, more than there are if old ones fell out. */
  final int size;

  private final Instant newestAt;

  LogMemory(
      int most,
      long[] marks,
      int[] details,
      boolean[] pictured,
      boolean held,
      int whole,
      int size,
      Instant newestAt) {
    this.most = most;
    this.marks = marks;
    this.details = details;
    this.pictured = pictured;
    this.held = held;
    this.whole = whole;
    this.size = size;
    this.newestAt = newestAt;
  }

  /**
   * Of a log that was never read.
   *
   * @param most how many records are remembered
   */
  public static LogMemory empty(int most) {
    return new LogMemory(most, new long[0], new int[0], new boolean[0], false, 0, 0, Instant.EPOCH);
  }

  /**
   * Reads what {@link #addTo} wrote.
   *
   * @param name the log's
   * @throws IllegalArgumentException naming the field, the value and the remedy
   */
  public static LogMemory ofOffset(int most, String name, Map<String, ?> offset) {
    String recent = text(offset, name + "." + RECENT);
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(recent);
    } catch (IllegalArgumentException e) {
      throw wrong(name + "." + RECENT, recent, e);
    }
    if (bytes.length % BYTES != 0) {
      throw wrong(name + "." + RECENT, recent, null);
    }
    int count = bytes.length / BYTES;
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long[] marks = new long[count];
    int[] details = new int[count];
    boolean[] pictured = new boolean[count];
    for (int i = 0; i < count; i++) {
      marks[i] = buffer.getLong();
      details[i] = buffer.getInt();
      pictured[i] = buffer.get() != 0;
    }
    return new LogMemory(
        most,
        marks,
        details,
        pictured,
        number(offset, name + "." + HELD) != 0,
        (int) number(offset, name + "." + WHOLE),
        (int) number(offset, name + "." + SIZE),
        Instant.ofEpochMilli(number(offset, name + "." + NEWEST_AT)));
  }

  /** Writes all of it into a source offset, under names that begin with the log's. */
  public void addTo(Map<String, Object> offset, String name) {
    ByteBuffer buffer = ByteBuffer.allocate(marks.length * BYTES);
    for (int i = 0; i < marks.length; i++) {
      buffer.putLong(marks[i]).putInt(details[i]).put((byte) (pictured[i] ? 1 : 0));
    }
    offset.put(
        name + "." + RECENT,
        Base64.getUrlEncoder().withoutPadding().encodeToString(buffer.array()));
    offset.put(name + "." + HELD, held ? 1L : 0L);
    offset.put(name + "." + WHOLE, (long) whole);
    offset.put(name + "." + SIZE, (long) size);
    offset.put(name + "." + NEWEST_AT, newestAt.toEpochMilli());
  }

  /** When the newest record was written that is remembered with a time. */
  public Instant newestAt() {
    return newestAt;
  }

  /** How many records are remembered. */
  public int count() {
    return marks.length;
  }

  /**
   * Compares a reply with what is remembered.
   *
   * @param reply newest first
   * @param isWhole whether it is all of the log
   */
  public LogReading compare(List<LogRecord> reply, boolean isWhole) {
    return new LogReading(this, reply, isWhole, Alignment.of(reply, this));
  }

  /** Nothing fell out of memory yet: what is not in here was never read. */
  boolean isComplete() {
    return marks.length < most;
  }

  /**
   * A log without any of the remembered records has so many now: did it wrap, or was it cleared?
   */
  boolean wouldBeWrapped(int found) {
    return found >= size || (found == whole && found >= SMALLEST_RING);
  }

  /**
   * Whether a record may be the one that is remembered at an index.
   *
   * @param equal only if it does not differ in any detail
   */
  boolean isAt(int index, LogRecord found, boolean equal) {
    return marks[index] == found.mark() && (!equal || details[index] == found.detail());
  }

  /** As many of these records as are remembered, newest first. */
  LogMemory of(
      long[] marks,
      int[] details,
      boolean[] pictured,
      int count,
      boolean held,
      int whole,
      int size,
      Instant newestAt) {
    int kept = Math.min(count, most);
    return new LogMemory(
        most,
        Arrays.copyOf(marks, kept),
        Arrays.copyOf(details, kept),
        Arrays.copyOf(pictured, kept),
        held,
        whole,
        size,
        newestAt);
  }

  private static String text(Map<String, ?> offset, String field) {
    if (offset.get(field) instanceof String text) {
      return text;
    }
    throw wrong(field, offset.get(field), null);
  }

  private static long number(Map<String, ?> offset, String field) {
    if (offset.get(field) instanceof Number number) {
      return number.longValue();
    }
    throw wrong(field, offset.get(field), null);
  }

  private static IllegalArgumentException wrong(String field, Object value, Throwable cause) {
    return new IllegalArgumentException(
        "offset field '"
            + field
            + "' is '"
            + value
            + "'; it must be what GET /connectors/<name>/offsets has shown, or the offset reset",
        cause);
  }
}
