package io.gatehouse.streams.rules;

import io.gatehouse.streams.model.Fact;
import io.gatehouse.streams.model.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.ValidList;

/** An alarm, and somebody at a door close by. */
final class AlarmNearAccess implements Rule {

  private static final String TYPES = "types";
  private static final String DECISIONS = "decisions";
  private static final String WITHIN = "within.ms";
  private static final String PERIOD = "period.ms";

  static final RuleType TYPE =
      new RuleType(
          "alarm-near-access",
          Level.ZONE,
          "An alarm was raised in a zone, and somebody was at a door there at about that time.",
          "Beginnings of alarms of the chosen types, and accesses with the chosen decisions, of any"
              + " devices and vendors in one zone of a site; of a device without a zone, its own."
              + " Alarms of one type and device within one span of time are one incident, which is"
              + " closed when all of them have ended.",
          "HIGH",
          Duration.ofHours(1),
          false,
          AlarmNearAccess::options,
          AlarmNearAccess::new);

  private final Set<String> types;
  private final Set<String> decisions;
  private final long within;
  private final long period;

  private AlarmNearAccess(AbstractConfig config) {
    types = Set.copyOf(config.getList(TYPES));
    decisions = Set.copyOf(config.getList(DECISIONS));
    within = config.getLong(WITHIN);
    period = Math.max(1, config.getLong(PERIOD));
  }

  private static void options(ConfigDef def) {
    list(
        def,
        TYPES,
        List.of("INTRUSION", "LINE_CROSSING", "PANIC", "TAMPER", "VIDEO_TAMPER", "ALARM_INPUT"),
        Alarms.TYPES,
        "Types of alarms.");
    list(
        def,
        DECISIONS,
        List.of("DENIED"),
        List.of("DENIED", "GRANTED", "UNKNOWN"),
        "Decisions of accesses.");
    RuleType.span(def, WITHIN, Duration.ofMinutes(1), "How long before or after an alarm begins.");
    RuleType.span(
        def,
        PERIOD,
        Duration.ofMinutes(10),
        "Alarms of one type and device within such a span of the day are one incident.");
  }

  private static void list(
      ConfigDef def, String name, List<String> value, List<String> allowed, String documentation) {
    def.define(
        name,
        ConfigDef.Type.LIST,
        value,
        ValidList.in(false, allowed.toArray(String[]::new)),
        Importance.MEDIUM,
        documentation);
  }

  @Override
  public boolean test(Fact fact) {
    return isAccess(fact) || isAlarm(fact);
  }

  private boolean isAccess(Fact fact) {
    return Accesses.decision(fact) && decisions.contains(fact.getState());
  }

  private boolean isAlarm(Fact fact) {
    return fact.getKind() == Kind.ALARM && types.contains(fact.getType());
  }

  private boolean isBeginning(Fact fact) {
    return isAlarm(fact) && Alarms.begins(fact);
  }

  @Override
  public void judge(Fact fact, History history, Findings findings) {
    List<Fact> alarms =
        fact.getKind() == Kind.ALARM
            ? Alarms.concerned(fact, history)
            : near(fact, history.rare(), this::isBeginning);
    alarms.stream()
        .map(alarm -> Series.of(alarm, alarm.getType(), period))
        .distinct()
        .forEach(series -> tell(series, history, findings));
  }

  private List<Fact> near(Fact fact, History history, Predicate<Fact> wanted) {
    return history.upTo(Series.MOST, fact.getTime() - within, fact.getTime() + within, wanted);
  }

  private void tell(Series series, History history, Findings findings) {
    List<Fact> alarms =
        history
            .rare()
            .upTo(
                Series.MOST,
                series.span().begin(),
                series.span().end(),
                fact -> isBeginning(fact) && Series.of(fact, fact.getType(), period).equals(series))
            .stream()
            .filter(alarm -> !near(alarm, history, this::isAccess).isEmpty())
            .toList();
    if (alarms.isEmpty()) {
      return;
    }
    List<Fact> accesses =
        Series.all(alarms, alarm -> near(alarm, history, this::isAccess).stream());
    Fact alarm = alarms.get(0);
    Fact access = accesses.get(0);
    Findings.Draft draft =
        findings.about(alarm, series.anchor()).restsOnMany(alarms).restsOnMany(accesses);
    List<Fact> ends = Series.all(alarms, it -> Alarms.end(it, history).stream());
    if (ends.size() == alarms.size()) {
      Fact last = ends.get(ends.size() - 1);
      draft.restsOn(last).endedAt(last.getTime());
    }
    draft.say(
        "Alarm "
            + series.kind()
            + " of "
            + Words.device(alarm)
            + Words.place(alarm)
            + " at "
            + Words.at(alarm)
            + ", and access "
            + access.getState()
            + " to "
            + Words.who(access)
            + " at "
            + Words.doorOf(access)
            + " at "
            + Words.at(access)
            + (accesses.size() == 1 ? "" : ", the first of " + accesses.size())
            + ".");
  }
}
