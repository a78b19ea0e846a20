package io.gatehouse.engine;

import static io.gatehouse.engine.Poller.Presence.ONLINE;

import io.gatehouse.http.HttpFailure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;

/**
 * What a task counts. All meters carry {@code vendor} and {@code connector}, none a device or a
 * person, so that their number does not grow with the fleet.
 */
final class FeedMeters implements AutoCloseable {

  private final MeterRegistry registry;
  private final Tags tags;
  private final Tags ofTask;
  private final List<Meter> owned = new ArrayList<>();
  private final Map<HttpFailure.Kind, Counter> failures = new EnumMap<>(HttpFailure.Kind.class);
  private final Map<String, Map<String, Counter>> events = new HashMap<>();
  private final AtomicInteger online = new AtomicInteger();
  private final Timer delay;

  FeedMeters(
      MeterRegistry registry,
      String vendor,
      String connector,
      int task,
      int devices,
      Handover handover) {
    this.registry = registry;
    this.tags = Tags.of("vendor", vendor, "connector", connector);
    this.ofTask = tags.and("task", Integer.toString(task));
    gauge("gatehouse.devices", "devices of the task", () -> devices);
    gauge("gatehouse.devices.online", "devices that answer", online::get);
    gauge("gatehouse.handover.records", "records that wait for Kafka", handover::size);
    for (HttpFailure.Kind kind : HttpFailure.Kind.values()) {
      failures.put(
          kind,
          Counter.builder("gatehouse.feed.failures")
              .description("readings that failed")
              .tags(tags.and("kind", kind.name().toLowerCase(Locale.ROOT)))
              .register(registry));
    }
    this.delay =
        Timer.builder("gatehouse.event.delay")
            .description("from the event at the device to its arrival here, live events only")
            .tags(tags)
            .serviceLevelObjectives(
                Duration.ofMillis(50),
                Duration.ofMillis(250),
                Duration.ofSeconds(1),
                Duration.ofMillis(2_500),
                Duration.ofSeconds(5),
                Duration.ofSeconds(15),
                Duration.ofSeconds(60))
            .register(registry);
  }

  void failed(HttpFailure.Kind kind) {
    failures.get(kind).increment();
  }

  void moved(Poller.Presence before, Poller.Presence now) {
    online.addAndGet((now == ONLINE ? 1 : 0) - (before == ONLINE ? 1 : 0));
  }

  /** Counts one record by its topic and our word for what it tells. Called by the task's thread. */
  void handedOver(String topic, Struct event) {
    if (event.schema().field("type") == null) {
      return;
    }
    String type = event.getString("type");
    events
        .computeIfAbsent(topic, key -> new HashMap<>())
        .computeIfAbsent(type, key -> counter(topic, type))
        .increment();
    if (type.equals("GAP")) {
      gap(event.<String, String>getMap("attributes").get("reason"));
    } else if (!event.getBoolean("recovered")) {
      long millis = millis(event, "receivedAt") - millis(event, "occurredAt");
      delay.record(Math.max(0, millis), TimeUnit.MILLISECONDS);
    }
  }

  private static long millis(Struct event, String field) {
    return Timestamp.fromLogical(Timestamp.SCHEMA, (Date) event.get(field));
  }

  private Counter counter(String topic, String type) {
    return Counter.builder("gatehouse.events")
        .description("records handed to Kafka")
        .tags(tags.and("topic", topic, "event", type))
        .register(registry);
  }

  private void gap(String reason) {
    Counter.builder("gatehouse.gaps")
        .description("times that events were or may have been lost before Gatehouse")
        .tags(tags.and("reason", reason))
        .register(registry)
        .increment();
  }

  /** Of the task's own meters, which end with it. */
  Tags ofTask() {
    return ofTask;
  }

  /** Takes the gauges of this task away; counters stay, as counters do. */
  @Override
  public void close() {
    owned.forEach(registry::remove);
  }

  private void gauge(String name, String description, Supplier<Number> value) {
    // A task that was restarted may still have its predecessor's gauge here: replace it.
    Meter predecessor = registry.find(name).tags(ofTask).meter();
    if (predecessor != null) {
      registry.remove(predecessor);
    }
    owned.add(
        Gauge.builder(name, value)
            .description(description)
            .tags(ofTask)
            .strongReference(true)
            .register(registry));
  }
}
