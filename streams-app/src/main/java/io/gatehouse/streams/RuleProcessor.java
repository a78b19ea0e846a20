package io.gatehouse.streams;

import io.gatehouse.streams.model.Fact;
import io.gatehouse.streams.model.Finding;
import io.gatehouse.streams.rules.Findings;
import io.gatehouse.streams.rules.History;
import java.time.Duration;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Asks one rule. Facts that it is patient with wait in a store of its own. */
final class RuleProcessor extends ContextualProcessor<String, Fact, String, Finding> {

  private static final Duration LOOK = Duration.ofSeconds(1);

  private final AskedRule asked;
  private final EventClock clock = new EventClock();
  private KeyValueStore<String, Fact> waiting;
  private Findings findings;
  private long nextDue = Long.MAX_VALUE;

  RuleProcessor(AskedRule asked) {
    this.asked = asked;
  }

  @Override
  public void init(ProcessorContext<String, Finding> context) {
    super.init(context);
    findings =
        new Findings(
            asked.type().name(),
            asked.severity(),
            finding ->
                context.forward(
                    new Record<>(finding.getIncidentId(), finding, context.currentSystemTimeMs())));
    if (asked.type().patient()) {
      waiting = context.getStateStore(asked.waiting());
      recall();
      context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, wallClock -> settle(wallClock));
    }
  }

  @Override
  public void process(Record<String, Fact> record) {
    Fact fact = record.value();
    if (asked.rule().test(fact)) {
      Duration patience = asked.rule().patience(fact);
      if (patience.isZero()) {
        judge(record.key(), fact);
      } else {
        long due = due(fact, patience);
        waiting.put(waitingKey(due, record.key(), fact), fact);
        nextDue = Math.min(nextDue, due);
      }
    }
    if (waiting != null) {
      long wallClock = context().currentSystemTimeMs();
      clock.saw(fact.getReceivedAt(), wallClock);
      settle(wallClock);
    }
  }

  private void judge(String key, Fact fact) {
    asked.rule().judge(fact, new History(asked.facts().of(context()), key), findings);
  }

  /** Judges all facts whose time to be explained is over. */
  private void settle(long wallClock) {
    long now = clock.now(wallClock);
    if (now < nextDue) {
      return;
    }
    String earliest = "%016x".formatted(nextDue);
    nextDue = Long.MAX_VALUE;
    try (KeyValueIterator<String, Fact> later = waiting.range(earliest, null)) {
      while (later.hasNext()) {
        KeyValue<String, Fact> next = later.next();
        long due = due(next.key);
        if (due > now) {
          nextDue = due;
          return;
        }
        // First, so that one that cannot be judged does not come again.
        waiting.delete(next.key);
        judge(key(next.key), next.value);
      }
    }
  }

  /** In whole seconds, so that many are judged at once. */
  private long due(Fact fact, Duration patience) {
    long due = fact.getReceivedAt() + patience.plus(asked.grace()).toMillis();
    return due - Math.floorMod(due, LOOK.toMillis()) + LOOK.toMillis();
  }

  /** After a start: what waits, and what time it was. */
  private void recall() {
    try (KeyValueIterator<String, Fact> all = waiting.all()) {
      while (all.hasNext()) {
        KeyValue<String, Fact> next = all.next();
        nextDue = Math.min(nextDue, due(next.key));
        clock.saw(next.value.getReceivedAt(), context().currentSystemTimeMs());
      }
    }
  }

  /** In the order in which they are due. */
  private static String waitingKey(long due, String key, Fact fact) {
    return "%016x".formatted(due) + key + '\0' + fact.getKind() + '\0' + fact.getEventId();
  }

  private static long due(String waitingKey) {
    return Long.parseLong(waitingKey, 0, 16, 16);
  }

  private static String key(String waitingKey) {
    int kind = waitingKey.lastIndexOf('\0', waitingKey.lastIndexOf('\0') - 1);
    return waitingKey.substring(16, kind);
  }
}
