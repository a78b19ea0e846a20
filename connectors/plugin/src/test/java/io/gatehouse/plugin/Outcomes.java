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
  private final String bootstrapServers;
  private final List<TopicPartition> places = new ArrayList<>();
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
    this.bootstrapServers = bootstrapServers;
    for (int partition = 0; partition < partitions; partition++) {
      places.add(new TopicPartition(topic, partition));
    }
    consumer = reader("read_committed");
  }

  private KafkaConsumer<String, byte[]> reader(String isolation) {
    KafkaConsumer<String, byte[]> reader =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", isolation),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    reader.assign(places);
    reader.seekToBeginning(places);
    return reader;
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

  /** All that was ever written, committed or not, as whoever takes a ledger over reads it. */
  List<Line> everWritten() {
    List<Line> written = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> reader = reader("read_uncommitted")) {
      Map<TopicPartition, Long> ends = reader.endOffsets(places);
      while (places.stream().anyMatch(place -> reader.position(place) < ends.get(place))) {
        poll(reader, Duration.ofMillis(100), written);
      }
    }
    return written;
  }

  private void poll(Duration patience) {
    poll(consumer, patience, read);
  }

  private void poll(KafkaConsumer<String, byte[]> reader, Duration patience, List<Line> lines) {
    for (ConsumerRecord<String, byte[]> record : reader.poll(patience)) {
      // One without a value only says that the ledger was taken over.
      if (record.value() != null) {
        lines.add(line(record));
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
