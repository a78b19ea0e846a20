package io.gatehouse.plugin;

import io.gatehouse.events.AccessEvent;
import io.gatehouse.events.AlarmEvent;
import io.gatehouse.events.CallEvent;
import io.gatehouse.events.DeviceEvent;
import io.gatehouse.events.Topics;
import io.gatehouse.registry.AvroSerde;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The committed events of the four event topics, from the first one on, in the order of reading.
 */
final class CommittedEvents implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Map<String, AvroSerde<?>> serdes = new HashMap<>();
  private final KafkaConsumer<String, byte[]> consumer;
  private final List<Event> read = new ArrayList<>();
  private final List<SpecificRecord> records = new ArrayList<>();

  /**
   * An event as a reader sees it.
   *
   * @param vendorEventId null for what Gatehouse itself observed
   * @param raw the vendor's own payload, redacted; null for what Gatehouse itself observed
   */
  record Event(String topic, String eventId, String vendorEventId, String type, String raw) {}

  CommittedEvents(String bootstrapServers, String registryUrl, Topics topics) {
    for (Class<? extends SpecificRecord> type :
        List.of(AccessEvent.class, CallEvent.class, AlarmEvent.class, DeviceEvent.class)) {
      AvroSerde<?> serde = new AvroSerde<>(type);
      serde.configure(Map.of("schema.registry.url", registryUrl), false);
      serdes.put(topics.topicFor(type), serde);
    }
    Map<String, Object> config =
        Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
    consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        serdes.keySet().stream()
            .flatMap(topic -> partitionsOf(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** A broker that is busy knows a new topic only a moment after it was created. */
  private List<PartitionInfo> partitionsOf(String topic) {
    Instant deadline = Instant.now().plus(PATIENCE);
    List<PartitionInfo> known = consumer.partitionsFor(topic);
    while (known.isEmpty() && Instant.now().isBefore(deadline)) {
      known = consumer.partitionsFor(topic);
    }
    return known;
  }

  /** Reads on until the events satisfy a condition, or for 90 seconds; answers all of them. */
  List<Event> until(Predicate<List<Event>> satisfied) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!satisfied.test(read) && Instant.now().isBefore(deadline)) {
      consumer.poll(Duration.ofMillis(200)).forEach(record -> read.add(event(record)));
    }
    return List.copyOf(read);
  }

  /** Reads to what is committed by now; answers all events. */
  List<Event> all() {
    var ends = consumer.endOffsets(consumer.assignment());
    return until(
        so ->
            ends.entrySet().stream().allMatch(e -> consumer.position(e.getKey()) >= e.getValue()));
  }

  /** What {@link #until} and {@link #all} have read, whole. */
  List<SpecificRecord> records() {
    return List.copyOf(records);
  }

  /** What Gatehouse itself said so far, of one type. */
  List<DeviceEvent> notices(String type) {
    return records.stream()
        .filter(DeviceEvent.class::isInstance)
        .map(DeviceEvent.class::cast)
        .filter(event -> event.getType().equals(type))
        .toList();
  }

  private Event event(ConsumerRecord<String, byte[]> record) {
    var event =
        serdes.get(record.topic()).deserializer().deserialize(record.topic(), record.value());
    records.add(event);
    return new Event(
        record.topic(),
        field(event, "eventId"),
        field(event, "vendorEventId"),
        field(event, "type"),
        field(event, "raw"));
  }

  private static String field(SpecificRecord event, String name) {
    return (String) event.get(event.getSchema().getField(name).pos());
  }

  @Override
  public void close() {
    consumer.close();
    serdes.values().forEach(AvroSerde::close);
  }
}
