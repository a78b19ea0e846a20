package io.gatehouse.demo;

import io.gatehouse.registry.AvroSerde;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the topics as any consumer does: committed records only, schemas from the registry. */
final class EventReader implements AutoCloseable {

  private final KafkaConsumer<String, SpecificRecord> consumer;

  private EventReader(KafkaConsumer<String, SpecificRecord> consumer) {
    this.consumer = consumer;
  }

  /**
   * Reads what is written from now on.
   *
   * @param topics classes of the values, by the names of the topics
   * @throws IllegalStateException if there is no such topic
   */
  static EventReader fromNow(
      String bootstrapServers,
      String registryUrl,
      Map<String, Class<? extends SpecificRecord>> topics) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "isolation.level",
            "read_committed",
            "allow.auto.create.topics",
            "false",
            "default.api.timeout.ms",
            "15000");
    var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByTopic(topics, registryUrl));
    List<TopicPartition> partitions =
        topics.keySet().stream().flatMap(topic -> partitions(consumer, topic)).toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position); // seeking is lazy; this looks now
    return new EventReader(consumer);
  }

  private static Stream<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
    List<PartitionInfo> partitions = consumer.partitionsFor(topic);
    if (partitions.isEmpty()) {
      throw new IllegalStateException("there is no topic " + topic);
    }
    return partitions.stream().map(info -> new TopicPartition(info.topic(), info.partition()));
  }

  /** Without what has no value, such as a deleted device, or the mark of a sink that took over. */
  List<ConsumerRecord<String, SpecificRecord>> poll(Duration patience) {
    List<ConsumerRecord<String, SpecificRecord>> told = new ArrayList<>();
    for (ConsumerRecord<String, SpecificRecord> record : consumer.poll(patience)) {
      if (record.value() != null) {
        told.add(record);
      }
    }
    return told;
  }

  @Override
  public void close() {
    consumer.close();
  }

  /** Reads each topic as the class that it carries. */
  private static final class ByTopic implements Deserializer<SpecificRecord> {

    private final Map<String, AvroSerde<?>> serdes = new HashMap<>();

    ByTopic(Map<String, Class<? extends SpecificRecord>> topics, String registryUrl) {
      topics.forEach(
          (topic, type) -> {
            var serde = new AvroSerde<>(type);
            serde.configure(Map.of("schema.registry.url", registryUrl), false);
            serdes.put(topic, serde);
          });
    }

    @Override
    public SpecificRecord deserialize(String topic, byte[] bytes) {
      return serdes.get(topic).deserializer().deserialize(topic, bytes);
    }

    @Override
    public void close() {
      serdes.values().forEach(AvroSerde::close);
    }
  }
}
