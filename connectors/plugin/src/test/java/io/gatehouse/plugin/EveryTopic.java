package io.gatehouse.plugin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** All that a broker holds, the worker's own topics included. */
final class EveryTopic {

  private EveryTopic() {}

  /** Keys and values of all records, committed or not, with a character a byte. */
  static String text(String bootstrapServers) {
    StringBuilder text = new StringBuilder();
    Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers);
    try (var consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.listTopics().values().stream()
              .flatMap(List::stream)
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(it -> consumer.position(it) < ends.get(it))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          append(record.key(), text);
          append(record.value(), text);
        }
      }
    }
    return text.toString();
  }

  private static void append(byte[] bytes, StringBuilder text) {
    if (bytes != null) {
      text.append(new String(bytes, ISO_8859_1)).append('\n');
    }
  }
}
