package io.gatehouse.streams.rules;

import io.gatehouse.streams.model.Fact;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** One card, key or plate is tried again and again, at whatever doors. */
final class DenialsByCredential implements Rule {

  static final RuleType TYPE =
      new RuleType(
          "denials-by-credential",
          Level.HOLDER,
          "One credential was refused again and again, at one door or at several.",
          "Refused accesses with the same credential token, of all devices and vendors whose"
              + " connectors share redaction.token.key. Codes have no token. What goes on beyond"
              + " the end of a span is another incident if it is enough for one.",
          "MEDIUM",
          Duration.ofMinutes(30),
          false,
          DenialsByCredential::options,
          DenialsByCredential::new);

  private final Burst burst;

  private DenialsByCredential(AbstractConfig config) {
    burst = Burst.of(config, 1);
  }

  private static void options(ConfigDef def) {
    Burst.options(def, 3, Duration.ofMinutes(10), Duration.ofMinutes(30));
  }

  @Override
  public boolean test(Fact fact) {
    return Accesses.denied(fact) && fact.getCredential() != null;
  }

  @Override
  public void judge(Fact fact, History history, Findings findings) {
    if (Holder.isCredential(history)) {
      burst.spans(fact).forEach(span -> tell(span, history, findings));
    }
  }

  private void tell(Span span, History history, Findings findings) {
    List<Fact> denials = burst.in(span, history, this);
    if (denials.isEmpty()) {
      return;
    }
    Fact first = denials.get(0);
    Fact known =
        denials.stream().filter(fact -> fact.getPersonName() != null).findFirst().orElse(first);
    Findings.Draft draft =
        findings.about(first, history.key(), span.anchor()).restsOnMany(denials).person(known);
    if (Doors.count(denials) > 1) {
      draft.atManyDoors();
    }
    draft.say(
        "Credential "
            + first.getCredential()
            + (known.getPersonName() == null ? "" : " of " + known.getPersonName())
            + " was refused "
            + Words.times(denials.size())
            + " "
            + Words.during(denials)
            + ": at "
            + Words.doorsOf(denials)
            + ".");
  }
}
