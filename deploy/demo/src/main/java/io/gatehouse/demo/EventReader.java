package io.gatehouse.demo;

import io.gatehouse.events.Topics;
import io.gatehouse.registry.AvroSerde;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the topics as any consumer does: committed records only, schemas from the registry. */
final class EventReader implements AutoCloseable {

  private static final List<String> READ = List.of("access", "call", "alarm", "device", "devices");

  private final KafkaConsumer<String, SpecificRecord> consumer;

  private EventReader(KafkaConsumer<String, SpecificRecord> consumer) {
    this.consumer = consumer;
  }

  /** Reads what is written from now on. */
  static EventReader fromNow(String bootstrapServers, String registryUrl, Topics topics) {
    Map<String, Object> config =
        Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
    var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByTopic(topics, registryUrl));
    List<TopicPartition> partitions =
        READ.stream()
            .map(Topics.DEFAULT_PREFIX::concat)
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position); // seeking is lazy; this looks now
    return new EventReader(consumer);
  }

  Iterable<ConsumerRecord<String, SpecificRecord>> poll(Duration patience) {
    return consumer.poll(patience);
  }

  @Override
  public void close() {
    consumer.close();
  }

  /** Reads each topic as the class that it carries. */
  private static final class ByTopic implements Deserializer<SpecificRecord> {

    private final Map<String, AvroSerde<?>> serdes = new HashMap<>();

    ByTopic(Topics topics, String registryUrl) {
      for (var topic : topics.all()) {
        if (SpecificRecord.class.isAssignableFrom(topic.valueType())) {
          var serde = new AvroSerde<>(topic.valueType().asSubclass(SpecificRecord.class));
          serde.configure(Map.of("schema.registry.url", registryUrl), false);
          serdes.put(topic.name(), serde);
        }
      }
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
