package io.gatehouse.streams.rules;

import io.gatehouse.streams.model.Fact;
import io.gatehouse.streams.model.Kind;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** A door is commanded, but not by Gatehouse's topic of commands. */
final class UnseenCommand implements Rule {

  private static final String WITHIN = "within.ms";

  /** No command lives longer, whatever the sink's options. */
  private static final long LIFETIME = Duration.ofHours(1).toMillis();

  /** How far in the future the sink takes commands at most, for clocks that differ. */
  private static final long AHEAD = Duration.ofMinutes(10).toMillis();

  /** So far back everything is remembered, whatever the app's options. */
  private static final long REMEMBERED = Duration.ofHours(12).toMillis();

  static final RuleType TYPE =
      new RuleType(
          "unseen-command",
          Level.DEVICE,
          "A door is commanded past Gatehouse.",
          "A device tells of an opening over its API (2N: access REMOTE granted, a switch turned on"
              + " by api), and no outcome says that Gatehouse sent one; or an outcome tells of a"
              + " command that is not among the commands, although older ones of its device are."
              + " Told when the missing record cannot come any more; says nothing of what was"
              + " received twelve hours late.",
          "HIGH",
          Duration.ofHours(1),
          true,
          UnseenCommand::options,
          UnseenCommand::new);

  private final long within;

  private UnseenCommand(AbstractConfig config) {
    within = config.getLong(WITHIN);
  }

  private static void options(ConfigDef def) {
    RuleType.span(
        def,
        WITHIN,
        Duration.ofSeconds(10),
        "How far from the device's opening Gatehouse's own command may be.");
  }

  @Override
  public boolean test(Fact fact) {
    return fact.getKind() == Kind.COMMAND || Commands.sent(fact) || Openings.byApi(fact);
  }

  @Override
  public Duration patience(Fact fact) {
    return fact.getKind() == Kind.COMMAND
        ? Duration.ZERO
        : Duration.ofMillis(within).plus(Openings.CLOCKS);
  }

  @Override
  public void judge(Fact fact, History history, Findings findings) {
    if (fact.getKind() == Kind.OUTCOME) {
      judgeOutcome(fact, history, findings);
    } else if (Openings.byApi(fact) && fact.getReceivedAt() - fact.getTime() < REMEMBERED) {
      judgeOpening(fact, history, findings);
    }
  }

  private static void judgeOutcome(Fact outcome, History history, Findings findings) {
    boolean isKnown =
        history
            .last(
                outcome.getTime() - LIFETIME,
                outcome.getTime() + AHEAD,
                fact -> fact.getKind() == Kind.COMMAND && Commands.same(fact, outcome))
            .isPresent();
    if (isKnown || !reachBackTo(outcome, history)) {
      return;
    }
    List<Fact> outcomes =
        history.all(
            outcome.getTime() - LIFETIME,
            outcome.getTime() + LIFETIME,
            fact -> Commands.sent(fact) && Commands.same(fact, outcome));
    Fact first = outcomes.get(0);
    findings
        .about(first, first.getLink())
        .restsOn(outcomes)
        .person(null)
        .with("requestedBy", Words.who(first))
        .say(
            Commands.words(first)
                + " was sent at "
                + Words.at(first)
                + ", but is not among the commands.");
  }

  /**
   * Commands are kept for a shorter time than outcomes, which a fresh app must not take for new.
   */
  private static boolean reachBackTo(Fact outcome, History history) {
    return history
        .last(
            outcome.getTime() - REMEMBERED,
            outcome.getTime(),
            fact -> fact.getKind() == Kind.COMMAND)
        .isPresent();
  }

  private void judgeOpening(Fact opening, History history, Findings findings) {
    // By a clock that nobody measured it was when it came rather than when it says.
    long latest = opening.getRecovered() ? opening.getTime() : opening.getReceivedAt();
    boolean isOurs =
        history.first(opening.getTime() - within, latest + within, Commands::sent).isPresent();
    if (!isOurs) {
      findings
          .about(opening, opening.getEventId())
          .say(
              Words.door(opening)
                  + " was opened over the device's API at "
                  + Words.at(opening)
                  + ", and no command of Gatehouse says so.");
    }
  }
}
