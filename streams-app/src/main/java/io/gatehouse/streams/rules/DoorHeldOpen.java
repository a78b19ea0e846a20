package io.gatehouse.streams.rules;

import io.gatehouse.streams.model.Fact;
import io.gatehouse.streams.model.Kind;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** A door stays open too long, as the device says that watches it, after somebody's entry. */
final class DoorHeldOpen implements Rule {

  private static final String ALARM = "DOOR_HELD_OPEN";
  private static final String WITHIN = "within.ms";

  /** A door that was opened longer ago is not found any more. */
  private static final long LONGEST = Duration.ofHours(12).toMillis();

  static final RuleType TYPE =
      new RuleType(
          "door-held-open",
          Level.DEVICE,
          "A door stays open too long.",
          "The device's alarm DOOR_HELD_OPEN; closed by its end. Names the last who was let in"
              + " before the door opened, or before the alarm where no event says when it opened;"
              + " who opened it from within by its handle is seen by nobody.",
          "MEDIUM",
          Duration.ofHours(12),
          false,
          DoorHeldOpen::options,
          DoorHeldOpen::new);

  private final long within;

  private DoorHeldOpen(AbstractConfig config) {
    within = config.getLong(WITHIN);
  }

  private static void options(ConfigDef def) {
    RuleType.span(
        def,
        WITHIN,
        Duration.ofMinutes(1),
        "How long before the door opened somebody may have been let in to be named.");
  }

  @Override
  public boolean test(Fact fact) {
    return Alarms.is(fact, ALARM)
        || Accesses.granted(fact)
        || Doors.opened(fact)
        || Doors.closed(fact);
  }

  @Override
  public void judge(Fact fact, History history, Findings findings) {
    if (fact.getKind() == Kind.ALARM) {
      Alarms.concerned(fact, history).forEach(start -> tell(start, history, findings));
    } else {
      // It came late: the alarm that it explains was there before.
      history
          .rare()
          .all(fact.getTime(), fact.getTime() + LONGEST, Alarms.starts(ALARM))
          .forEach(start -> tell(start, history, findings));
    }
  }

  private void tell(Fact start, History history, Findings findings) {
    Optional<Fact> opening = opening(start, history);
    Fact until = opening.orElse(start);
    Optional<Fact> entry =
        history.last(
            until.getTime() - within,
            until.getTime(),
            access ->
                Accesses.granted(access)
                    && Doors.same(access, start)
                    && History.inOrder(access, until));
    Optional<Fact> end = Alarms.end(start, history);
    Findings.Draft draft = findings.about(start, start.getEventId());
    opening.ifPresent(draft::restsOn);
    entry.ifPresent(access -> draft.restsOn(access).person(access));
    end.ifPresent(over -> draft.restsOn(over).endedAt(over.getTime()));
    draft.say(
        Words.door(start)
            + end.map(over -> " was held open until " + Words.at(over) + ", since ")
                .orElse(" is held open, since ")
            + Words.at(until)
            + entry
                .map(access -> ", after " + Words.entry(access) + " at " + Words.at(access))
                .orElse("")
            + ".");
  }

  /** When the door opened that is open now, if its device tells. */
  private static Optional<Fact> opening(Fact start, History history) {
    return history
        .last(
            start.getTime() - LONGEST,
            start.getTime(),
            fact ->
                (Doors.opened(fact) || Doors.closed(fact))
                    && Doors.same(fact, start)
                    && History.inOrder(fact, start))
        .filter(Doors::opened);
  }
}
