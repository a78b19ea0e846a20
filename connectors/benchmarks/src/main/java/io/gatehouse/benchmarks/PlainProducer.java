package io.gatehouse.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The limit: a producer that writes in transactions, as exactly-once does, and has nothing else to
 * do.
 */
final class PlainProducer implements AutoCloseable {

  private final KafkaProducer<byte[], byte[]> producer;

  PlainProducer(String bootstrapServers) {
    var bytes = new ByteArraySerializer();
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "transactional.id",
                "plain-" + UUID.randomUUID()),
            bytes,
            bytes);
    producer.initTransactions();
  }

  /** Writes the same keys and values to the same topics, in one transaction. */
  // What a send fails with, committing throws.
  @SuppressWarnings("FutureReturnValueIgnored")
  void write(List<ConsumerRecord<byte[], byte[]>> records) {
    producer.beginTransaction();
    for (var record : records) {
      producer.send(new ProducerRecord<>(record.topic(), record.key(), record.value()));
    }
    producer.commitTransaction();
  }

  @Override
  public void close() {
    producer.close();
  }
}
