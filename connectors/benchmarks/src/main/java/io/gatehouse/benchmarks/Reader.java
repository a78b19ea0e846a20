package io.gatehouse.benchmarks;

import io.gatehouse.events.CommonFields;
import io.gatehouse.events.Topics;
import io.gatehouse.registry.AvroSerde;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the events' topics from now on: committed records only. */
final class Reader implements AutoCloseable {

  /** Without the inventory. */
  private static final List<String> TOPICS = List.of("access", "call", "alarm", "device");

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<String, AvroSerde<?>> serdes = new HashMap<>();
  private final List<TopicPartition> partitions;

  Reader(String bootstrapServers, String registryUrl) {
    var bytes = new ByteArrayDeserializer();
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
            bytes,
            bytes);
    Topics topics = Topics.of(Topics.DEFAULT_PREFIX);
    List<String> names = TOPICS.stream().map(Topics.DEFAULT_PREFIX::concat).toList();
    for (var topic : topics.all()) {
      if (names.contains(topic.name())) {
        var serde = new AvroSerde<>(topic.valueType().asSubclass(SpecificRecord.class));
        serde.configure(Map.of("schema.registry.url", registryUrl), false);
        serdes.put(topic.name(), serde);
      }
    }
    partitions =
        names.stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    skipToEnd();
  }

  /** Forgets what is there. */
  void skipToEnd() {
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position); // seeking is lazy; this looks now
  }

  /** What has become readable since the last call. */
  List<ConsumerRecord<byte[], byte[]>> poll(Duration patience) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    consumer.poll(patience).forEach(records::add);
    return records;
  }

  /** Which event of a device a record tells; empty for what Gatehouse itself says. */
  Optional<EventKey> keyOf(ConsumerRecord<byte[], byte[]> record) {
    var event =
        (SpecificRecord)
            serdes.get(record.topic()).deserializer().deserialize(record.topic(), record.value());
    return Optional.ofNullable((String) event.get(CommonFields.VENDOR_EVENT_ID))
        .map(id -> new EventKey((String) event.get(CommonFields.DEVICE_ID), id));
  }

  @Override
  public void close() {
    consumer.close();
    serdes.values().forEach(AvroSerde::close);
  }
}
