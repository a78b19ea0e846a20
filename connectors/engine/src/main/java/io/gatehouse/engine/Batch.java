package io.gatehouse.engine;

import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * What one reading of a feed brought, in the order in which it happened.
 *
 * @param entries events with the position that each of them moves to
 * @param pause how long to wait before the next reading; zero for a long poll
 */
public record Batch(List<Entry> entries, Duration pause) {

  /**
   * One record for Kafka.
   *
   * @param event its class decides on its topic
   * @param position what is read and done once this record is written. Where one device event
   *     becomes two records, the first carries the position before it
   */
  public record Entry(SpecificRecord event, Position position) {}

  public Batch {
    entries = List.copyOf(entries);
  }

  /** A batch after which the next reading may follow at once. */
  public static Batch of(List<Entry> entries) {
    return new Batch(entries, Duration.ZERO);
  }

  int size() {
    return entries.size();
  }
}
