package io.gatehouse.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.events.RelayOutcome;
import io.gatehouse.registry.AvroSerde;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The committed lines of an outcome topic, from the first one on. */
final class Outcomes implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(150);

  private static final Set<String> FINAL =
      Set.of("ACCEPTED", "REJECTED", "REFUSED", "EXPIRED", "DUPLICATE", "FAILED", "UNKNOWN");

  private final AvroSerde<RelayOutcome> serde = new AvroSerde<>(RelayOutcome.class);
  private final KafkaConsumer<String, byte[]> consumer;
  private final List<Line> read = new ArrayList<>();

  /**
   * What became of a command.
   *
   * @param place of the command: its partition and offset
   * @param written when the sink's producer took the line, which is before it is durable
   */
  record Line(String place, Instant written, RelayOutcome outcome) {

    String status() {
      return outcome.getStatus();
    }

    boolean isFinal() {
      return FINAL.contains(status());
    }
  }

  Outcomes(String bootstrapServers, String registryUrl, String topic, int partitions) {
    serde.configure(Map.of("schema.registry.url", registryUrl), false);
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> all = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      all.add(new TopicPartition(topic, partition));
    }
    consumer.assign(all);
    consumer.seekToBeginning(all);
  }

  /** Reads on until the lines satisfy a condition; answers all of them. */
  List<Line> until(String what, Predicate<List<Line>> satisfied) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!satisfied.test(read)) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("waited long enough for " + what);
      }
      poll(Duration.ofMillis(100));
    }
    return List.copyOf(read);
  }

  /** Reads what is there now; answers all lines. */
  List<Line> now() {
    poll(Duration.ofMillis(10));
    return List.copyOf(read);
  }

  private void poll(Duration patience) {
    for (ConsumerRecord<String, byte[]> record : consumer.poll(patience)) {
      // One without a value only says that the ledger was taken over.
      if (record.value() != null) {
        read.add(line(record));
      }
    }
  }

  private Line line(ConsumerRecord<String, byte[]> record) {
    String offset =
        new String(record.headers().lastHeader("gatehouse.command.offset").value(), UTF_8);
    return new Line(
        record.partition() + "/" + offset,
        Instant.ofEpochMilli(record.timestamp()),
        serde.deserializer().deserialize(record.topic(), record.value()));
  }

  @Override
  public void close() {
    consumer.close();
    serde.close();
  }
}
