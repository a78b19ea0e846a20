package io.gatehouse.relay;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.connect.sink.SinkRecord;

/** The commands of a partition that have come and are not settled. Safe for several threads. */
final class Backlog {

  private final ConcurrentSkipListMap<Long, SinkRecord> records = new ConcurrentSkipListMap<>();
  private volatile long next = -1;

  /** Takes a record; one thread only, in the order of offsets. */
  void add(SinkRecord record) {
    records.put(record.kafkaOffset(), record);
    next = record.kafkaOffset() + 1;
  }

  boolean has(long offset) {
    return records.containsKey(offset);
  }

  void remove(long offset) {
    records.remove(offset);
  }

  /** In the order of offsets. */
  Collection<SinkRecord> all() {
    return records.values();
  }

  int size() {
    return records.size();
  }

  /** The offset up to which all commands are settled, if any command came. */
  Optional<Long> settledUpTo() {
    // Read before the records: what comes in between only makes it earlier.
    long received = next;
    Map.Entry<Long, SinkRecord> first = records.firstEntry();
    if (received < 0) {
      return Optional.empty();
    }
    return Optional.of(first == null ? received : first.getKey());
  }
}
