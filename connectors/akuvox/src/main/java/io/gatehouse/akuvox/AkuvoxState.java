package io.gatehouse.akuvox;

import io.gatehouse.akuvox.events.AkuvoxLog;
import io.gatehouse.akuvox.log.LogMemory;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far an Akuvox device has been read.
 *
 * @param mac whose logs these are; empty where the device does not say
 * @param doorLog what is remembered of the door log
 * @param callLog what is remembered of the call log
 * @param offsetMinutes what was measured last to lie between UTC and local time, or null
 * @param levels of inputs and relays, by the device's names for them
 */
record AkuvoxState(
    String mac,
    LogMemory doorLog,
    LogMemory callLog,
    Integer offsetMinutes,
    Map<String, Integer> levels) {

  /** Records remembered of each log: far more than happen between two looks. */
  private static final int MOST = 64;

  private static final String MAC = "mac";
  private static final String OFFSET = "offsetMinutes";
  private static final String LEVEL = "level.";

  AkuvoxState {
    levels = Map.copyOf(levels);
  }

  /** Of a device that was never read. */
  static AkuvoxState unread(String mac) {
    return new AkuvoxState(mac, LogMemory.empty(MOST), LogMemory.empty(MOST), null, Map.of());
  }

  /**
   * Reads what {@link #toOffset} wrote.
   *
   * @throws IllegalArgumentException naming the field, the value and the remedy
   */
  static AkuvoxState ofOffset(Map<String, ?> offset) {
    Map<String, Integer> levels = new HashMap<>();
    offset.forEach(
        (field, value) -> {
          if (field.startsWith(LEVEL) && value instanceof Number level) {
            levels.put(field.substring(LEVEL.length()), level.intValue());
          }
        });
    return new AkuvoxState(
        offset.get(MAC) instanceof String mac ? mac : "",
        LogMemory.ofOffset(MOST, AkuvoxLog.DOORLOG.word(), offset),
        LogMemory.ofOffset(MOST, AkuvoxLog.CALLLOG.word(), offset),
        offset.get(OFFSET) instanceof Number minutes ? minutes.intValue() : null,
        levels);
  }

  Map<String, Object> toOffset() {
    Map<String, Object> offset = new TreeMap<>();
    offset.put(MAC, mac);
    doorLog.addTo(offset, AkuvoxLog.DOORLOG.word());
    callLog.addTo(offset, AkuvoxLog.CALLLOG.word());
    if (offsetMinutes != null) {
      offset.put(OFFSET, (long) offsetMinutes);
    }
    levels.forEach((name, level) -> offset.put(LEVEL + name, (long) level));
    return offset;
  }

  LogMemory memory(AkuvoxLog log) {
    return log == AkuvoxLog.DOORLOG ? doorLog : callLog;
  }

  AkuvoxState with(String mac) {
    return new AkuvoxState(mac, doorLog, callLog, offsetMinutes, levels);
  }

  AkuvoxState with(AkuvoxLog log, LogMemory memory) {
    return log == AkuvoxLog.DOORLOG
        ? new AkuvoxState(mac, memory, callLog, offsetMinutes, levels)
        : new AkuvoxState(mac, doorLog, memory, offsetMinutes, levels);
  }

  AkuvoxState with(Integer offsetMinutes) {
    return new AkuvoxState(mac, doorLog, callLog, offsetMinutes, levels);
  }

  AkuvoxState with(String name, int level) {
    Map<String, Integer> changed = new HashMap<>(levels);
    changed.put(name, level);
    return new AkuvoxState(mac, doorLog, callLog, offsetMinutes, changed);
  }
}
