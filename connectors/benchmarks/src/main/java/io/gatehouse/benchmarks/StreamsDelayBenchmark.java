package io.gatehouse.benchmarks;

import io.gatehouse.benchmarks.Figures.Name;
import io.gatehouse.events.AlarmEvent;
import io.gatehouse.events.Incident;
import io.gatehouse.events.Topics;
import io.gatehouse.registry.AvroSerde;
import io.gatehouse.stack.ChildJvm;
import io.gatehouse.stack.Launch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * How long after an alarm was readable its incident is, while other events happen: from the
 * broker's acknowledgement of the one until a consumer of committed records has decoded the other,
 * by one clock.
 */
final class StreamsDelayBenchmark {

  private static final String BENCHMARK = "streams delay";
  private static final int DOORS = 1_000;
  private static final int PERSONS = 10_000;
  private static final int EVENTS_PER_SECOND = 200;
  private static final int WARM_UP_AN_ALARM = 300;
  private static final Duration BETWEEN = Duration.ofMillis(150);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Name P50 = Name.of(BENCHMARK, "p50", "ms");
  private static final Name P99 = Name.of(BENCHMARK, "p99", "ms").under(1_000);
  private static final Name MOST = Name.of(BENCHMARK, "most", "ms");
  private static final Name LOST = Name.of(BENCHMARK, "without incident", "alarms").exactly(0);

  private final StreamsSite site;
  private final Figures figures;

  StreamsDelayBenchmark(StreamsSite site, Figures figures) {
    this.site = site;
    this.figures = figures;
  }

  /**
   * Measures.
   *
   * @param alarms of a run
   */
  void run(int runs, int alarms) {
    String name = "benchmark-delay";
    try (ChildJvm app = site.app(Launch.temporarily(), Map.of("application.id", name));
        var progress = new Progress(site, name, app);
        var writer = new EventWriter(site);
        var consumer = incidents()) {
      Instant before = Instant.now().minus(Duration.ofHours(1));
      long written =
          new BusyDay(before, DOORS, PERSONS, 300, writer::add)
              .happen((long) alarms * WARM_UP_AN_ALARM);
      progress.processed(written);
      progress.quiet();
      for (int run = 0; run < runs; run++) {
        measure(writer, consumer, alarms);
      }
    }
  }

  private void measure(EventWriter writer, KafkaConsumer<String, Incident> consumer, int alarms) {
    Map<String, Long> readable = new ConcurrentHashMap<>();
    Map<String, Long> seen = new ConcurrentHashMap<>();
    var over = new AtomicBoolean();
    var traffic = new Thread(() -> others(writer, over), "other-events");
    var source = new Thread(() -> alarms(writer, alarms, readable), "alarms");
    traffic.start();
    source.start();
    long last = System.nanoTime();
    while (seen.size() < alarms && System.nanoTime() - last < PATIENCE.toNanos()) {
      for (var record : consumer.poll(Duration.ofMillis(20))) {
        long now = System.nanoTime();
        for (String event : record.value().getEventIds()) {
          if (event.startsWith("alarm-of-run") && seen.putIfAbsent(event, now) == null) {
            last = now;
          }
        }
      }
    }
    over.set(true);
    join(traffic);
    join(source);
    List<Double> millis = new ArrayList<>();
    readable.forEach(
        (event, since) -> {
          if (seen.containsKey(event)) {
            millis.add((seen.get(event) - since) / 1e6);
          }
        });
    millis.sort(null);
    figures.add(LOST, alarms - millis.size());
    figures.add(P50, Delays.quantile(millis, 0.5));
    figures.add(P99, Delays.quantile(millis, 0.99));
    figures.add(MOST, millis.get(millis.size() - 1));
  }

  /** Each at a door of its own, which the other events do not know. */
  private static void alarms(EventWriter writer, int alarms, Map<String, Long> readable) {
    for (int i = 0; i < alarms; i++) {
      AlarmEvent alarm = BusyDay.forced(Instant.now(), DOORS + i);
      alarm.setEventId("alarm-of-run-" + System.nanoTime());
      try {
        writer.write(alarm).get();
      } catch (Exception e) {
        throw new IllegalStateException("an alarm could not be written", e);
      }
      readable.put(alarm.getEventId(), System.nanoTime());
      LockSupport.parkNanos(BETWEEN.toNanos() * (50 + i * 37 % 100) / 100);
    }
  }

  private static void others(EventWriter writer, AtomicBoolean over) {
    var day = new BusyDay(Instant.now(), DOORS, PERSONS, EVENTS_PER_SECOND / 3.0, writer::add);
    for (long due = System.nanoTime(), events = 0; !over.get(); ) {
      long more = day.happen(1) - events;
      events += more;
      due += more * 1_000_000_000L / EVENTS_PER_SECOND;
      LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
    }
  }

  private KafkaConsumer<String, Incident> incidents() {
    AvroSerde<Incident> serde = new AvroSerde<>(Incident.class);
    serde.configure(Map.of("schema.registry.url", site.registry().url()), false);
    var consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                site.broker().bootstrapServers(),
                "isolation.level",
                "read_committed",
                "fetch.max.wait.ms",
                "10"),
            new StringDeserializer(),
            serde.deserializer());
    String topic = Topics.of(Topics.DEFAULT_PREFIX).topicFor(Incident.class);
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    return consumer;
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    }
  }
}
