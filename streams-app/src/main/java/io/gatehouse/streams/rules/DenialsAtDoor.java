package io.gatehouse.streams.rules;

import io.gatehouse.streams.model.Fact;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Somebody tries a door again and again: guessed codes, or a stack of found cards. */
final class DenialsAtDoor implements Rule {

  static final RuleType TYPE =
      new RuleType(
          "denials-at-door",
          Level.DEVICE,
          "A door refused many times within a short time.",
          "Refused accesses of one door of one device, whoever asked and by whatever method; those"
              + " that name no door count for themselves. Names a person or credential only if all"
              + " of them do. A reader that limits itself after wrong codes refuses fewer than were"
              + " tried.",
          "MEDIUM",
          Duration.ofMinutes(15),
          false,
          DenialsAtDoor::options,
          DenialsAtDoor::new);

  private final Burst burst;

  private DenialsAtDoor(AbstractConfig config) {
    burst = Burst.of(config, 1);
  }

  private static void options(ConfigDef def) {
    Burst.options(def, 5, Duration.ofMinutes(2), Duration.ofMinutes(10));
  }

  @Override
  public boolean test(Fact fact) {
    return Accesses.denied(fact);
  }

  @Override
  public void judge(Fact fact, History history, Findings findings) {
    for (Span span : burst.spans(fact)) {
      List<Fact> denials =
          burst.in(
              span,
              history,
              other -> test(other) && Objects.equals(other.getDoor(), fact.getDoor()));
      if (!denials.isEmpty()) {
        tell(span, denials, findings);
      }
    }
  }

  private static void tell(Span span, List<Fact> denials, Findings findings) {
    Fact first = denials.get(0);
    findings
        .about(first, first.getDeviceId(), Objects.toString(first.getDoor(), ""), span.anchor())
        .restsOnMany(denials)
        .person(Accesses.holder(denials))
        .say(
            Words.door(first)
                + " refused "
                + Words.times(denials.size())
                + Words.by(denials)
                + " "
                + Words.during(denials)
                + ".");
  }
}
