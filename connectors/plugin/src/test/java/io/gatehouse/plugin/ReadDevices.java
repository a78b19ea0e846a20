package io.gatehouse.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.simulators.AkuvoxOptions;
import io.gatehouse.simulators.AkuvoxRecord;
import io.gatehouse.simulators.AkuvoxSimulator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Simulated Akuvox devices, the connector that reads them, and the topics it fills. */
final class ReadDevices implements AutoCloseable {

  private final PluginStack stack;
  private final String name;
  private final Map<String, AkuvoxSimulator> devices = new TreeMap<>();
  private final CommittedEvents topics;

  /**
   * Devices that nobody reads yet.
   *
   * @param name of the connector, and before a dot of its topics
   * @param devices by their ids
   */
  ReadDevices(PluginStack stack, String name, Map<String, AkuvoxOptions> devices) throws Exception {
    this.stack = stack;
    this.name = name;
    this.topics = stack.createTopics(name + ".");
    devices.forEach((id, options) -> this.devices.put(id, AkuvoxSimulator.start(options)));
  }

  AkuvoxSimulator device(String id) {
    return devices.get(id);
  }

  CommittedEvents topics() {
    return topics;
  }

  /** Devices are asked in a hurry; the password comes from the worker's environment. */
  Map<String, String> config() {
    Map<String, String> config =
        new HashMap<>(stack.settings("io.gatehouse.akuvox.AkuvoxSourceConnector", name + "."));
    config.put("tasks.max", "2");
    config.put("devices", String.join(",", devices.keySet()));
    devices.forEach((id, it) -> config.put("devices." + id + ".url", it.url().toString()));
    config.put("credentials.default.username", "reader");
    config.put("credentials.default.password", "${env:AKUVOX_PASSWORD}");
    config.put("log.poll.interval.ms", "200");
    config.put("log.request.pause.ms", "10");
    config.put("log.time.zone", "UTC");
    return config;
  }

  /** Creates the connector, and waits until it reads every device. */
  void read(Map<String, String> config) {
    stack.connect().create(name, config);
    stack.connect().await(name, "RUNNING");
    topics.until(events -> topics.notices("ONLINE").size() >= devices.size());
  }

  /** Writes so many records of doors and calls at every device. */
  void burst(int records, long seed) {
    long next = seed;
    for (AkuvoxSimulator device : devices.values()) {
      device.burst(records, next++);
    }
  }

  /** All that the devices ever wrote, in the words of {@link AkuvoxContent}. */
  List<String> written() {
    List<String> contents = new ArrayList<>();
    devices.forEach(
        (id, device) ->
            device.journal().emitted().forEach(it -> contents.add(AkuvoxContent.of(id, it))));
    return contents;
  }

  /** What is left of all that a device wrote into a log that has room for so many records. */
  List<String> latest(String id, AkuvoxRecord.Log log, int size) {
    List<String> all =
        device(id).journal().emitted().stream()
            .filter(it -> it.log() == log)
            .map(it -> AkuvoxContent.of(id, it))
            .toList();
    return all.subList(all.size() - size, all.size());
  }

  /** What the topics hold of logs, in the words of {@link AkuvoxContent}. */
  List<String> arrived() {
    return topics.records().stream().map(AkuvoxContent::of).filter(Objects::nonNull).toList();
  }

  /** Waits until the topics hold as many records as the devices wrote. */
  void awaitWritten() {
    int written = written().size();
    topics.until(events -> arrived().size() >= written);
  }

  /** Waits for all that was written, and checks that each record is there once. */
  void settle() {
    awaitWritten();
    topics.all();
    assertThat(topics.notices("GAP")).as("gaps").isEmpty();
    Exactness.check(topics.records(), AkuvoxContent::of, written());
    assertAsked();
    assertThat(stack.connect().status(name).findValuesAsText("state"))
        .as("states of connector and tasks")
        .containsOnly("RUNNING");
  }

  /** No device was ever asked while it answered. */
  void assertAsked() {
    assertThat(devices.values()).allSatisfy(it -> assertThat(it.lockUps()).isZero());
  }

  /** Events of logs by topic and id. */
  List<String> eventIds() {
    return topics.records().stream()
        .filter(event -> AkuvoxContent.of(event) != null)
        .map(Exactness::eventId)
        .toList();
  }

  @Override
  public void close() {
    if (stack.connect().connectors().toString().contains('"' + name + '"')) {
      stack.connect().delete(name);
    }
    devices.values().forEach(AkuvoxSimulator::close);
    topics.close();
  }
}
