package io.gatehouse.engine;

import io.gatehouse.engine.Handover.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Tells feeds which batches are durable. Every record remembers its batch; the batch is durable
 * when Connect has confirmed all of them, which under exactly-once support is after the transaction
 * has committed. A record that the operator's transformations dropped counts as confirmed.
 */
final class Acknowledgements {

  /** A record of a batch that is still to be confirmed. */
  static final class Tracked extends SourceRecord {
    private final transient Pending batch;

    Tracked(
        Pending batch,
        Map<String, ?> partition,
        Map<String, ?> offset,
        String topic,
        String key,
        Schema schema,
        Object value) {
      super(partition, offset, topic, Schema.STRING_SCHEMA, key, schema, value);
      this.batch = batch;
    }

    /**
     * No record is another, even if they tell the same: Connect collects the confirmed ones of a
     * transaction in a map, where equal ones would count once.
     */
    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  /** One batch, counting down its records. */
  static final class Pending {
    private final Delivery delivery;
    private final AtomicInteger open;

    private Pending(Delivery delivery) {
      this.delivery = delivery;
      this.open = new AtomicInteger(delivery.batch().size());
    }

    Batch batch() {
      return delivery.batch();
    }

    Map<String, String> partition() {
      return delivery.partition();
    }
  }

  List<Pending> expect(List<Delivery> deliveries) {
    List<Pending> expected = new ArrayList<>(deliveries.size());
    for (Delivery delivery : deliveries) {
      expected.add(new Pending(delivery));
    }
    return expected;
  }

  void durable(SourceRecord record) {
    Pending batch = ((Tracked) record).batch;
    if (batch.open.decrementAndGet() == 0) {
      batch.delivery.whenDurable().run();
    }
  }
}
