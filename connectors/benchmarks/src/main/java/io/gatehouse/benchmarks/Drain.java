package io.gatehouse.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Everything that a benchmark wrote, as it became readable. The values are not looked into while
 * the clock runs.
 *
 * @param records in the order of reading
 * @param first when the first was readable, by {@link System#nanoTime()}
 * @param last when the last was readable
 */
record Drain(List<ConsumerRecord<byte[], byte[]>> records, long first, long last) {

  private static final Duration POLL = Duration.ofMillis(100);

  /** What is doubled would come last: how long to wait for it. */
  private static final Duration QUIET = Duration.ofSeconds(2);

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /**
   * Reads until at least so many records have come and no more follow.
   *
   * @throws IllegalStateException if for 90 s none comes although some are missing
   */
  static Drain of(Reader reader, int expected) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    long first = 0;
    long last = System.nanoTime();
    while (records.size() < expected || System.nanoTime() - last < QUIET.toNanos()) {
      var more = reader.poll(POLL);
      long now = System.nanoTime();
      if (!more.isEmpty()) {
        first = records.isEmpty() ? now : first;
        last = now;
        records.addAll(more);
      } else if (now - last > PATIENCE.toNanos()) {
        throw new IllegalStateException(
            "%d of %d records came, and for %d s no more"
                .formatted(records.size(), expected, PATIENCE.toSeconds()));
      }
    }
    return new Drain(records, first, last);
  }

  double seconds() {
    return (last - first) / 1e9;
  }
}
