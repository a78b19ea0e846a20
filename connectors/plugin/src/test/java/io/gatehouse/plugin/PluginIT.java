package io.gatehouse.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.events.CreateTopics;
import io.gatehouse.events.Topics;
import io.gatehouse.plugin.CommittedEvents.Event;
import io.gatehouse.simulators.TwonFleet;
import io.gatehouse.simulators.TwonOptions;
import io.gatehouse.simulators.TwonPassage;
import io.gatehouse.simulators.TwonSimulator;
import io.gatehouse.stack.ApicurioRegistry;
import io.gatehouse.stack.ConnectRest;
import io.gatehouse.stack.ConnectWorker;
import io.gatehouse.stack.KafkaBroker;
import io.gatehouse.stack.Launch;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
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
  private static KafkaBroker broker;
  private static ApicurioRegistry registry;
  private static ConnectWorker worker;
  private static ConnectRest connect;

  private String name;
  private TwonFleet devices;
  private TwonSimulator device;
  private CommittedEvents topics;

  @BeforeAll
  static void start() {
    broker = KafkaBroker.start();
    registry = ApicurioRegistry.start();
    PluginZip.unpackInto(plugins);
    var launch = Launch.temporarily().environment("DOOR_PASSWORD", "sesame");
    worker = ConnectWorker.start(broker.bootstrapServers(), plugins, launch);
    connect = worker.rest();
  }

  @AfterAll
  static void end() {
    worker.close();
    registry.close();
    broker.close();
  }

  @BeforeEach
  void createConnector(TestInfo test) throws Exception {
    name = test.getTestMethod().orElseThrow().getName();
    var named = Topics.of(name + ".");
    try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      CreateTopics.create(admin, named, 1);
    }
    topics = new CommittedEvents(broker.bootstrapServers(), registry.url(), named);
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
    assertThat(worker.logged()).doesNotContain("sesame");
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
    Map<String, String> bad = new HashMap<>(config(device));
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
      worker.killHard();
      worker.restart();
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
    registry.killHard();
    device.play(TwonPassage.CARD);
    device.burst(SOME, 9);
    registry.restart();

    topics.until(this::holdEverything);
    assertThat(connect.status(name).at("/tasks/0/state").asText()).isEqualTo("RUNNING");
    assertExact(topics.all());
  }

  @Test
  void losesAndDoublesNothingWhenTheBrokerIsKilled() {
    var traffic = devices.traffic(EVENTS_PER_SECOND, 10);
    topics.until(events -> events.size() > SOME);
    broker.killHard();
    broker.restart();
    int before = topics.all().size();
    topics.until(events -> events.size() > before + SOME);
    traffic.close();

    topics.until(this::holdEverything);
    assertThat(connect.status(name).at("/tasks/0/state").asText()).isEqualTo("RUNNING");
    assertExact(topics.all());
  }

  private Map<String, String> config(TwonSimulator device) {
    return Map.ofEntries(
        Map.entry("connector.class", "io.gatehouse.twon.TwonSourceConnector"),
        Map.entry("tasks.max", "1"),
        Map.entry("exactly.once.support", "required"),
        Map.entry("errors.retry.timeout", "-1"),
        Map.entry("devices", DEVICE),
        Map.entry("devices." + DEVICE + ".url", device.url().toString()),
        Map.entry("credentials.default.username", "reader"),
        Map.entry("credentials.default.password", "${env:DOOR_PASSWORD}"),
        Map.entry("topic.prefix", name + "."),
        Map.entry("value.converter", "io.gatehouse.registry.AvroConverter"),
        Map.entry("value.converter.schema.registry.url", registry.url()));
  }

  private boolean holdEverything(List<Event> events) {
    return vendorIds(events).containsAll(emittedIds());
  }

  /** Every event of the device is in the topics, and no topic has one twice. */
  private void assertExact(List<Event> events) {
    assertThat(events).as("gaps").noneMatch(event -> event.type().equals("GAP"));
    Set<String> lost = emittedIds();
    lost.removeAll(vendorIds(events));
    assertThat(lost).as("lost").isEmpty();
    assertThat(emittedIds()).containsAll(vendorIds(events));
    assertThat(events.stream().map(event -> event.topic() + " " + event.eventId()))
        .doesNotHaveDuplicates();
    assertThat(
            events.stream()
                .filter(event -> event.vendorEventId() != null)
                .map(event -> event.topic() + " " + event.vendorEventId()))
        .doesNotHaveDuplicates();
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

  private static Set<String> vendorIds(List<Event> events) {
    return events.stream()
        .map(Event::vendorEventId)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
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
