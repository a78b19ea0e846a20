package io.gatehouse.streams;

import io.gatehouse.events.CommonFields;
import io.gatehouse.events.Device;
import io.gatehouse.events.IncidentAcknowledgement;
import io.gatehouse.events.RelayCommand;
import io.gatehouse.events.RelayOutcome;
import io.gatehouse.events.Topics;
import io.gatehouse.stack.ApicurioRegistry;
import io.gatehouse.stack.ChildJvm;
import io.gatehouse.stack.KafkaBroker;
import io.gatehouse.stack.Launch;
import io.gatehouse.stack.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;

/** A broker with Gatehouse's topics, a registry, and instances of the app as processes. */
final class AppStack implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final Path directory;
  private final KafkaBroker broker = KafkaBroker.start();
  private final ApicurioRegistry registry;
  private final RegistrySerdes serdes;
  private final KafkaProducer<String, byte[]> producer;
  private final List<ChildJvm> apps = new ArrayList<>();
  private long lastSent;

  /** With room for the state of the apps. */
  AppStack(Path directory) {
    this.directory = directory;
    registry = ApicurioRegistry.start(directory.resolve("registry"));
    serdes = new RegistrySerdes(Map.of("schema.registry.url", registry.url()));
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", "5"),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /** To be taken away. */
  ApicurioRegistry registry() {
    return registry;
  }

  /** The topics under a prefix, which are created. */
  Topics topics(String prefix) throws ExecutionException, InterruptedException {
    Topics topics = Topics.of(prefix);
    createTopics(
        topics.all().stream()
            .map(
                topic ->
                    new NewTopic(topic.name(), topic.partitions(), (short) 1)
                        .configs(topic.settings(1)))
            .toList());
    return topics;
  }

  /** Creates topics, and waits until the broker knows them. */
  void createTopics(List<NewTopic> topics) throws ExecutionException, InterruptedException {
    Set<String> names = topics.stream().map(NewTopic::name).collect(Collectors.toSet());
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.createTopics(topics).all().get();
      Set<String> known = Set.of();
      while (!known.containsAll(names)) {
        known = admin.listTopics().names().get();
      }
    }
  }

  /** What every app here is told. */
  Map<String, String> options(String prefix, Map<String, String> more) {
    Map<String, String> options = new HashMap<>();
    options.put("bootstrap.servers", broker.bootstrapServers());
    options.put("schema.registry.url", registry.url());
    options.put("topics.prefix", prefix);
    options.put("api.listen", "127.0.0.1:" + Ports.free());
    options.put("consumer.metadata.max.age.ms", "2000");
    options.putAll(more);
    return options;
  }

  /** An instance with a state directory of its own, as soon as it is ready. */
  ChildJvm startApp(String name, Map<String, String> options) {
    Path state = directory.resolve(name);
    Map<String, String> all = new HashMap<>(options);
    all.put("state.dir", state.resolve("state").toString());
    Path file = state.resolve("app.properties");
    write(file, all);
    ChildJvm app =
        ChildJvm.start(
            new ChildJvm.Program(
                name,
                List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                System.getProperty("java.class.path"),
                StreamsApp.class.getName(),
                List.of(file.toString())),
            Launch.in(state)
                .jvmOptions(
                    "-Dorg.slf4j.simpleLogger.defaultLogLevel=info",
                    "-Dorg.slf4j.simpleLogger.log.org.apache.kafka.clients=warn",
                    "-Dorg.slf4j.simpleLogger.log.org.apache.kafka.streams.processor=warn"),
            "Gatehouse streams app is ready");
    apps.add(app);
    return app;
  }

  /** Writes a properties file. */
  void write(Path file, Map<String, String> options) {
    Properties properties = new Properties();
    properties.putAll(options);
    try {
      Files.createDirectories(file.getParent());
      try (var writer = Files.newBufferedWriter(file)) {
        properties.store(writer, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes records where their writers would, and each later than the one before. */
  void write(Topics topics, List<? extends SpecificRecord> records)
      throws ExecutionException, InterruptedException {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (SpecificRecord record : records) {
      String topic = topics.topicFor(record);
      byte[] bytes = bytes(topic, record, record.getClass());
      // An outcome follows its command.
      Integer partition =
          record instanceof RelayOutcome outcome ? partition(outcome.getDeviceId()) : null;
      lastSent = Math.max(lastSent + 1, System.currentTimeMillis());
      sent.add(producer.send(new ProducerRecord<>(topic, partition, lastSent, key(record), bytes)));
    }
    for (Future<RecordMetadata> future : sent) {
      future.get();
    }
  }

  /** Writes bytes. */
  void write(String topic, String key, byte[] value)
      throws ExecutionException, InterruptedException {
    producer.send(new ProducerRecord<>(topic, key, value)).get();
  }

  /** Reads the committed records of a topic until they satisfy a condition, or for four minutes. */
  List<ConsumerRecord<String, byte[]>> read(
      String topic, Predicate<List<ConsumerRecord<String, byte[]>>> satisfied) {
    return read(topic, Map.of(), satisfied);
  }

  /** The same from some offsets on. */
  List<ConsumerRecord<String, byte[]>> read(
      String topic,
      Map<TopicPartition, Long> from,
      Predicate<List<ConsumerRecord<String, byte[]>>> satisfied) {
    try (KafkaConsumer<String, byte[]> consumer = consumer(topic)) {
      consumer.seekToBeginning(consumer.assignment());
      from.forEach(consumer::seek);
      List<ConsumerRecord<String, byte[]>> read = new ArrayList<>();
      Instant deadline = Instant.now().plus(PATIENCE);
      while (!satisfied.test(read) && Instant.now().isBefore(deadline)) {
        consumer.poll(Duration.ofMillis(200)).forEach(read::add);
      }
      return read;
    }
  }

  /** Where a topic ends by now. */
  Map<TopicPartition, Long> end(String topic) {
    try (KafkaConsumer<String, byte[]> consumer = consumer(topic)) {
      return consumer.endOffsets(consumer.assignment());
    }
  }

  private KafkaConsumer<String, byte[]> consumer(String topic) {
    Map<String, Object> config =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed");
    KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    consumer.assign(
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList());
    return consumer;
  }

  /** The record in a topic's bytes. */
  <T extends SpecificRecord> T record(Class<T> type, ConsumerRecord<String, byte[]> bytes) {
    return serdes.of(type).deserializer().deserialize(bytes.topic(), bytes.value());
  }

  private <T extends SpecificRecord> byte[] bytes(
      String topic, SpecificRecord record, Class<T> type) {
    return serdes.of(type).serializer().serialize(topic, type.cast(record));
  }

  private static String key(SpecificRecord record) {
    if (record instanceof RelayCommand command) {
      return command.getDeviceId();
    }
    if (record instanceof RelayOutcome outcome) {
      return outcome.getCommandId();
    }
    if (record instanceof IncidentAcknowledgement acknowledgement) {
      return acknowledgement.getIncidentId();
    }
    return record instanceof Device device
        ? device.getDeviceId()
        : (String) record.get(CommonFields.DEVICE_ID);
  }

  private static int partition(String deviceId) {
    byte[] key = deviceId.getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % Topics.PARTITIONS;
  }

  @Override
  public void close() {
    apps.forEach(ChildJvm::close);
    producer.close();
    serdes.close();
    registry.close();
    broker.close();
  }
}
