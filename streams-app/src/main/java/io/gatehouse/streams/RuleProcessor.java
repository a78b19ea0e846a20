package io.gatehouse.streams;

import io.gatehouse.streams.model.Fact;
import io.gatehouse.streams.model.Finding;
import io.gatehouse.streams.model.Moment;
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
import org.apache.kafka.streams.state.WindowStore;

/** Asks one rule. Facts that it is patient with wait in a store of its own. */
final class RuleProcessor extends ContextualProcessor<String, Fact, String, Finding> {

  private static final Duration LOOK = Duration.ofSeconds(1);

  private final AskedRule asked;
  private final EventClock clock = new EventClock();
  private WindowStore<String, Moment> history;
  private KeyValueStore<String, Fact> waiting;
  private Findings findings;
  private long nextDue = Long.MAX_VALUE;

  RuleProcessor(AskedRule asked) {
    this.asked = asked;
  }

  @Override
  public void init(ProcessorContext<String, Finding> context) {
    super.init(context);
    history = context.getStateStore(asked.history());
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
        long due = fact.getReceivedAt() + patience.plus(asked.grace()).toMillis();
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
    asked.rule().judge(fact, new History(history, key), findings);
  }

  /** Judges all facts whose time to be explained is over. */
  private void settle(long wallClock) {
    long now = clock.now(wallClock);
    if (now < nextDue) {
      return;
    }
    nextDue = Long.MAX_VALUE;
    try (KeyValueIterator<String, Fact> all = waiting.all()) {
      while (all.hasNext()) {
        KeyValue<String, Fact> next = all.next();
        long due = due(next.key);
        if (due > now) {
          nextDue = due;
          return;
        }
        judge(key(next.key), next.value);
        waiting.delete(next.key);
      }
    }
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
