package io.gatehouse.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Measures from the call that makes an event happen until a consumer of committed records has
 * decoded it, by one clock.
 */
final class Delays {

  private static final long SEED = 1;
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Lets event number {@code number} happen, and says which it is. */
  interface Source {
    EventKey emit(int number);
  }

  /**
   * @param millis delays in ascending order
   * @param records as they were read
   */
  record Measured(List<Double> millis, List<ConsumerRecord<byte[], byte[]>> records) {

    double quantile(double share) {
      return Delays.quantile(millis, share);
    }
  }

  private final Reader reader;
  private final Random random = new Random(SEED);

  Delays(Reader reader) {
    this.reader = reader;
  }

  /**
   * Lets events happen, and waits for all of them.
   *
   * @param perSecond how many, on average
   * @throws IllegalStateException if for 30 s none comes although some are missing
   */
  Measured measure(int events, double perSecond, Source source) {
    Map<EventKey, Long> emitted = new ConcurrentHashMap<>();
    Map<EventKey, Long> seen = new HashMap<>();
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    var emitting = CompletableFuture.runAsync(() -> emit(events, perSecond, source, emitted));
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

  /** Lets a producer write the same records, each in a transaction of its own. */
  Measured plain(PlainProducer producer, double perSecond, Measured ours) {
    return measure(
        ours.records().size(),
        perSecond,
        number -> {
          var record = ours.records().get(number);
          producer.write(List.of(record));
          return reader.keyOf(record).orElseThrow();
        });
  }

  /** The least value that so large a share of the values does not exceed. */
  static double quantile(List<Double> ascending, double share) {
    int rank = (int) Math.ceil(share * ascending.size());
    return ascending.get(Math.max(1, rank) - 1);
  }

  /** Events are independent of each other and of how long they take. */
  private void emit(int events, double perSecond, Source source, Map<EventKey, Long> emitted) {
    long due = System.nanoTime();
    for (int number = 0; number < events; number++) {
      due += (long) (-Math.log(1 - random.nextDouble()) / perSecond * 1e9);
      for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      long now = System.nanoTime();
      emitted.put(source.emit(number), now);
    }
  }
}
