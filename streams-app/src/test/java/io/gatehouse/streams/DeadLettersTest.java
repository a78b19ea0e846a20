package io.gatehouse.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.events.AlarmEvent;
import io.gatehouse.events.EventClasses;
import io.gatehouse.events.Incident;
import io.gatehouse.events.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersTest {

  private static final Topics TOPICS = Topics.of(Topics.DEFAULT_PREFIX);

  @TempDir Path state;

  private final Events lobby = Events.of("twon", "lobby", "HQ", "entrance");
  private final RocksDbMemory memory = new RocksDbMemory(16 << 20);
  private TopologyTestDriver driver;

  @AfterEach
  void close() {
    driver.close();
    memory.close();
  }

  @Test
  void whatNamesNoDeviceIsPutAside() {
    start(RecordSerde::new);

    arrive(Events.of("twon", "", null, null).alarm("08:05:00", "FORCED_DOOR", "START"));
    arrive(lobby.alarm("08:05:00", "FORCED_DOOR", "START"));

    assertThat(deadLetters())
        .singleElement()
        .satisfies(
            dead -> assertThat(header(dead.headers(), "message")).contains("names no device"));
    assertThat(incidents()).hasSize(1);
  }

  @Test
  void whatComesFromTheFutureIsPutAsideAndAgesNothing() {
    start(RecordSerde::new);
    AlarmEvent future = lobby.alarm("08:05:00", "FORCED_DOOR", "START");
    future.setOccurredAt(future.getOccurredAt().plus(Duration.ofDays(4000)));
    future.setReceivedAt(future.getOccurredAt());

    arrive(future);
    arrive(lobby.granted("08:06:00", "Ann"));
    arrive(lobby.alarm("08:07:00", "FORCED_DOOR", "START"));

    assertThat(deadLetters())
        .singleElement()
        .satisfies(dead -> assertThat(header(dead.headers(), "message")).contains("2037-11-02"));
    assertThat(incidents())
        .singleElement()
        .satisfies(incident -> assertThat(incident.getExplanation()).contains("Ann"));
  }

  @Test
  void aRecordWithoutKeyIsReadByTheDeviceThatItNames() {
    start(RecordSerde::new);

    driver
        .createInputTopic(
            TOPICS.topicFor(AlarmEvent.class),
            new StringSerializer(),
            new RecordSerde<>(AlarmEvent.class).serializer())
        .pipeInput(null, lobby.alarm("08:05:00", "FORCED_DOOR", "START"));

    assertThat(deadLetters()).isEmpty();
    assertThat(incidents()).hasSize(1);
  }

  @Test
  void whileTheRegistryIsAwayNothingIsPutAside() {
    start(new AwayFor(AlarmEvent.class));

    assertThatThrownBy(() -> arrive(lobby.alarm("08:05:00", "FORCED_DOOR", "START")))
        .matches(Faults::passes);

    assertThat(deadLetters()).isEmpty();
  }

  @Test
  void whileTheRegistryIsAwayNothingIsWrittenWithoutIt() {
    start(new AwayFor(Incident.class));

    assertThatThrownBy(() -> arrive(lobby.alarm("08:05:00", "FORCED_DOOR", "START")))
        .matches(Faults::passes);

    assertThat(deadLetters()).isEmpty();
  }

  /** As a serde of the registry is that has not yet asked for the schema of one type. */
  private record AwayFor(Class<?> unknown) implements EventSerdes {

    @Override
    public <T extends SpecificRecord> Serde<T> of(Class<T> type) {
      Serde<T> serde = new RecordSerde<>(type);
      return type != unknown
          ? serde
          : Serdes.serdeFrom(
              (topic, record) -> {
                throw new TimeoutException("no registry");
              },
              (topic, bytes) -> {
                throw new TimeoutException("no registry");
              });
    }
  }

  private void start(EventSerdes serdes) {
    EventClasses.trust();
    Settings settings =
        Settings.of(
            Map.of(
                "bootstrap.servers", "none:1",
                "schema.registry.url", "http://none:1",
                "state.dir", state.toString()));
    Properties properties = new Properties();
    properties.putAll(settings.streams());
    properties.put(RocksDbMemory.CONFIG, memory);
    driver =
        new TopologyTestDriver(
            GatehouseTopology.build(settings.app(), serdes), properties, Events.at("00:00:00"));
  }

  private <T extends SpecificRecord> void arrive(T record) {
    // The class of an object of type T, which no record extends.
    @SuppressWarnings("unchecked")
    Class<T> type = (Class<T>) record.getClass();
    driver
        .createInputTopic(
            TOPICS.topicFor(type), new StringSerializer(), new RecordSerde<>(type).serializer())
        .pipeInput("key", record);
  }

  private List<TestRecord<String, byte[]>> deadLetters() {
    return driver
        .createOutputTopic(
            TOPICS.deadLetter(), new StringDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  private List<Incident> incidents() {
    return driver
        .createOutputTopic(
            TOPICS.topicFor(Incident.class),
            new StringDeserializer(),
            new RecordSerde<>(Incident.class).deserializer())
        .readValuesToList();
  }

  private static String header(Headers headers, String name) {
    byte[] value = headers.lastHeader("__streams.errors." + name).value();
    return new String(value, StandardCharsets.UTF_8);
  }
}
