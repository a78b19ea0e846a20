package io.gatehouse.streams.rules;

import io.gatehouse.streams.model.Fact;
import io.gatehouse.streams.model.Kind;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Somebody rings, is answered, and is let in from the other end of the call. */
final class VisitorAdmitted implements Rule {

  private static final String WITHIN = "within.ms";
  private static final int MOST = 20;

  /** A longer call is not followed to its end. */
  private static final long LONGEST = Duration.ofHours(1).toMillis();

  static final RuleType TYPE =
      new RuleType(
          "visitor-admitted",
          Level.DEVICE,
          "A call of a door station was answered, and the door opened from there.",
          "A call CONNECTED, and during it or soon after the answer an opening by tone, call or"
              + " network; or the door opening with nobody let in on the spot. The latter, and what"
              + " opens late in a call, is told when the call is over and an explanation cannot"
              + " come any more. A log of calls (Akuvox) does not say whether one was answered: there only"
              + " an opening by call or tone near it counts.",
          "LOW",
          Duration.ofMinutes(5),
          true,
          VisitorAdmitted::options,
          VisitorAdmitted::new);

  private final long within;

  private VisitorAdmitted(AbstractConfig config) {
    within = config.getLong(WITHIN);
  }

  private static void options(ConfigDef def) {
    RuleType.span(
        def,
        WITHIN,
        Duration.ofMinutes(1),
        "How long after the answer the door may open if the call is over, and how far from a"
            + " logged call.");
  }

  @Override
  public boolean test(Fact fact) {
    return isAnswer(fact)
        || isEnd(fact)
        || Doors.opened(fact)
        || Openings.fromAfar(fact)
        || Openings.onTheSpot(fact);
  }

  @Override
  public Duration patience(Fact fact) {
    return isEnd(fact) ? Duration.ofMillis(within).plus(Openings.CLOCKS) : Duration.ZERO;
  }

  @Override
  public void judge(Fact fact, History history, Findings findings) {
    for (Fact answer : answers(fact, history)) {
      List<Fact> openings = openings(answer, history, Openings::fromAfar);
      if (openings.isEmpty() && isEnd(fact)) {
        openings =
            openings(answer, history, Doors::opened).stream()
                .filter(opening -> isUnexplained(opening, history))
                .toList();
      }
      if (!openings.isEmpty()) {
        tell(answer, openings, findings);
      }
    }
  }

  /** The answered calls that a fact can tell something of. */
  private List<Fact> answers(Fact fact, History history) {
    if (isAnswer(fact)) {
      return List.of(fact);
    }
    if (isEnd(fact)) {
      return history
          .last(
              fact.getTime() - LONGEST,
              fact.getTime(),
              answer -> isAnswer(answer) && sameCall(answer, fact))
          .map(List::of)
          .orElse(List.of());
    }
    return Openings.fromAfar(fact)
        ? history.all(fact.getTime() - within, fact.getTime() + within, VisitorAdmitted::isAnswer)
        : List.of();
  }

  private List<Fact> openings(Fact answer, History history, Predicate<Fact> kind) {
    if (isLogged(answer)) {
      return history.upTo(
          MOST,
          answer.getTime() - within,
          answer.getTime() + within,
          fact -> kind.test(fact) && Accesses.granted(fact) && byCall(fact));
    }
    long end =
        history
            .first(
                answer.getTime(),
                answer.getTime() + LONGEST,
                fact -> isEnd(fact) && sameCall(answer, fact))
            .map(Fact::getTime)
            .orElse(answer.getTime());
    return history.upTo(MOST, answer.getTime(), Math.max(end, answer.getTime() + within), kind);
  }

  private boolean isUnexplained(Fact opening, History history) {
    return history
        .first(opening.getTime() - within, opening.getTime(), Openings::onTheSpot)
        .isEmpty();
  }

  private static void tell(Fact answer, List<Fact> openings, Findings findings) {
    Fact opening = openings.get(0);
    String peer = answer.getPeer() == null ? "somebody" : answer.getPeer();
    findings
        .about(answer, answer.getEventId())
        .restsOn(openings)
        .with("admittedBy", peer)
        .say(
            Words.door(answer)
                + " was opened for a visitor at "
                + Words.at(opening)
                + how(opening)
                + ": the call with "
                + peer
                + (isLogged(answer) ? " is logged for " : " was answered at ")
                + Words.at(answer)
                + ".");
  }

  private static String how(Fact opening) {
    if (opening.getKind() == Kind.ACCESS) {
      return Words.by(List.of(opening));
    }
    String originator = Openings.originator(opening);
    return originator.isEmpty() ? "" : " by " + originator;
  }

  private static boolean isCall(Fact fact) {
    return fact.getKind() == Kind.CALL && fact.getType().equals("CALL");
  }

  private static boolean isAnswer(Fact fact) {
    return (isCall(fact) && "CONNECTED".equals(fact.getState())) || isLogged(fact);
  }

  private static boolean isEnd(Fact fact) {
    return isCall(fact) && "TERMINATED".equals(fact.getState()) && fact.getSession() != null;
  }

  /** A line of a log, which has no word for answered: missed and forwarded calls were not. */
  private static boolean isLogged(Fact fact) {
    return isCall(fact)
        && fact.getSession() == null
        && ("TERMINATED".equals(fact.getState()) || "UNKNOWN".equals(fact.getState()));
  }

  private static boolean sameCall(Fact one, Fact other) {
    return one.getSession() != null && one.getSession().equals(other.getSession());
  }

  private static boolean byCall(Fact access) {
    return access.getMethod().equals("CALL") || access.getMethod().equals("DTMF");
  }
}
