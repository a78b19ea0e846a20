package io.gatehouse.relay;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** What a task counts; no meter names a device or a person. */
final class RelayMeters implements AutoCloseable {

  private final MeterRegistry registry;
  private final Tags ofTask;
  private final Map<Status, Counter> outcomes = new EnumMap<>(Status.class);
  private final Counter takeovers;
  private final Counter unreadable;
  private final Meter pending;

  /**
   * Registers them.
   *
   * @param pending commands without outcome
   */
  RelayMeters(MeterRegistry registry, String connector, String task, Supplier<Number> pending) {
    this.registry = registry;
    Tags tags = Tags.of("connector", connector);
    this.ofTask = tags.and("task", task);
    for (Status status : Status.values()) {
      outcomes.put(
          status,
          Counter.builder("gatehouse.command.outcomes")
              .description("lines written to the ledger")
              .tags(tags.and("status", status.name().toLowerCase(Locale.ROOT)))
              .register(registry));
    }
    this.takeovers =
        Counter.builder("gatehouse.command.takeovers")
            .description("times that the ledger of a partition was taken over")
            .tags(tags)
            .register(registry);
    this.unreadable =
        Counter.builder("gatehouse.command.unreadable")
            .description("records that are no commands")
            .tags(tags)
            .register(registry);
    // A task that was restarted may still have its predecessor's gauge here: replace it.
    Meter predecessor = registry.find("gatehouse.commands.pending").tags(ofTask).meter();
    if (predecessor != null) {
      registry.remove(predecessor);
    }
    this.pending =
        Gauge.builder("gatehouse.commands.pending", pending)
            .description("commands without outcome")
            .tags(ofTask)
            .strongReference(true)
            .register(registry);
  }

  Tags ofTask() {
    return ofTask;
  }

  void written(Status status) {
    outcomes.get(status).increment();
  }

  void takenOver() {
    takeovers.increment();
  }

  void unreadable() {
    unreadable.increment();
  }

  /** Takes the gauge away; counters stay, as counters do. */
  @Override
  public void close() {
    registry.remove(pending);
  }
}
