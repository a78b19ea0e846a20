package io.gatehouse.streams.rules;

import io.gatehouse.streams.model.Fact;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** One was let in, and the door opened twice: somebody came after, unasked. */
final class Tailgating implements Rule {

  private static final String WITHIN = "within.ms";
  private static final long CLOCKS = Openings.CLOCKS.toMillis();
  private static final long LONGEST = Duration.ofHours(12).toMillis();

  static final RuleType TYPE =
      new RuleType(
          "tailgating",
          Level.DEVICE,
          "A door opens again after one was let in, with no reason of its own.",
          "A grant, and after it DOOR OPENED, CLOSED and OPENED, with nothing else that opens a"
              + " door: no other grant, no command, no switch turned on once more or held on."
              + " Judged when an explanation cannot come any more. Not seen: who slips through"
              + " while the door is open. Mistaken for it: who leaves by the door's handle, which"
              + " no device sees, and a grant whose event was lost.",
          "MEDIUM",
          Duration.ofMinutes(15),
          true,
          Tailgating::options,
          Tailgating::new);

  private final long within;

  private Tailgating(AbstractConfig config) {
    within = config.getLong(WITHIN);
  }

  private static void options(ConfigDef def) {
    RuleType.span(
        def,
        WITHIN,
        Duration.ofSeconds(30),
        "How long after the grant the door may open again to be told.");
  }

  @Override
  public boolean test(Fact fact) {
    return Doors.opened(fact)
        || Doors.closed(fact)
        || Accesses.granted(fact)
        || Openings.isSwitch(fact)
        || Commands.taken(fact);
  }

  @Override
  public Duration patience(Fact fact) {
    return Doors.opened(fact) ? Openings.CLOCKS : Duration.ZERO;
  }

  @Override
  public void judge(Fact fact, History history, Findings findings) {
    if (Doors.opened(fact)) {
      onlyEntry(fact, history)
          .filter(entry -> !isExplained(fact, entry, history))
          .ifPresent(entry -> tell(fact, entry, history, findings));
    }
  }

  /** The one grant before an opening, if there is only one. */
  private Optional<Fact> onlyEntry(Fact again, History history) {
    List<Fact> entries =
        history.upTo(
            2,
            again.getTime() - within,
            again.getTime(),
            access -> Accesses.granted(access) && Doors.same(access, again));
    return entries.size() == 1 ? Optional.of(entries.get(0)) : Optional.empty();
  }

  private boolean isExplained(Fact again, Fact entry, History history) {
    long from = again.getTime() - within;
    boolean commanded =
        history
            .first(
                from,
                again.getTime() + CLOCKS,
                fact ->
                    Commands.taken(fact)
                        && Commands.opens(fact)
                        // The device tells of it as a grant.
                        && !fact.getType().equals("GRANT_ACCESS"))
            .isPresent();
    if (commanded) {
      return true;
    }
    Set<String> switchedForEntry = new HashSet<>();
    for (Fact on : history.all(from, again.getTime(), Openings::switchedOn)) {
      if (on.getTime() < entry.getTime() - CLOCKS
          || !switchedForEntry.add(on.getAttributes().getOrDefault("switch", ""))) {
        return true;
      }
    }
    return switchedForEntry.isEmpty() && tellsOfSwitches(again, history);
  }

  /** If such a device turned none on for the entry, one was on, and the door unlocked anyway. */
  private static boolean tellsOfSwitches(Fact again, History history) {
    return history.last(again.getTime() - LONGEST, again.getTime(), Openings::isSwitch).isPresent();
  }

  private static void tell(Fact again, Fact entry, History history, Findings findings) {
    List<Fact> moves =
        history.all(
            entry.getTime(),
            again.getTime(),
            fact ->
                (Doors.opened(fact) || Doors.closed(fact))
                    && Doors.same(fact, again)
                    && History.inOrder(entry, fact)
                    && History.inOrder(fact, again));
    Optional<Fact> first = moves.stream().filter(Doors::opened).findFirst();
    if (first.isEmpty() || !Doors.closed(moves.get(moves.size() - 1))) {
      return;
    }
    findings
        .about(again, again.getEventId())
        .restsOn(entry, first.get(), moves.get(moves.size() - 1))
        .person(entry)
        .say(
            Words.door(again)
                + " opened again at "
                + Words.at(again)
                + ", after only "
                + Words.entry(entry)
                + " at "
                + Words.at(entry)
                + ".");
  }
}
