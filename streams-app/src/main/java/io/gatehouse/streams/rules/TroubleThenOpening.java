package io.gatehouse.streams.rules;

import io.gatehouse.streams.model.Fact;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/** A device was tampered with, fell silent or restarted, and then its door was opened. */
final class TroubleThenOpening implements Rule {

  private static final String PERIOD = "period.ms";

  static final RuleType TYPE =
      new RuleType(
          "trouble-then-opening",
          Level.ZONE,
          "A device was tampered with, fell silent or restarted, and then its door was opened.",
          "Tampered with: the alarm TAMPER. Silent: the alarm DEVICE_OFFLINE, or OFFLINE, which"
              + " Gatehouse says itself. Restarted: SYSTEM with state startup, or a GAP for"
              + " DEVICE_RESTART. An opening is a granted access, a door that opens, or the alarm"
              + " FORCED_DOOR, told by the same device, or by another one of the zone for a door of"
              + " the troubled device, as its event or the inventory names it. Of a silent device's"
              + " own openings only FORCED_DOOR counts, or else a failing network would make an"
              + " incident of everybody's entry. Troubles of one kind and device within one span of"
              + " time are one incident.",
          Trouble.TAMPER.severity,
          Duration.ofHours(1),
          false,
          TroubleThenOpening::options,
          TroubleThenOpening::new);

  private final Map<Trouble, Long> within = new EnumMap<>(Trouble.class);
  private final Map<Trouble, String> severity = new EnumMap<>(Trouble.class);
  private final long longest;
  private final long period;

  private TroubleThenOpening(AbstractConfig config) {
    for (Trouble trouble : Trouble.values()) {
      within.put(trouble, config.getLong(within(trouble)));
      severity.put(trouble, config.getString(severity(trouble)));
    }
    longest = Collections.max(within.values());
    period = Math.max(1, config.getLong(PERIOD));
  }

  private static void options(ConfigDef def) {
    for (Trouble trouble : Trouble.values()) {
      RuleType.span(
          def,
          within(trouble),
          trouble.within,
          "How long an opening is looked for after a device " + trouble.words + ".");
      if (trouble != Trouble.TAMPER) {
        def.define(
            severity(trouble),
            ConfigDef.Type.STRING,
            trouble.severity,
            ValidString.in("LOW", "MEDIUM", "HIGH", "CRITICAL"),
            Importance.MEDIUM,
            "Severity if a device " + trouble.words + ".");
      }
    }
    RuleType.span(
        def,
        PERIOD,
        Duration.ofHours(1),
        "Troubles of one kind and device within such a span of the day are one incident.");
  }

  private static String within(Trouble trouble) {
    return trouble.name().toLowerCase(Locale.ROOT) + ".within.ms";
  }

  private static String severity(Trouble trouble) {
    return trouble == Trouble.TAMPER
        ? RuleType.SEVERITY
        : trouble.name().toLowerCase(Locale.ROOT) + ".severity";
  }

  @Override
  public boolean test(Fact fact) {
    return isOpening(fact) || Trouble.of(fact).isPresent();
  }

  private static boolean isOpening(Fact fact) {
    return Accesses.granted(fact) || Doors.opened(fact) || Alarms.starts("FORCED_DOOR").test(fact);
  }

  @Override
  public void judge(Fact fact, History history, Findings findings) {
    Optional<Trouble> trouble = Trouble.of(fact);
    if (trouble.isPresent()) {
      tell(Series.of(fact, trouble.get().name(), period), history, findings);
      return;
    }
    history
        .rare()
        .upTo(
            Series.MOST,
            fact.getTime() - longest,
            fact.getTime(),
            before -> Trouble.of(before).filter(it -> leadsTo(it, before, fact)).isPresent())
        .stream()
        .map(before -> Series.of(before, Trouble.of(before).orElseThrow().name(), period))
        .distinct()
        .forEach(series -> tell(series, history, findings));
  }

  private boolean leadsTo(Trouble kind, Fact trouble, Fact opening) {
    return opening.getTime() <= trouble.getTime() + within.get(kind)
        && kind.concerns(trouble, opening);
  }

  private static boolean is(Trouble kind, Fact fact) {
    return Trouble.of(fact).filter(kind::equals).isPresent();
  }

  private void tell(Series series, History history, Findings findings) {
    Trouble kind = Trouble.valueOf(series.kind());
    List<Fact> troubles =
        history
            .rare()
            .upTo(
                Series.MOST,
                series.span().begin(),
                series.span().end(),
                fact -> is(kind, fact) && fact.getDeviceId().equals(series.deviceId()))
            .stream()
            .filter(fact -> openings(kind, fact, history).findAny().isPresent())
            .toList();
    if (troubles.isEmpty()) {
      return;
    }
    List<Fact> openings = Series.all(troubles, fact -> openings(kind, fact, history));
    Fact trouble = troubles.get(0);
    Fact opening = openings.get(0);
    findings
        .about(trouble, series.anchor())
        .restsOnMany(troubles)
        .restsOnMany(openings)
        .person(openings.stream().filter(it -> it.getPersonId() != null).findFirst().orElse(null))
        .severity(severity.get(kind))
        .with("trouble", kind.name())
        .say(
            Words.device(trouble)
                + Words.place(trouble)
                + " "
                + kind.words
                + " at "
                + Words.at(trouble)
                + ", and "
                + Words.opening(opening)
                + " at "
                + Words.at(opening)
                + ".");
  }

  private Stream<Fact> openings(Trouble kind, Fact trouble, History history) {
    return history
        .upTo(
            Series.MOST,
            trouble.getTime(),
            trouble.getTime() + within.get(kind),
            fact -> isOpening(fact) && leadsTo(kind, trouble, fact))
        .stream();
  }
}
