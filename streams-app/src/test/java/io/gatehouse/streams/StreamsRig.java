package io.gatehouse.streams;

import io.gatehouse.events.Device;
import io.gatehouse.events.EventClasses;
import io.gatehouse.events.IncidentAcknowledgement;
import io.gatehouse.events.RelayCommand;
import io.gatehouse.events.RelayOutcome;
import io.gatehouse.events.Topics;
import io.gatehouse.streams.model.Finding;
import io.gatehouse.streams.rules.RuleBook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;

/** The whole topology in a test driver, without registry. Time moves by events and by hand. */
public final class StreamsRig implements AutoCloseable {

  private static final Topics TOPICS = Topics.of(Topics.DEFAULT_PREFIX);

  private final TopologyTestDriver driver;
  private final TestOutputTopic<String, Finding> found;
  private final Map<String, Finding> findings = new LinkedHashMap<>();

  /** With options of the app, in pairs of name and value. */
  public StreamsRig(String... options) {
    EventClasses.trust();
    Properties properties = new Properties();
    properties.put("application.id", "test");
    properties.put("bootstrap.servers", "none:1");
    properties.put("state.dir", stateDirectory());
    properties.put("ensure.explicit.internal.resource.naming", "true");
    Map<String, String> config = new HashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      config.put(options[i], options[i + 1]);
    }
    driver =
        new TopologyTestDriver(
            GatehouseTopology.build(new AppConfig(config), StreamsRig::serde),
            properties,
            Events.at("00:00:00"));
    found =
        driver.createOutputTopic(
            "test-findings-repartition",
            new StringDeserializer(),
            new RecordSerde<>(Finding.class).deserializer());
  }

  /** The options that leave one rule only, then more of them. */
  public static StreamsRig only(String rule, String... options) {
    List<String> all = new ArrayList<>(Arrays.asList(options));
    RuleBook.all().stream()
        .filter(type -> !type.name().equals(rule))
        .forEach(type -> Collections.addAll(all, type.prefix() + "enabled", "false"));
    return new StreamsRig(all.toArray(String[]::new));
  }

  /** Events arrive, in this order. */
  public void arrive(SpecificRecord... records) {
    for (SpecificRecord record : records) {
      pipe(record);
    }
  }

  /** They arrive in an order that is random, but the same for one seed. */
  public void arriveShuffled(long seed, SpecificRecord... records) {
    List<SpecificRecord> shuffled = new ArrayList<>(Arrays.asList(records));
    Collections.shuffle(shuffled, new Random(seed));
    arrive(shuffled.toArray(SpecificRecord[]::new));
  }

  /** Nothing arrives for so long. */
  public void quiet(Duration time) {
    driver.advanceWallClockTime(time);
  }

  /** The last finding of each incident, in the order in which they were first found. */
  public List<Finding> findings() {
    found
        .readValuesToList()
        .forEach(
            finding ->
                findings.merge(
                    finding.getIncidentId(),
                    finding,
                    (known, news) -> news.getRank() < known.getRank() ? known : news));
    return List.copyOf(findings.values());
  }

  /** What has come to a topic of Gatehouse since the last call. */
  public <T extends SpecificRecord> List<T> written(Class<T> type) {
    return output(type).readValuesToList();
  }

  /** The keys instead. */
  public <T extends SpecificRecord> List<String> keys(Class<T> type) {
    return output(type).readKeyValuesToList().stream().map(record -> record.key).toList();
  }

  private <T extends SpecificRecord> TestOutputTopic<String, T> output(Class<T> type) {
    return driver.createOutputTopic(
        TOPICS.topicFor(type), new StringDeserializer(), serde(type).deserializer());
  }

  public TopologyTestDriver driver() {
    return driver;
  }

  private void pipe(SpecificRecord record) {
    pipe(record, record.getClass());
  }

  private <T extends SpecificRecord> void pipe(SpecificRecord record, Class<T> type) {
    driver
        .createInputTopic(TOPICS.topicFor(type), new StringSerializer(), serde(type).serializer())
        .pipeInput(key(record), type.cast(record), Instant.ofEpochMilli(1));
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
    return record instanceof Device device ? device.getDeviceId() : record.get(2).toString();
  }

  static <T extends SpecificRecord> Serde<T> serde(Class<T> type) {
    return new RecordSerde<>(type);
  }

  /** Of its own, so that two can be compared; the driver empties it. */
  private static String stateDirectory() {
    try {
      return Files.createTempDirectory(Path.of("target"), "state").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    driver.close();
  }
}
