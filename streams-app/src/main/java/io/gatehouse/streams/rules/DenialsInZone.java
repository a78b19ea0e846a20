package io.gatehouse.streams.rules;

import io.gatehouse.streams.model.Fact;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Somebody goes from door to door and tries. */
final class DenialsInZone implements Rule {

  private static final String DOORS = "doors";

  static final RuleType TYPE =
      new RuleType(
          "denials-in-zone",
          Level.ZONE,
          "Many accesses were refused at several doors of a zone within a short time.",
          "Refused accesses of one zone of a site; of a device without a zone, its own. Doors are"
              + " told apart by their names, or by their devices where an event names none. What"
              + " goes on beyond the end of a span is another incident if it is enough for one.",
          "MEDIUM",
          Duration.ofMinutes(30),
          false,
          DenialsInZone::options,
          DenialsInZone::new);

  private final Burst burst;

  private DenialsInZone(AbstractConfig config) {
    burst = Burst.of(config, config.getInt(DOORS));
  }

  private static void options(ConfigDef def) {
    Burst.options(def, 8, Duration.ofMinutes(5), Duration.ofMinutes(15));
    RuleType.count(def, DOORS, 2, 1, "At how many different doors at least.");
  }

  @Override
  public boolean test(Fact fact) {
    return Accesses.denied(fact);
  }

  @Override
  public void judge(Fact fact, History history, Findings findings) {
    burst.spans(fact).forEach(span -> tell(span, history, findings));
  }

  private void tell(Span span, History history, Findings findings) {
    List<Fact> denials = burst.in(span, history, this);
    if (denials.isEmpty()) {
      return;
    }
    Fact first = denials.get(0);
    findings
        .about(first, history.key(), span.anchor())
        .restsOnMany(denials)
        .atManyDoors()
        .person(null)
        .say(
            denials.size()
                + " accesses were refused at "
                + Doors.count(denials)
                + " doors"
                + Words.place(first)
                + " "
                + Words.during(denials)
                + ": "
                + Words.doorsOf(denials)
                + ".");
  }
}
