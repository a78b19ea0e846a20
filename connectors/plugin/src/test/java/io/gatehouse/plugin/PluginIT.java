package io.gatehouse.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.plugin.CommittedEvents.Event;
import io.gatehouse.simulators.TwonFleet;
import io.gatehouse.simulators.TwonOptions;
import io.gatehouse.simulators.TwonPassage;
import io.gatehouse.simulators.TwonSimulator;
import io.gatehouse.stack.ConnectRest;
import io.gatehouse.stack.Launch;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The built zip in a real Connect worker with exactly-once support, driven over its REST API. */
class PluginIT {

  private static final String DEVICE = "lobby";
  private static final int SOME = 60;
  private static final int EVENTS_PER_SECOND = 50;

  @TempDir static Path plugins;
  private static PluginStack stack;
  private static ConnectRest connect;

  private String name;
  private TwonFleet devices;
  private TwonSimulator device;
  private CommittedEvents topics;

  @BeforeAll
  static void start() {
    stack = PluginStack.start(plugins, Launch.temporarily().environment("DOOR_PASSWORD", "sesame"));
    connect = stack.connect();
  }

  @AfterAll
  static void end() {
    stack.close();
  }

  @BeforeEach
  void createConnector(TestInfo test) throws Exception {
    name = test.getTestMethod().orElseThrow().getName();
    topics = stack.createTopics(name + ".");
    devices = TwonFleet.start(1, new TwonOptions().withUser("reader", "sesame"));
    device = devices.device(0);
    connect.create(name, config(device));
    connect.await(name, "RUNNING");
  }

  @AfterEach
  void deleteConnector() {
    if (connect.connectors().toString().contains(name)) {
      connect.delete(name);
    }
    devices.close();
    topics.close();
  }

  @Test
  void readsADeviceOnceAndInOrder() {
    device.burst(SOME, 1);

    topics.until(this::holdEverything);
    connect.stop(name);
    connect.await(name, "STOPPED");
    assertExact(topics.all());
  }

  @Test
  void showsItsConfigurationWithoutSecrets() {
    assertThat(connect.config(name).toString()).contains("${env:DOOR_PASSWORD}");
    assertThat(connect.config(name).toString()).doesNotContain("sesame");
    assertThat(stack.worker().logged()).doesNotContain("sesame");
  }

  @Test
  void readsNothingWhilePausedAndEverythingAfterwards() {
    connect.pause(name);
    connect.await(name, "PAUSED");

    device.burst(SOME, 2);
    connect.resume(name);

    topics.until(this::holdEverything);
    assertThat(connect.status(name).at("/connector/state").asText()).isEqualTo("RUNNING");
    assertExact(topics.all());
  }

  @Test
  void losesAndDoublesNothingOverARestart() {
    device.burst(SOME, 3);
    topics.until(this::holdEverything);

    connect.restart(name);
    device.burst(SOME, 4);
    connect.await(name, "RUNNING");

    topics.until(this::holdEverything);
    assertExact(topics.all());
  }

  @Test
  void canBeRewoundByItsOffsets() {
    device.burst(SOME, 5);
    topics.until(this::holdEverything);
    connect.stop(name);
    connect.await(name, "STOPPED");

    JsonNode offsets = connect.offsets(name);
    assertThat(offsets.at("/offsets/0/partition/device").asText()).isEqualTo(DEVICE);
    assertThat(offsets.at("/offsets/0/offset/id").asLong()).isEqualTo(lastId());

    ObjectNode rewound = offsets.deepCopy();
    ObjectNode offset = (ObjectNode) rewound.at("/offsets/0/offset");
    offset.put("id", 10).remove(List.of("utcTime", "upTime"));
    connect.alterOffsets(name, rewound);
    connect.resume(name);

    List<Event> all = topics.until(events -> timesRead(events, lastId()) == 2);
    assertThat(timesRead(all, 10)).isEqualTo(1);
    assertThat(timesRead(all, 11)).isEqualTo(2);
    Map<String, Set<Event>> byVendorId =
        all.stream()
            .filter(event -> event.vendorEventId() != null)
            .collect(
                Collectors.groupingBy(
                    event -> event.topic() + " " + event.vendorEventId(), Collectors.toSet()));
    assertThat(byVendorId.values())
        .as("read again, an event has the same id")
        .allSatisfy(events -> assertThat(events).hasSize(1));
  }

  @Test
  void refusesAnOffsetThatItCannotUse() {
    connect.stop(name);
    connect.await(name, "STOPPED");
    ObjectNode bad = connect.offsets(name).deepCopy();
    bad.putArray("offsets").addObject().putObject("partition").put("device", "cellar");
    ((ObjectNode) bad.at("/offsets/0")).putObject("offset").put("boot", 0).put("id", 1);

    assertThatThrownBy(() -> connect.alterOffsets(name, bad))
        .isInstanceOf(ConnectRest.Refused.class)
        .hasMessageContaining("cellar");
  }

  @Test
  void readsTheWholeHistoryAfterAReset() {
    device.burst(SOME, 6);
    topics.until(this::holdEverything);
    connect.stop(name);
    connect.await(name, "STOPPED");

    connect.resetOffsets(name);
    assertThat(connect.offsets(name).path("offsets")).isEmpty();
    connect.resume(name);

    List<Event> all = topics.until(events -> timesRead(events, lastId()) == 2);
    assertThat(timesRead(all, 1)).isEqualTo(2);
  }

  @Test
  void leavesNoChannelAtTheDeviceWhenDeleted() {
    device.burst(SOME, 7);
    topics.until(this::holdEverything);
    assertThat(device.openChannels()).isEqualTo(1);

    connect.delete(name);

    topics.until(events -> device.openChannels() == 0);
    assertThat(device.openChannels()).isZero();
    assertThat(connect.connectors()).isEmpty();
  }

  @Test
  void validationTellsAllErrorsAtOnce() {
    Map<String, String> bad = config(device);
    bad.put("devices", DEVICE + ",cellar");
    bad.put("tls", "maybe");

    JsonNode answer = connect.validate(bad);

    assertThat(answer.path("error_count").asInt()).isGreaterThanOrEqualTo(2);
    assertThat(answer.toString()).contains("devices.cellar.url").contains("maybe");
    assertThatThrownBy(() -> connect.create("bad", bad))
        .isInstanceOf(ConnectRest.Refused.class)
        .hasMessageContaining("https://10.0.0.5")
        .hasMessageContaining("maybe");
  }

  /**
   * Two crashes of the worker while the device goes on: ids at the device are ids in the topics.
   */
  @Test
  void losesAndDoublesNothingWhenItsWorkerIsKilledTwice() {
    var traffic = devices.traffic(EVENTS_PER_SECOND, 8);
    for (int crash = 1; crash <= 2; crash++) {
      int before = topics.all().size();
      topics.until(events -> events.size() > before + SOME);
      stack.crashWorker();
    }
    traffic.close();

    topics.until(this::holdEverything);
    connect.stop(name);
    connect.await(name, "STOPPED");
    assertExact(topics.all());
  }

  /** The first access of a connector needs the registry, for a schema that it has not seen. */
  @Test
  void keepsEventsUntilTheRegistryIsBack() {
    stack.registry().killHard();
    device.play(TwonPassage.CARD);
    device.burst(SOME, 9);
    stack.registry().restart();

    topics.until(this::holdEverything);
    assertThat(connect.status(name).at("/tasks/0/state").asText()).isEqualTo("RUNNING");
    assertExact(topics.all());
  }

  @Test
  void losesAndDoublesNothingWhenTheBrokerIsKilled() {
    var traffic = devices.traffic(EVENTS_PER_SECOND, 10);
    topics.until(events -> events.size() > SOME);
    stack.broker().killHard();
    stack.broker().restart();
    int before = topics.all().size();
    topics.until(events -> events.size() > before + SOME);
    traffic.close();

    topics.until(this::holdEverything);
    assertThat(connect.status(name).at("/tasks/0/state").asText()).isEqualTo("RUNNING");
    assertExact(topics.all());
  }

  private Map<String, String> config(TwonSimulator device) {
    Map<String, String> config =
        new HashMap<>(stack.settings("io.gatehouse.twon.TwonSourceConnector", name + "."));
    config.put("devices", DEVICE);
    config.put("devices." + DEVICE + ".url", device.url().toString());
    config.put("credentials.default.username", "reader");
    config.put("credentials.default.password", "${env:DOOR_PASSWORD}");
    return config;
  }

  private boolean holdEverything(List<Event> events) {
    return Exactness.ids(events, Event::vendorEventId).containsAll(emittedIds());
  }

  /** Every event of the device is in the topics, and no topic has one twice. */
  private void assertExact(List<Event> events) {
    Exactness.check(events, Event::vendorEventId, emittedIds());
  }

  private Set<String> emittedIds() {
    return device.journal().emitted().stream()
        .map(event -> Long.toString(event.id()))
        .collect(Collectors.toSet());
  }

  private long lastId() {
    var emitted = device.journal().emitted();
    return emitted.get(emitted.size() - 1).id();
  }

  /** How often an event of the device was read, whatever the number of its topics. */
  private static long timesRead(List<Event> events, long vendorId) {
    Map<String, Long> byTopic =
        events.stream()
            .filter(event -> Long.toString(vendorId).equals(event.vendorEventId()))
            .collect(Collectors.groupingBy(Event::topic, Collectors.counting()));
    return byTopic.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }
}
