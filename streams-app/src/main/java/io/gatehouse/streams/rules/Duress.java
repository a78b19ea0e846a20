package io.gatehouse.streams.rules;

import io.gatehouse.streams.model.Fact;
import io.gatehouse.streams.model.Kind;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Somebody signals to act under threat. */
final class Duress implements Rule {

  private static final String PERIOD = "period.ms";
  private static final int MOST = 200;

  static final RuleType TYPE =
      new RuleType(
          "duress",
          Level.DEVICE,
          "Somebody signals to act under threat.",
          "Accesses with duress, and alarms DURESS as they begin; all of a device within a span of"
              + " time are one incident.",
          "CRITICAL",
          Duration.ofHours(12),
          false,
          Duress::options,
          Duress::new);

  private final long period;

  private Duress(AbstractConfig config) {
    period = Math.max(1, config.getLong(PERIOD));
  }

  private static void options(ConfigDef def) {
    RuleType.span(
        def,
        PERIOD,
        Duration.ofMinutes(10),
        "Further signals within such a span of the day belong to the same incident.");
  }

  @Override
  public boolean test(Fact fact) {
    return Alarms.starts("DURESS").test(fact)
        || (fact.getKind() == Kind.ACCESS
            && fact.getDuress()
            && !fact.getType().equals("SECOND_REPORT")
            && !fact.getType().equals("IDENTIFIED"));
  }

  @Override
  public void judge(Fact fact, History history, Findings findings) {
    Span span = Span.of(fact.getTime(), period);
    List<Fact> signals = history.upTo(MOST, span.begin(), span.end(), this);
    Fact first = signals.get(0);
    Fact person = signals.stream().filter(Duress::tellsWho).findFirst().orElse(first);
    boolean letIn = signals.stream().anyMatch(Accesses::granted);
    findings
        .about(first, first.getDeviceId(), span.anchor())
        .restsOnMany(signals)
        .person(person)
        .with("letIn", Boolean.toString(letIn))
        .say(
            Words.door(first)
                + ": duress signalled by "
                + Words.who(person)
                + " at "
                + Words.at(first)
                + (letIn ? ", and let in." : "."));
  }

  private static boolean tellsWho(Fact fact) {
    return fact.getPersonId() != null || fact.getPersonName() != null;
  }
}
