package io.gatehouse.streams.passages;

import io.gatehouse.streams.model.Fact;
import io.gatehouse.streams.model.Kind;
import io.gatehouse.streams.rules.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Alarms that have begun and not ended. Of each the last start or end is known, of what ended too,
 * so that a start that comes after its end does not begin it again.
 */
final class OpenAlarms {

  /** Of those that have begun, and of those that have ended, so many are known: the latest. */
  static final int MOST = 50;

  private OpenAlarms() {}

  static boolean is(Fact fact) {
    return fact.getKind() == Kind.ALARM && (open(fact) || fact.getState().equals("END"));
  }

  private static boolean open(Fact alarm) {
    return alarm.getState().equals("START");
  }

  /** What is known with one more; nothing if it changes nothing. */
  static Optional<List<Fact>> with(List<Fact> known, Fact alarm) {
    List<Fact> others = new ArrayList<>();
    for (Fact other : known) {
      if (!other.getLink().equals(alarm.getLink())) {
        others.add(other);
      } else if (!History.inOrder(other, alarm)) {
        return Optional.empty();
      }
    }
    others.add(alarm);
    others.sort(History.ORDER);
    return Optional.of(others.stream().filter(fact -> later(others, fact) < MOST).toList());
  }

  private static long later(List<Fact> all, Fact alarm) {
    return all.subList(all.indexOf(alarm) + 1, all.size()).stream()
        .filter(fact -> open(fact) == open(alarm))
        .count();
  }

  /** Those that have begun and not ended, earliest first. */
  static Stream<Fact> open(List<Fact> known) {
    return known.stream().filter(OpenAlarms::open);
  }
}
