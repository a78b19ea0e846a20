package io.gatehouse.streams.incidents;

import io.gatehouse.streams.AppConfig;
import io.gatehouse.streams.model.IncidentState;
import io.gatehouse.streams.rules.RuleBook;
import io.gatehouse.streams.rules.RuleType;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How long incidents live.
 *
 * @param closeAfter how long after its last event an incident closes by itself, by its rule
 * @param memory how long it is remembered after that
 */
record Terms(Map<String, Duration> closeAfter, Duration memory) {

  /** Of an incident whose rule is no more. */
  private static final Duration ORPHAN = Duration.ofHours(12);

  static Terms of(AppConfig config) {
    return new Terms(
        RuleBook.all().stream()
            .collect(
                Collectors.toMap(
                    RuleType::name,
                    rule -> Duration.ofMillis(config.rule(rule).getLong(RuleType.CLOSE_AFTER)))),
        config.incidentMemory());
  }

  /** Says whether an incident is closed, and when to look at it again. */
  void judge(IncidentState state, long now, long wallClock) {
    if (state.getFinding() == null) {
      // In a replay acknowledgements come long before their incidents: their own time counts. But
      // none is from after today, whatever its clock says.
      long noted = Math.min(state.getAcknowledgement().getAcknowledgedAt(), wallClock);
      state.setDue(Math.max(now, noted) + memory.toMillis());
      return;
    }
    long after = closeAfter.getOrDefault(state.getFinding().getRule(), ORPHAN).toMillis();
    Optional<Closing> closing =
        Closing.of(state.getFinding(), state.getAcknowledgement(), after, now);
    state.setClosedAt(closing.map(Closing::at).orElse(null));
    state.setClosedBy(closing.map(known -> known.by().name()).orElse(null));
    state.setDue(
        closing
            .map(known -> Math.max(now, known.at()) + memory.toMillis())
            .orElse(Closing.byItself(state.getFinding(), after).at()));
  }
}
