package io.gatehouse.streams.rules;

import io.gatehouse.streams.model.Fact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/** One holder was let in at two places, too soon to have gone from one to the other. */
final class TwoPlaces implements Rule {

  private static final String PLACE = "place";
  private static final String TRAVEL = "travel.ms";
  private static final String PERIOD = "period.ms";

  /** Nobody passes more doors in the time of an incident. */
  private static final int MOST = 1000;

  static final RuleType TYPE =
      new RuleType(
          "two-places",
          Level.HOLDER,
          "One person or credential was let in at two sites within a time that is too short to go"
              + " from one to the other.",
          "Granted accesses with the same credential token, of all vendors whose connectors share"
              + " redaction.token.key, or of the same person by one vendor's id; each with site"
              + " (and zone, if those are compared). What was asked for by network, telephone or"
              + " tone tells nothing of where somebody is, nor does an access whose way is not"
              + " known yet. All of one credential (or person, where no credential is told) within"
              + " one span of time is one incident.",
          "HIGH",
          Duration.ofHours(1),
          false,
          TwoPlaces::options,
          TwoPlaces::new);

  private final boolean byZone;
  private final long travel;
  private final long period;

  private TwoPlaces(AbstractConfig config) {
    byZone = config.getString(PLACE).equals("zone");
    travel = config.getLong(TRAVEL);
    period = Math.max(1, config.getLong(PERIOD));
  }

  private static void options(ConfigDef def) {
    def.define(
        PLACE,
        ConfigDef.Type.STRING,
        "site",
        ValidString.in("site", "zone"),
        Importance.MEDIUM,
        "What is a place: a site, or each zone of a site.");
    RuleType.span(def, TRAVEL, Duration.ofMinutes(10), "How long anybody takes at least.");
    RuleType.span(
        def,
        PERIOD,
        Duration.ofHours(1),
        "Further ones within such a span of the day belong to the same incident.");
  }

  @Override
  public boolean test(Fact fact) {
    return Accesses.inPerson(fact)
        && fact.getSite() != null
        && (!byZone || fact.getZone() != null)
        && (fact.getCredential() != null || fact.getPersonId() != null);
  }

  private boolean samePlace(Fact one, Fact other) {
    return one.getSite().equals(other.getSite())
        && (!byZone || one.getZone().equals(other.getZone()));
  }

  /**
   * What an incident is known by: the holder of the later access, and when it was. Two histories
   * can find it, the credential's and the person's.
   */
  private record Arrival(String holder, Span span) {}

  @Override
  public void judge(Fact fact, History history, Findings findings) {
    Set<Arrival> arrivals = new LinkedHashSet<>();
    arrivals.add(arrival(fact));
    history
        .upTo(
            MOST,
            fact.getTime(),
            fact.getTime() + travel,
            later -> test(later) && !samePlace(fact, later))
        .forEach(later -> arrivals.add(arrival(later)));
    arrivals.forEach(arrival -> tell(arrival, history, findings));
  }

  private Arrival arrival(Fact fact) {
    return new Arrival(Holder.key(fact), Span.of(fact.getTime(), period));
  }

  private void tell(Arrival arrival, History history, Findings findings) {
    Span span = arrival.span();
    List<Fact> facts = history.upTo(MOST, span.begin() - travel, span.end(), this);
    List<Fact> later = new ArrayList<>();
    Set<Fact> evidence = new TreeSet<>(History.ORDER);
    for (int i = 0; i < facts.size(); i++) {
      Fact fact = facts.get(i);
      if (arrival(fact).equals(arrival)) {
        before(facts.subList(0, i), fact)
            .ifPresent(
                elsewhere -> {
                  later.add(fact);
                  evidence.add(fact);
                  evidence.add(elsewhere);
                });
      }
    }
    if (later.isEmpty()) {
      return;
    }
    Fact there = later.get(0);
    Fact here = before(facts, there).orElseThrow();
    findings
        .about(there, arrival.holder(), span.anchor())
        .restsOnMany(List.copyOf(evidence))
        .rank(Holder.isCredential(history) ? 1 : 0)
        .say(
            "Access was granted to "
                + Words.who(there)
                + " at "
                + Words.where(here)
                + " at "
                + Words.at(here)
                + " and at "
                + Words.where(there)
                + " at "
                + Words.at(there)
                + (later.size() == 1
                    ? ""
                    : ", and so on " + Words.times(later.size() - 1) + " more")
                + ".");
  }

  /** The last access before, soon enough and at another place. */
  private Optional<Fact> before(List<Fact> facts, Fact fact) {
    for (int i = facts.size() - 1; i >= 0; i--) {
      Fact earlier = facts.get(i);
      if (earlier.getTime() < fact.getTime() - travel) {
        return Optional.empty();
      }
      if (History.inOrder(earlier, fact) && !samePlace(earlier, fact)) {
        return Optional.of(earlier);
      }
    }
    return Optional.empty();
  }
}
