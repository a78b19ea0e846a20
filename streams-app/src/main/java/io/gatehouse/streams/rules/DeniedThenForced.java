package io.gatehouse.streams.rules;

import io.gatehouse.streams.model.Fact;
import io.gatehouse.streams.model.Kind;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.config.AbstractConfig;

/** Somebody was refused, and then the door was opened by force. */
final class DeniedThenForced implements Rule {

  private static final String FORCED = "FORCED_DOOR";
  private static final String WITHIN = "within.ms";

  /** Of an attack that goes on, as many refusals say enough. */
  private static final int MOST = 200;

  static final RuleType TYPE =
      new RuleType(
          "denied-then-forced",
          Level.ZONE,
          "Somebody was refused at a door, which was then opened without permission.",
          "The alarm FORCED_DOOR, and refused accesses before it at the same door: of the device"
              + " that tells the alarm, or by the door's name in the zone, whichever device refused."
              + " Closed by the alarm's end. Names the last who was refused.",
          "CRITICAL",
          Duration.ofHours(12),
          false,
          def -> RuleType.span(def, WITHIN, Duration.ofMinutes(2), "How long before the alarm."),
          DeniedThenForced::new);

  private final long within;

  private DeniedThenForced(AbstractConfig config) {
    within = config.getLong(WITHIN);
  }

  @Override
  public boolean test(Fact fact) {
    return Alarms.is(fact, FORCED) || Accesses.denied(fact);
  }

  @Override
  public void judge(Fact fact, History history, Findings findings) {
    List<Fact> starts =
        fact.getKind() == Kind.ALARM
            ? Alarms.concerned(fact, history)
            : history.rare().all(fact.getTime(), fact.getTime() + within, forced(fact));
    starts.forEach(start -> tell(start, history, findings));
  }

  private static Predicate<Fact> forced(Fact denied) {
    return fact -> Alarms.starts(FORCED).test(fact) && Doors.same(fact, denied);
  }

  private void tell(Fact start, History history, Findings findings) {
    List<Fact> denials =
        history.upTo(
            MOST,
            start.getTime() - within,
            start.getTime(),
            fact -> Accesses.denied(fact) && Doors.same(fact, start));
    if (denials.isEmpty()) {
      return;
    }
    Fact last = denials.get(denials.size() - 1);
    Findings.Draft draft =
        findings.about(start, start.getEventId()).restsOnMany(denials).person(last);
    Alarms.end(start, history).ifPresent(end -> draft.restsOn(end).endedAt(end.getTime()));
    draft.say(
        Words.door(start)
            + " was opened without permission at "
            + Words.at(start)
            + ", after access had been refused there "
            + Words.times(denials.size())
            + ", last to "
            + Words.who(last)
            + " at "
            + Words.at(last)
            + ".");
  }
}
