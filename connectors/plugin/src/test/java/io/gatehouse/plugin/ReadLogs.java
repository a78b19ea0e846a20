package io.gatehouse.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.events.CommonFields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * Simulated logs of Akuvox, the connector that reads them, and the topics it fills. What is written
 * and what arrives is compared in the words of {@link AkuvoxContent}.
 */
abstract class ReadLogs implements AutoCloseable {

  private final PluginStack stack;
  private final String name;
  private final String connector;
  private final CommittedEvents topics;

  /**
   * Logs that nobody reads yet.
   *
   * @param name of the connector, and before a dot of its topics
   * @param connector its class
   */
  ReadLogs(PluginStack stack, String name, String connector) throws Exception {
    this.stack = stack;
    this.name = name;
    this.connector = connector;
    this.topics = stack.createTopics(name + ".");
  }

  /** The vendor's options. */
  abstract Map<String, String> options();

  /** How many devices or residences there are. */
  abstract int count();

  /** Writes so many records at each. */
  abstract void burst(int records, long seed);

  /** All that was ever written. */
  abstract List<String> written();

  /** The connector's. */
  String name() {
    return name;
  }

  CommittedEvents topics() {
    return topics;
  }

  /** With secrets from the worker's environment. */
  Map<String, String> config() {
    Map<String, String> config = new HashMap<>(stack.settings(connector, name + "."));
    config.put("tasks.max", "2");
    config.put("redaction.token.key", "${env:TOKEN_KEY}");
    config.putAll(options());
    return config;
  }

  /** Creates the connector, and waits until everything is read. */
  void read() {
    stack.connect().create(name, config());
    stack.connect().await(name, "RUNNING");
    topics.until(events -> topics.notices("ONLINE").size() >= count());
  }

  /** Records of logs that are in the topics. */
  List<SpecificRecord> records() {
    return topics.records().stream().filter(it -> AkuvoxContent.of(it) != null).toList();
  }

  /** Waits until the topics hold as many records as were written. */
  void awaitWritten() {
    int written = written().size();
    topics.until(events -> firstReports(records()).size() >= written);
  }

  /** Waits for all that was written, and checks that each record is there once. */
  void settle() {
    awaitWritten();
    topics.all();
    Exactness.check(firstReports(topics.records()), AkuvoxContent::of, written());
    assertThat(stack.connect().status(name).findValuesAsText("state"))
        .as("states of connector and tasks")
        .containsOnly("RUNNING");
  }

  /** All but those that tell again, with a picture, what was told before. */
  static List<SpecificRecord> firstReports(List<SpecificRecord> records) {
    return records.stream()
        .filter(it -> !it.get(CommonFields.TYPE).equals("SECOND_REPORT"))
        .toList();
  }

  @Override
  public void close() {
    if (stack.connect().connectors().toString().contains('"' + name + '"')) {
      stack.connect().delete(name);
    }
    topics.close();
  }
}
