package io.gatehouse.plugin;

import io.gatehouse.events.CreateTopics;
import io.gatehouse.events.RelayCommand;
import io.gatehouse.events.RelayOutcome;
import io.gatehouse.events.Topics;
import io.gatehouse.plugin.Outcomes.Line;
import io.gatehouse.plugin.Reckoning.Sent;
import io.gatehouse.registry.AvroSerde;
import io.gatehouse.simulators.TwonFleet;
import io.gatehouse.simulators.TwonJournal.Actuation;
import io.gatehouse.simulators.TwonOptions;
import io.gatehouse.simulators.TwonSimulator;
import io.gatehouse.simulators.TwonSwitch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Doors of 2N, a topic of commands for them, and what the ledger says. Every command moves a switch
 * of its own, so that the devices' journals tell whose actuation was whose.
 */
final class CommandedDoors implements AutoCloseable {

  static final String CONTROL = "/api/switch/ctrl";
  static final String STATUS = "/api/switch/status";

  private static final int SWITCHES = 300;
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  private final Map<String, Object> client;
  private final TwonFleet fleet;
  private final Topics topics;
  private final Outcomes outcomes;
  private final AvroSerde<RelayCommand> serde = new AvroSerde<>(RelayCommand.class);
  private final KafkaProducer<String, RelayCommand> producer;
  private final Map<Integer, Integer> switchesUsed = new HashMap<>();
  private final List<Sent> sent = new CopyOnWriteArrayList<>();

  CommandedDoors(PluginStack stack, String name, int doors)
      throws InterruptedException, ExecutionException {
    topics = Topics.of(name + ".");
    String servers = stack.broker().bootstrapServers();
    client = Map.of("bootstrap.servers", servers);
    try (Admin admin = Admin.create(client)) {
      CreateTopics.create(admin, topics, 1);
    }
    fleet =
        TwonFleet.start(
            doors,
            new TwonOptions()
                .withUser("opener", RelaySite.PASSWORD)
                .withSwitches(
                    IntStream.rangeClosed(1, SWITCHES)
                        .mapToObj(TwonSwitch::bistable)
                        .toArray(TwonSwitch[]::new)));
    outcomes =
        new Outcomes(
            servers,
            stack.registry().url(),
            topics.topicFor(RelayOutcome.class),
            Topics.PARTITIONS);
    serde.configure(Map.of("schema.registry.url", stack.registry().url()), false);
    producer = new KafkaProducer<>(client, new StringSerializer(), serde.serializer());
  }

  /** The sink's configuration for these doors. */
  Map<String, String> config(PluginStack stack) {
    Map<String, String> config = new TreeMap<>();
    config.put("connector.class", "io.gatehouse.relay.RelaySinkConnector");
    config.put("tasks.max", "1");
    config.put("topics", topic());
    config.put("allow", "*:switch/*:TRIGGER");
    config.put("kafka.bootstrap.servers", stack.broker().bootstrapServers());
    config.put("credentials.default.username", "opener");
    config.put("credentials.default.password", "${env:DOOR_PASSWORD}");
    // Of no use without TLS; it only must not be seen.
    config.put("kafka.ssl.truststore.password", "${env:DOOR_PASSWORD}");
    config.put("value.converter", "io.gatehouse.registry.AvroConverter");
    config.put("value.converter.schema.registry.url", stack.registry().url());
    config.put("errors.tolerance", "all");
    config.put("errors.deadletterqueue.topic.name", topics.deadLetter());
    config.put("errors.deadletterqueue.topic.replication.factor", "1");
    config.put("errors.retry.timeout", "-1");
    config.put("errors.retry.delay.max.ms", "1000");
    config.put("consumer.override.session.timeout.ms", RelaySite.SESSION_MS);
    config.put("consumer.override.heartbeat.interval.ms", "1000");
    List<String> ids = IntStream.range(0, count()).mapToObj(CommandedDoors::id).toList();
    config.put("devices", String.join(",", ids));
    for (int door = 0; door < count(); door++) {
      config.put("devices." + id(door) + ".vendor", "twon");
      config.put("devices." + id(door) + ".url", door(door).url().toString());
    }
    return config;
  }

  String topic() {
    return topics.topicFor(RelayCommand.class);
  }

  int count() {
    return fleet.devices().size();
  }

  TwonSimulator door(int door) {
    return fleet.device(door);
  }

  private static String id(int door) {
    return "door" + door;
  }

  /** A command for a switch of a door that no command was for. */
  RelayCommand command(int door, Duration life) {
    int number = switchesUsed.merge(door, 1, Integer::sum);
    if (number > SWITCHES) {
      throw new IllegalStateException("door " + door + " has no more switches");
    }
    Instant now = Instant.now();
    RelayCommand command = new RelayCommand();
    command.setCommandId(UUID.randomUUID().toString());
    command.setDeviceId(id(door));
    command.setAction("TRIGGER");
    command.setTarget("switch/" + number);
    command.setParams(Map.of());
    command.setIssuedAt(now);
    command.setExpiresAt(now.plus(life));
    command.setRequestedBy("reception");
    return command;
  }

  /** Returns when the command is in its topic. */
  Sent send(RelayCommand command) throws InterruptedException, ExecutionException {
    RecordMetadata record =
        producer.send(new ProducerRecord<>(topic(), command.getDeviceId(), command)).get();
    Sent one = new Sent(record.partition() + "/" + record.offset(), command);
    sent.add(one);
    return one;
  }

  /** A command that has a minute. */
  Sent send(int door) throws InterruptedException, ExecutionException {
    return send(command(door, A_MINUTE));
  }

  List<Line> outcomes() {
    return outcomes.now();
  }

  /** Writes what is no command. */
  void write(String key, byte[] value) throws InterruptedException, ExecutionException {
    try (var raw = new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer())) {
      raw.send(new ProducerRecord<>(topic(), key, value)).get();
    }
  }

  /** All dead letters, as texts. */
  List<String> deadLetters() {
    TopicPartition place = new TopicPartition(topics.deadLetter(), 0);
    List<String> letters = new ArrayList<>();
    try (var reader =
        new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer())) {
      reader.assign(List.of(place));
      reader.seekToBeginning(List.of(place));
      long end = reader.endOffsets(List.of(place)).get(place);
      while (reader.position(place) < end) {
        reader.poll(Duration.ofMillis(100)).forEach(letter -> letters.add(letter.value()));
      }
    }
    return letters;
  }

  /** Waits until a command has such a line; answers all lines of it. */
  List<Line> awaitLine(Sent one, String status) {
    return outcomes
        .until(
            status + " of " + one,
            lines ->
                lines.stream()
                    .anyMatch(
                        line -> line.place().equals(one.place()) && line.status().equals(status)))
        .stream()
        .filter(line -> line.place().equals(one.place()))
        .toList();
  }

  /** Waits until a command has an outcome; answers its final status. */
  String awaitOutcome(Sent one) {
    return outcomes.until("an outcome of " + one, lines -> end(lines, one) != null).stream()
        .filter(line -> line.place().equals(one.place()) && line.isFinal())
        .findFirst()
        .orElseThrow()
        .status();
  }

  private static Line end(List<Line> lines, Sent one) {
    return lines.stream()
        .filter(line -> line.place().equals(one.place()) && line.isFinal())
        .findFirst()
        .orElse(null);
  }

  /** Waits until every command has its outcome. */
  Reckoning awaitAllOutcomes() {
    List<Line> lines =
        outcomes.until(
            "the outcomes of all commands",
            read -> {
              List<String> over =
                  read.stream().filter(Line::isFinal).map(Line::place).distinct().toList();
              return sent.stream().map(Sent::place).allMatch(List.copyOf(over)::contains);
            });
    return new Reckoning(List.copyOf(sent), lines, outcomes.everWritten(), actuations());
  }

  /** By device and target, as {@link Sent#target}. */
  private Map<String, List<Actuation>> actuations() {
    Map<String, List<Actuation>> all = new HashMap<>();
    for (int door = 0; door < count(); door++) {
      for (Actuation actuation : door(door).journal().actuations()) {
        all.computeIfAbsent(id(door) + " " + actuation.target(), target -> new ArrayList<>())
            .add(actuation);
      }
    }
    return all;
  }

  /** What moved at all doors. */
  int moved() {
    return fleet.devices().stream().mapToInt(door -> door.journal().actuations().size()).sum();
  }

  /** How often what a command names has moved. */
  int moved(Sent one) {
    return actuations().getOrDefault(one.target(), List.of()).size();
  }

  @Override
  public void close() {
    producer.close();
    serde.close();
    outcomes.close();
    fleet.close();
  }
}
