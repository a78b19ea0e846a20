package io.gatehouse.streams.rules;

import io.gatehouse.streams.model.Fact;
import io.gatehouse.streams.model.Kind;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** A door was opened without permission, as the device says that watches it. */
final class ForcedDoor implements Rule {

  private static final String CONTEXT = "context.ms";

  static final RuleType TYPE =
      new RuleType(
          "forced-door",
          Level.DEVICE,
          "A door was opened without permission.",
          "The device's alarm FORCED_DOOR; closed by its end. Names the last who was let in there.",
          "HIGH",
          Duration.ofHours(12),
          false,
          ForcedDoor::options,
          ForcedDoor::new);

  private final long context;

  private ForcedDoor(AbstractConfig config) {
    context = config.getLong(CONTEXT);
  }

  private static void options(ConfigDef def) {
    RuleType.span(
        def, CONTEXT, Duration.ofMinutes(10), "How far back the last entry is looked for.");
  }

  @Override
  public boolean test(Fact fact) {
    return Alarms.is(fact, "FORCED_DOOR") || Accesses.granted(fact);
  }

  @Override
  public void judge(Fact fact, History history, Findings findings) {
    if (fact.getKind() == Kind.ACCESS) {
      // It came late: the alarm that names it was there before.
      history
          .all(fact.getTime(), fact.getTime() + context, Alarms.starts("FORCED_DOOR"))
          .forEach(start -> tell(start, history, findings));
    } else {
      Alarms.concerned(fact, history).forEach(start -> tell(start, history, findings));
    }
  }

  private void tell(Fact start, History history, Findings findings) {
    Optional<Fact> end = Alarms.end(start, history);
    Optional<Fact> entry =
        history.last(
            start.getTime() - context,
            start.getTime(),
            access -> Accesses.granted(access) && Doors.same(access, start));
    Findings.Draft draft = findings.about(start, start.getEventId());
    end.ifPresent(over -> draft.restsOn(over).endedAt(over.getTime()));
    entry.ifPresent(
        access ->
            draft.with("lastEntry", Words.who(access)).with("lastEntryEvent", access.getEventId()));
    draft.say(
        Words.door(start)
            + " was opened without permission at "
            + Words.at(start)
            + entry
                .map(last -> "; last let in: " + Words.who(last) + " at " + Words.at(last))
                .orElse("")
            + ".");
  }
}
