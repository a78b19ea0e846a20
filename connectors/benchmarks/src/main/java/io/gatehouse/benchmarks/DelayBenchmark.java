package io.gatehouse.benchmarks;

import io.gatehouse.benchmarks.Figures.Name;
import io.gatehouse.simulators.TwonEvent;
import io.gatehouse.simulators.TwonFleet;
import io.gatehouse.simulators.TwonOptions;
import io.gatehouse.simulators.TwonSimulator;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * How long one event takes, on a quiet system, from the moment it happens at the device until a
 * consumer of committed records has decoded it. The devices run in this process, so that one clock
 * tells both moments; twenty events a second cost nothing that would falsify them.
 */
final class DelayBenchmark {

  private static final int DEVICES = 10;
  private static final double EVENTS_PER_SECOND = 20;
  private static final int WARM_UP_EVENTS = 10_000;
  private static final long SEED = 1;
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Name P50 = Name.of("delay", "p50", "ms").under(25);
  private static final Name P99 = Name.of("delay", "p99", "ms").under(100);
  private static final Name MAX = Name.of("delay", "max", "ms");
  private static final Name PLAIN_P50 = Name.of("delay", "plain producer p50", "ms");
  private static final Name PLAIN_P99 = Name.of("delay", "plain producer p99", "ms");
  private static final Name RATIO = Name.of("delay", "p50 / plain producer p50", "ratio");

  /** Lets event number {@code number} happen, and says which it is. */
  private interface Source {
    EventKey emit(int number);
  }

  /**
   * @param millis delays in ascending order
   * @param records as they were read
   */
  private record Measured(List<Double> millis, List<ConsumerRecord<byte[], byte[]>> records) {

    double quantile(double share) {
      int rank = (int) Math.ceil(share * millis.size());
      return millis.get(Math.max(1, rank) - 1);
    }
  }

  private final Rig rig;
  private final Random random = new Random(SEED);

  DelayBenchmark(Rig rig) {
    this.rig = rig;
  }

  void run(int runs, int events, Figures figures) {
    var options = new TwonOptions().withUser(Rig.USER, rig.password());
    try (var fleet = TwonFleet.start(DEVICES, options);
        var reader = new Reader(rig.broker().bootstrapServers(), rig.registry().url());
        var producer = new PlainProducer(rig.broker().bootstrapServers())) {
      String connector = rig.createConnector(urls(fleet));
      fleet.burst(WARM_UP_EVENTS / DEVICES, SEED);
      Drain.of(reader, WARM_UP_EVENTS);
      for (int run = 0; run < runs; run++) {
        Measured ours = measure(reader, events, number -> happen(fleet, number));
        Measured plain = measure(reader, events, number -> write(producer, reader, ours, number));
        figures.add(P50, ours.quantile(0.5));
        figures.add(P99, ours.quantile(0.99));
        figures.add(MAX, ours.quantile(1));
        figures.add(PLAIN_P50, plain.quantile(0.5));
        figures.add(PLAIN_P99, plain.quantile(0.99));
        figures.add(RATIO, ours.quantile(0.5) / plain.quantile(0.5));
      }
      rig.deleteConnector(connector);
    }
  }

  private Measured measure(Reader reader, int events, Source source) {
    Map<EventKey, Long> emitted = new ConcurrentHashMap<>();
    Map<EventKey, Long> seen = new HashMap<>();
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    var emitting = CompletableFuture.runAsync(() -> emit(events, source, emitted));
    long last = System.nanoTime();
    while (seen.size() < events) {
      for (var record : reader.poll(POLL)) {
        var key = reader.keyOf(record);
        long now = System.nanoTime();
        if (key.isPresent() && seen.putIfAbsent(key.get(), now) == null) {
          records.add(record);
          last = now;
        }
      }
      if (System.nanoTime() - last > PATIENCE.toNanos()) {
        throw new IllegalStateException(
            "%d of %d events came, and for %d s no more"
                .formatted(seen.size(), events, PATIENCE.toSeconds()));
      }
    }
    emitting.join();
    List<Double> millis =
        emitted.entrySet().stream()
            .map(event -> (seen.get(event.getKey()) - event.getValue()) / 1e6)
            .sorted()
            .toList();
    return new Measured(millis, records);
  }

  /** Events are independent of each other and of how long they take. */
  private void emit(int events, Source source, Map<EventKey, Long> emitted) {
    long due = System.nanoTime();
    for (int number = 0; number < events; number++) {
      due += (long) (-Math.log(1 - random.nextDouble()) / EVENTS_PER_SECOND * 1e9);
      for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      long now = System.nanoTime();
      emitted.put(source.emit(number), now);
    }
  }

  private static EventKey happen(TwonFleet fleet, int number) {
    TwonSimulator device = fleet.device(number % DEVICES);
    TwonEvent event =
        device.emit(
            "CardEntered",
            Map.of(
                "ap",
                0,
                "session",
                number,
                "direction",
                "in",
                "reader",
                "ext1",
                "uid",
                "4BD9E903",
                "valid",
                true));
    return new EventKey(event.serialNumber(), Long.toString(event.id()));
  }

  private static EventKey write(PlainProducer producer, Reader reader, Measured ours, int number) {
    var record = ours.records().get(number);
    producer.write(List.of(record));
    return reader.keyOf(record).orElseThrow();
  }

  private static Map<String, URI> urls(TwonFleet fleet) {
    Map<String, URI> urls = new LinkedHashMap<>();
    fleet.devices().forEach(device -> urls.put(device.serialNumber(), device.url()));
    return urls;
  }
}
