package io.gatehouse.benchmarks;

import io.gatehouse.events.CommonFields;
import io.gatehouse.events.Topics;
import io.gatehouse.registry.AvroSerde;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes events as connectors do: keyed by device, at the time of their reception. */
final class EventWriter implements AutoCloseable {

  private static final Topics TOPICS = Topics.of(Topics.DEFAULT_PREFIX);

  private final KafkaProducer<String, byte[]> producer;
  private final Map<Class<?>, AvroSerde<?>> serdes = new HashMap<>();
  private final Map<String, String> registry;

  EventWriter(StreamsSite site) {
    registry = Map.of("schema.registry.url", site.registry().url());
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", site.broker().bootstrapServers(), "linger.ms", "0"),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /** Writes without waiting; what is not written is missed by those who count. */
  void add(SpecificRecord event) {
    var unused = write(event);
  }

  Future<RecordMetadata> write(SpecificRecord event) {
    return write(event, event.getClass());
  }

  private <T extends SpecificRecord> Future<RecordMetadata> write(
      SpecificRecord event, Class<T> type) {
    String topic = TOPICS.topicFor(type);
    long receivedAt = ((Instant) event.get(CommonFields.RECEIVED_AT)).toEpochMilli();
    return producer.send(
        new ProducerRecord<>(
            topic,
            null,
            receivedAt,
            (String) event.get(CommonFields.DEVICE_ID),
            serde(type).serializer().serialize(topic, type.cast(event))));
  }

  // Each serde is kept under its own class.
  @SuppressWarnings("unchecked")
  private <T extends SpecificRecord> AvroSerde<T> serde(Class<T> type) {
    return (AvroSerde<T>)
        serdes.computeIfAbsent(
            type,
            none -> {
              AvroSerde<T> serde = new AvroSerde<>(type);
              serde.configure(registry, false);
              return serde;
            });
  }

  @Override
  public void close() {
    producer.close();
    serdes.values().forEach(AvroSerde::close);
  }
}
