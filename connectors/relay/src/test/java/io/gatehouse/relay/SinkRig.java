package io.gatehouse.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.engine.MovingClock;
import io.gatehouse.engine.Problems;
import io.gatehouse.engine.RelayDevices;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * Runs tasks of the sink on a real broker, as a worker does: reads commands, hands them over, and
 * commits what is settled, each when the test says so. A task that is abandoned lives on, as a
 * frozen worker does.
 */
final class SinkRig implements AutoCloseable {

  static final int PARTITIONS = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final MovingClock clock = new MovingClock();
  final String topic;
  final List<String> deadLetters = new CopyOnWriteArrayList<>();
  final List<String> pauses = new CopyOnWriteArrayList<>();
  final Map<String, String> props = new LinkedHashMap<>();
  private final String servers;
  private final Producer<String, String> producer;
  private final JsonConverter json = new JsonConverter();
  private final Consumer<String, String> reader;
  private final List<Line> lines = new ArrayList<>();
  private final List<Running> running = new ArrayList<>();
  private Running current;

  /** A task and the consumer that the worker would have for it. */
  private record Running(RelaySinkTask task, Consumer<String, String> consumer) {}

  SinkRig(String servers, String topic) throws Exception {
    this.servers = servers;
    this.topic = topic;
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1))).all().get();
    }
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers), new StringSerializer(), new StringSerializer());
    reader =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers, "isolation.level", "read_committed"),
            new StringDeserializer(),
            new StringDeserializer());
    json.configure(Map.of("schemas.enable", "false"), false);
    props.put("name", "relay");
    props.put("topics", topic);
    props.put("devices", "lobby,yard");
    for (String device : List.of("lobby", "yard")) {
      props.put("devices." + device + ".vendor", "scripted");
      props.put("devices." + device + ".url", "http://127.0.0.1:1");
    }
    props.put("allow", "lobby:door/*:*, yard:*:UNLOCK");
    props.put("kafka.bootstrap.servers", servers);
    props.put("value.converter", ScriptedConverter.class.getName());
    props.put("value.converter.schemas.enable", "false");
  }

  /** Starts a task, from the last committed offsets. Another that runs is not told. */
  SinkRig start() {
    Map<String, String> task = new HashMap<>(props);
    task.put(RelaySinkConnector.TASK, "0");
    RelayDevices.toTask(RelayDevices.read(props, new Problems()), task);
    Consumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                servers,
                "group.id",
                "connect-" + topic,
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                "false"),
            new StringDeserializer(),
            new StringDeserializer());
    consumer.assign(partitions());
    RelaySinkTask sink = new RelaySinkTask(clock);
    sink.initialize(new Context());
    sink.start(task);
    sink.open(partitions());
    current = new Running(sink, consumer);
    running.add(current);
    return this;
  }

  /** Stops the task as a worker does that is asked to. */
  void stop() {
    commit();
    current.task.close(partitions());
    current.task.stop();
    current.consumer.close();
    running.remove(current);
  }

  /** One turn of the worker's loop. */
  void turn() {
    List<SinkRecord> records = new ArrayList<>();
    for (ConsumerRecord<String, String> record : current.consumer.poll(Duration.ofMillis(20))) {
      SchemaAndValue value =
          record.value() == null
              ? SchemaAndValue.NULL
              : json.toConnectData(topic, record.value().getBytes(UTF_8));
      records.add(
          new SinkRecord(
              topic,
              record.partition(),
              null,
              record.key(),
              value.schema(),
              value.value(),
              record.offset(),
              record.timestamp(),
              record.timestampType()));
    }
    current.task.put(records);
  }

  /** Turns until something is so. */
  void until(BooleanSupplier so) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!so.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited long enough: %s", ledger()).isLessThan(end);
      turn();
    }
  }

  /** Does what another owner of a partition would do first. */
  void fence(String device) {
    try (Producer<String, byte[]> other =
        new LedgerClients(props)
            .producer(
                "gatehouse-ledger-"
                    + topic
                    + ".outcome-"
                    + Lanes.partitionOf(device, PARTITIONS))) {
      other.initTransactions();
    }
  }

  /**
   * Writes an intent whose transaction has no end, as a broker leaves behind that was killed at the
   * wrong moment.
   *
   * @return to be ended
   */
  Producer<String, byte[]> hangingIntent(String id, String device, long offset) {
    Producer<String, byte[]> other = new LedgerClients(props).producer("hanging-" + topic);
    other.initTransactions();
    other.beginTransaction();
    ProducerRecord<String, byte[]> intent =
        new ProducerRecord<>(
            topic + ".outcome",
            Lanes.partitionOf(device, PARTITIONS),
            id,
            "{\"commandId\": \"%s\", \"deviceId\": \"%s\", \"status\": \"INTENT\"}"
                .formatted(id, device)
                .getBytes(UTF_8));
    intent.headers().add(Ledger.OFFSET_HEADER, Long.toString(offset).getBytes(UTF_8));
    intent.headers().add(Ledger.STATUS_HEADER, "INTENT".getBytes(UTF_8));
    Future<?> unused = other.send(intent);
    other.flush();
    return other;
  }

  /** Commits what is settled, as a worker does every now and then. */
  Map<TopicPartition, OffsetAndMetadata> commit() {
    Map<TopicPartition, OffsetAndMetadata> read = new HashMap<>();
    for (TopicPartition place : partitions()) {
      read.put(place, new OffsetAndMetadata(current.consumer.position(place)));
    }
    Map<TopicPartition, OffsetAndMetadata> settled = current.task.preCommit(read);
    current.consumer.commitSync(settled);
    return settled;
  }

  /** A command that is all right, unless the test changes it; null leaves a field out. */
  void command(String id, String device, Map<String, ?> changes) throws Exception {
    Instant now = clock.instant();
    Map<String, Object> command = new LinkedHashMap<>();
    command.put("commandId", id);
    command.put("deviceId", device);
    command.put("action", "UNLOCK");
    command.put("target", "door/1");
    command.put("issuedAt", now.toEpochMilli());
    command.put("expiresAt", now.plusSeconds(30).toEpochMilli());
    command.put("requestedBy", "reception");
    command.put("reason", "a parcel");
    command.putAll(changes);
    write(device, new ObjectMapper().writeValueAsString(command));
  }

  void command(String id, String device) throws Exception {
    command(id, device, Map.of());
  }

  void write(String key, String value) throws Exception {
    producer.send(new ProducerRecord<>(topic, key, value)).get();
  }

  /** A line of the ledger, as a downstream reader sees it. */
  record Line(int partition, String key, Map<String, ?> value) {

    String status() {
      return (String) value.get("status");
    }

    Object get(String field) {
      return value.get(field);
    }
  }

  /** What is committed in the ledger. Doors ask too, on their threads. */
  synchronized List<Line> ledger() {
    if (reader.assignment().isEmpty()) {
      String outcomes = topic + ".outcome";
      List<TopicPartition> places =
          reader.listTopics().getOrDefault(outcomes, List.of()).stream()
              .map(info -> new TopicPartition(outcomes, info.partition()))
              .toList();
      reader.assign(places);
      reader.seekToBeginning(places);
    }
    Map<TopicPartition, Long> ends = reader.endOffsets(reader.assignment());
    while (ends.entrySet().stream().anyMatch(e -> reader.position(e.getKey()) < e.getValue())) {
      for (ConsumerRecord<String, String> line : reader.poll(Duration.ofMillis(50))) {
        if (line.value() != null) {
          lines.add(new Line(line.partition(), line.key(), map(line.value())));
        }
      }
    }
    return List.copyOf(lines);
  }

  /** Statuses of a command, in their order. */
  List<String> history(String id) {
    return ledger().stream().filter(line -> line.key().equals(id)).map(Line::status).toList();
  }

  /** The last line of a command. */
  Line outcome(String id) {
    List<Line> lines = ledger().stream().filter(line -> line.key().equals(id)).toList();
    return lines.get(lines.size() - 1);
  }

  void untilHistory(String id, String... statuses) {
    until(() -> history(id).size() >= statuses.length);
    assertThat(history(id)).containsExactly(statuses);
  }

  @SuppressWarnings("unchecked")
  private Map<String, ?> map(String value) {
    return (Map<String, ?>) json.toConnectData(topic, value.getBytes(UTF_8)).value();
  }

  private List<TopicPartition> partitions() {
    return List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1));
  }

  @Override
  public void close() {
    for (Running each : running) {
      each.task.stop();
      each.consumer.close();
    }
    producer.close();
    reader.close();
  }

  private final class Context implements SinkTaskContext {

    @Override
    public Map<String, String> configs() {
      return props;
    }

    @Override
    public void offset(Map<TopicPartition, Long> offsets) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void offset(TopicPartition place, long offset) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void timeout(long millis) {}

    @Override
    public Set<TopicPartition> assignment() {
      return Set.copyOf(partitions());
    }

    @Override
    public void pause(TopicPartition... places) {
      pauses.add("pause");
      current.consumer.pause(List.of(places));
    }

    @Override
    public void resume(TopicPartition... places) {
      pauses.add("resume");
      current.consumer.resume((Collection<TopicPartition>) List.of(places));
    }

    @Override
    public void requestCommit() {}

    @Override
    public PluginMetrics pluginMetrics() {
      throw new UnsupportedOperationException();
    }

    @Override
    public ErrantRecordReporter errantRecordReporter() {
      return (record, cause) -> dead(cause);
    }

    private Future<Void> dead(Throwable cause) {
      deadLetters.add(cause.getMessage());
      return CompletableFuture.completedFuture(null);
    }
  }
}
