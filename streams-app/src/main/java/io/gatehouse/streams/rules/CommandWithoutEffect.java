package io.gatehouse.streams.rules;

import io.gatehouse.streams.model.Fact;
import io.gatehouse.streams.model.Kind;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** A device took a command, and nothing moved. */
final class CommandWithoutEffect implements Rule {

  private static final String WITHIN = "within.ms";
  private static final String VENDORS = "vendors";

  /** From the intent to the last look at the effect. */
  private static final long LONGEST = Duration.ofMinutes(2).toMillis();

  private static final long REMEMBERED = Duration.ofHours(12).toMillis();

  static final RuleType TYPE =
      new RuleType(
          "command-without-effect",
          Level.DEVICE,
          "A device accepted a command, and no effect was seen.",
          "The outcome NOT_CONFIRMED; or ACCEPTED to open, by a device whose vendor's devices tell"
              + " what moves, with neither CONFIRMED nor any event of a switch, output, lift, door"
              + " or remote access around it. The latter is told when such an event cannot come"
              + " any more, and only of devices that showed some in the twelve hours before. What"
              + " is on already shows nothing when it is turned on, and an event that was lost is"
              + " missed, too.",
          "MEDIUM",
          Duration.ofHours(1),
          true,
          CommandWithoutEffect::options,
          CommandWithoutEffect::new);

  private final long within;
  private final List<String> vendors;

  private CommandWithoutEffect(AbstractConfig config) {
    within = config.getLong(WITHIN);
    vendors = config.getList(VENDORS);
  }

  private static void options(ConfigDef def) {
    RuleType.span(
        def,
        WITHIN,
        Duration.ofSeconds(10),
        "How long after a command was accepted its effect may show.");
    def.define(
        VENDORS,
        ConfigDef.Type.LIST,
        "twon",
        Importance.LOW,
        "Vendors, by the names of their connectors, whose devices tell by events what moves.");
  }

  @Override
  public boolean test(Fact fact) {
    return isStep(fact) || Openings.moved(fact);
  }

  @Override
  public Duration patience(Fact fact) {
    return Commands.is(fact, "ACCEPTED")
        ? Duration.ofMillis(within).plus(Openings.CLOCKS)
        : Duration.ZERO;
  }

  @Override
  public void judge(Fact fact, History history, Findings findings) {
    if (!isStep(fact)) {
      return;
    }
    List<Fact> outcomes =
        history.all(
            fact.getTime() - LONGEST,
            fact.getTime() + LONGEST,
            other -> isStep(other) && Commands.same(other, fact));
    boolean isUnconfirmed = has(outcomes, "NOT_CONFIRMED");
    if (isUnconfirmed
        || (Commands.is(fact, "ACCEPTED")
            && !has(outcomes, "CONFIRMED")
            && movesWhenTold(fact, history)
            && !hasMoved(outcomes.get(0), fact, history))) {
      tell(outcomes, isUnconfirmed, findings);
    }
  }

  /** Whether a command to open shows at this device. */
  private boolean movesWhenTold(Fact accepted, History history) {
    return vendors.contains(accepted.getVendor())
        && Commands.opens(accepted)
        && history
            .last(accepted.getTime() - REMEMBERED, accepted.getTime(), Openings::moved)
            .isPresent();
  }

  private boolean hasMoved(Fact intent, Fact accepted, History history) {
    return history
        .first(
            intent.getTime() - Openings.CLOCKS.toMillis(),
            accepted.getTime() + within,
            Openings::moved)
        .isPresent();
  }

  private static void tell(List<Fact> outcomes, boolean isUnconfirmed, Findings findings) {
    Fact last = outcomes.get(outcomes.size() - 1);
    findings
        .about(last, last.getLink())
        .restsOn(outcomes)
        .person(null)
        .with("requestedBy", Words.who(last))
        .say(
            Commands.words(last)
                + (isUnconfirmed
                    ? " was accepted, but its effect was not seen when it was looked for, until "
                    : " was accepted, but no event tells of anything that moved; taken at ")
                + Words.at(last)
                + ".");
  }

  private static boolean isStep(Fact fact) {
    return fact.getKind() == Kind.OUTCOME
        && switch (fact.getState()) {
          case "INTENT", "ACCEPTED", "CONFIRMED", "NOT_CONFIRMED" -> true;
          default -> false;
        };
  }

  private static boolean has(List<Fact> outcomes, String status) {
    return outcomes.stream().anyMatch(outcome -> Commands.is(outcome, status));
  }
}
