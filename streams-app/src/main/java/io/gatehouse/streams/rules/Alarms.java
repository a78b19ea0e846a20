package io.gatehouse.streams.rules;

import io.gatehouse.streams.model.Fact;
import io.gatehouse.streams.model.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/** Alarms with a duration: which start an end belongs to. */
final class Alarms {

  /** A longer alarm's end is not found any more; its incident closes by itself. */
  private static final long LONGEST = Duration.ofHours(12).toMillis();

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
   * The start that an alarm belongs to, itself if it is one. An alarmId can come again for a later
   * alarm, so it is the last start before.
   */
  static Optional<Fact> start(Fact alarm, History history) {
    return begins(alarm)
        ? Optional.of(alarm)
        : history.last(
            alarm.getTime() - LONGEST,
            alarm.getTime(),
            fact -> sameAlarm(fact, alarm) && begins(fact) && History.inOrder(fact, alarm));
  }

  /**
   * The end of the alarm that began with {@code start}: the first, unless it began again before.
   */
  static Optional<Fact> end(Fact start, History history) {
    return history
        .first(
            start.getTime(),
            start.getTime() + LONGEST,
            fact ->
                sameAlarm(fact, start)
                    && History.inOrder(start, fact)
                    && (begins(fact) || fact.getState().equals("END")))
        .filter(fact -> fact.getState().equals("END"));
  }

  private static boolean sameAlarm(Fact one, Fact other) {
    return one.getKind() == Kind.ALARM
        && one.getDeviceId().equals(other.getDeviceId())
        && one.getLink().equals(other.getLink());
  }
}
