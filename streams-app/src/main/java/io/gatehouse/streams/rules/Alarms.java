package io.gatehouse.streams.rules;

import io.gatehouse.streams.model.Fact;
import io.gatehouse.streams.model.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Alarms with a duration: which start an end belongs to. */
final class Alarms {

  /** A longer alarm's end is not found any more; its incident closes by itself. */
  private static final long LONGEST = Duration.ofHours(12).toMillis();

  /** All types of alarms, as the schema of AlarmEvent lists them. */
  static final List<String> TYPES =
      List.of(
          "TAMPER",
          "SWITCHES_BLOCKED",
          "FORCED_DOOR",
          "DOOR_HELD_OPEN",
          "DURESS",
          "ACCESS_LIMITED",
          "ACCESS_BLOCKED",
          "LOGIN_BLOCKED",
          "RESCUE",
          "DEVICE_FAULT",
          "MOTION",
          "INTRUSION",
          "LINE_CROSSING",
          "OBJECT",
          "FACE",
          "LICENSE_PLATE",
          "PEOPLE_COUNT",
          "FIRE",
          "TEMPERATURE",
          "VIDEO_TAMPER",
          "VIDEO_LOSS",
          "ALARM_INPUT",
          "PANIC",
          "DRIVING",
          "ARMING",
          "KEYPAD_LOCKED",
          "ILLEGAL_LOGIN",
          "POWER",
          "DISK",
          "NETWORK",
          "DEVICE_OFFLINE",
          "PERIPHERAL_OFFLINE");

  private Alarms() {}

  static boolean is(Fact fact, String type) {
    return fact.getKind() == Kind.ALARM && fact.getType().equals(type);
  }

  /** Alarms of a type as they begin: START, or PULSE where the device tells no duration. */
  static Predicate<Fact> starts(String type) {
    return fact -> is(fact, type) && begins(fact);
  }

  static boolean begins(Fact fact) {
    return fact.getState().equals("START") || fact.getState().equals("PULSE");
  }

  /**
   * The starts of which an alarm can tell something new: itself, and the last one before, which it
   * ends or cuts off. An alarmId can come again for a later alarm.
   */
  static List<Fact> concerned(Fact alarm, History history) {
    List<Fact> starts = new ArrayList<>();
    startBefore(alarm, history).ifPresent(starts::add);
    if (begins(alarm)) {
      starts.add(alarm);
    }
    return starts;
  }

  /**
   * The end of the alarm that began with {@code start}: the first, unless it began again before.
   */
  static Optional<Fact> end(Fact start, History history) {
    return history
        .rare()
        .first(
            start.getTime(),
            start.getTime() + LONGEST,
            fact ->
                sameAlarm(fact, start)
                    && History.inOrder(start, fact)
                    && (begins(fact) || fact.getState().equals("END")))
        .filter(fact -> fact.getState().equals("END"));
  }

  private static Optional<Fact> startBefore(Fact alarm, History history) {
    return history
        .rare()
        .last(
            alarm.getTime() - LONGEST,
            alarm.getTime(),
            fact -> sameAlarm(fact, alarm) && begins(fact) && History.inOrder(fact, alarm));
  }

  private static boolean sameAlarm(Fact one, Fact other) {
    return one.getKind() == Kind.ALARM
        && one.getDeviceId().equals(other.getDeviceId())
        && one.getLink().equals(other.getLink());
  }
}
