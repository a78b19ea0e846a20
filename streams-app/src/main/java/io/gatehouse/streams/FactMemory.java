package io.gatehouse.streams;

import io.gatehouse.streams.rules.RecentFacts;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * The facts of a level, for all who ask in one task: the one that remembers them, the rules, and
 * the passages. Kafka Streams gives each its own view of the store; what is in memory of it must be
 * one.
 */
public final class FactMemory {

  private final String store;
  private final Map<TaskId, RecentFacts> tasks = new ConcurrentHashMap<>();

  FactMemory(String store) {
    this.store = store;
  }

  /** Name of the store. */
  public String store() {
    return store;
  }

  /** The facts of the task that asks. */
  public RecentFacts of(ProcessorContext<?, ?> context) {
    return tasks.computeIfAbsent(
        context.taskId(), task -> new RecentFacts(context.getStateStore(store)));
  }

  /** At the begin and the end of a task: a task that failed has its store anew. */
  void forget(ProcessingContext context) {
    tasks.remove(context.taskId());
  }
}
