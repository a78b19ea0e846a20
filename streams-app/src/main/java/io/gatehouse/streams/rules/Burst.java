package io.gatehouse.streams.rules;

import io.gatehouse.streams.model.Fact;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Many facts within a short time. A burst belongs to the span of time in which it begins, and the
 * bursts of a span are one incident: more facts can only make a burst, or make it longer.
 *
 * @param count how many facts
 * @param doors at how many doors at least
 * @param within in how many milliseconds
 * @param period length of a span in milliseconds
 */
record Burst(int count, int doors, long within, long period) {

  private static final String COUNT = "count";
  private static final String WITHIN = "within.ms";
  private static final String PERIOD = "period.ms";

  /** Of an attack that goes on, no more facts are read again with each new one. */
  private static final int MOST = 1000;

  Burst {
    // So that a burst ends in its span or in the next.
    period = Math.max(Math.max(period, within), 1);
  }

  /** By the options of a rule. */
  static Burst of(AbstractConfig config, int doors) {
    return new Burst(config.getInt(COUNT), doors, config.getLong(WITHIN), config.getLong(PERIOD));
  }

  static void options(ConfigDef def, int count, Duration within, Duration period) {
    RuleType.count(def, COUNT, count, 1, "How many of them are an incident.");
    RuleType.span(def, WITHIN, within, "Within how long.");
    RuleType.span(
        def,
        PERIOD,
        period,
        "Further ones within such a span of the day belong to the same incident. At least"
            + " within.ms.");
  }

  /** The spans whose bursts {@code fact} can be a part of. */
  Collection<Span> spans(Fact fact) {
    return new LinkedHashSet<>(
        List.of(Span.of(fact.getTime() - within, period), Span.of(fact.getTime(), period)));
  }

  /** The facts from the first burst of a span to the end of its last; none if it has no burst. */
  List<Fact> in(Span span, History history, Predicate<Fact> wanted) {
    List<Fact> facts = history.upTo(MOST, span.begin(), span.end() + within, wanted);
    if (Doors.count(facts) < doors) {
      return List.of();
    }
    List<Fact> begins =
        IntStream.range(0, facts.size())
            .filter(i -> facts.get(i).getTime() <= span.end() && beginsAt(facts, i))
            .mapToObj(facts::get)
            .toList();
    if (begins.isEmpty()) {
      return List.of();
    }
    long end = Math.max(span.end(), begins.get(begins.size() - 1).getTime() + within);
    return facts.stream()
        .filter(fact -> !History.inOrder(fact, begins.get(0)) && fact.getTime() <= end)
        .toList();
  }

  private boolean beginsAt(List<Fact> facts, int first) {
    long end = facts.get(first).getTime() + within;
    Set<String> places = new HashSet<>();
    for (int i = first; i < facts.size() && facts.get(i).getTime() <= end; i++) {
      places.add(Doors.key(facts.get(i)));
      if (i - first + 1 >= count && places.size() >= doors) {
        return true;
      }
    }
    return false;
  }
}
