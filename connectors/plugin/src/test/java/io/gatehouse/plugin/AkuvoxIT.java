package io.gatehouse.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.events.DeviceEvent;
import io.gatehouse.simulators.AkuvoxOptions;
import io.gatehouse.simulators.AkuvoxPassage;
import io.gatehouse.simulators.AkuvoxPerson;
import io.gatehouse.simulators.AkuvoxRecord;
import io.gatehouse.simulators.AkuvoxRecord.Log;
import io.gatehouse.simulators.AkuvoxSimulator;
import io.gatehouse.simulators.AkuvoxTrait;
import io.gatehouse.stack.ConnectRest;
import io.gatehouse.stack.Launch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * The built zip reads Akuvox devices: every record of their logs is in the topics once, whatever
 * goes wrong in between, and no device is ever asked twice at a time.
 */
class AkuvoxIT {

  private static final String PASSWORD = "open-sesame-4711";
  private static final String TOKEN_KEY = "key-of-the-tokens-4712";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Longer than real ones, so that nothing has them by chance. */
  private static final List<AkuvoxPerson> PERSONS =
      List.of(
          new AkuvoxPerson("Alice", "0A5B8F01C4D2", "4829137164"),
          new AkuvoxPerson("Zoë Müller", "1F00C2D47788", "9155073320"));

  private static final int SOME = 40;

  private static final Map<String, AkuvoxOptions> DEVICES =
      Map.of(
          "lobby", device(1),
          "garage", device(2).withTraits(AkuvoxTrait.UNPAGED),
          "gate", device(3).withTraits(AkuvoxTrait.ALWAYS_PAGED),
          "cellar", device(4).withTraits(AkuvoxTrait.NO_IDS, AkuvoxTrait.DIGITS),
          "berlin", device(5).withZone(ZoneId.of("Europe/Berlin")));

  @TempDir static Path plugins;
  private static PluginStack stack;
  private static ConnectRest connect;

  private String name;
  private ReadDevices devices;

  @BeforeAll
  static void start() {
    stack =
        PluginStack.start(
            plugins,
            Launch.temporarily()
                .environment("AKUVOX_PASSWORD", PASSWORD)
                .environment("TOKEN_KEY", TOKEN_KEY));
    connect = stack.connect();
  }

  @AfterAll
  static void end() {
    stack.close();
  }

  @BeforeEach
  void startDevices(TestInfo test) throws Exception {
    name = test.getTestMethod().orElseThrow().getName();
    devices = new ReadDevices(stack, name, DEVICES);
  }

  @AfterEach
  void endDevices() {
    devices.close();
  }

  @Test
  void isKilledAtRandomMomentsUnderTraffic() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("random moments, again with -Dseed=" + seed);
    Random random = new Random(seed);
    devices.read(config());
    var traffic = Executors.newSingleThreadScheduledExecutor();
    var unused =
        traffic.scheduleAtFixedRate(
            () -> devices.burst(1 + random.nextInt(3), random.nextLong()),
            0,
            300,
            TimeUnit.MILLISECONDS);
    for (int crash = 1; crash <= 3; crash++) {
      int before = devices.topics().all().size();
      devices.topics().until(events -> events.size() > before);
      Instant moment = Instant.now().plusMillis(random.nextInt(2_000));
      devices.topics().until(events -> Instant.now().isAfter(moment));
      stack.crashWorker();
    }
    traffic.shutdown();
    assertThat(traffic.awaitTermination(10, TimeUnit.SECONDS)).isTrue();

    devices.settle();
    assertThat(twins()).as("records of one second that only their IDs tell apart").isNotZero();
  }

  /** What the old tasks asked must be answered before the new ones ask. */
  @Test
  void goesOnWhenRestarted() {
    devices.read(config());
    for (int restart = 1; restart <= 3; restart++) {
      devices.burst(SOME, restart);
      connect.restart(name);
      connect.await(name, "RUNNING");
    }
    devices.burst(SOME, 4);

    devices.settle();
  }

  /** A new connector needs the registry for schemas, and the broker for everything. */
  @Test
  void goesOnWhenRegistryAndBrokerAreBack() {
    stack.registry().killHard();
    connect.create(name, config());
    devices.burst(SOME, 5);
    stack.registry().restart();
    devices.settle();

    stack.broker().killHard();
    devices.burst(SOME, 6);
    stack.broker().restart();
    devices.burst(SOME, 7);

    devices.settle();
  }

  @Test
  void saysWhatWasLostWhileItsWorkerWasDown() throws Exception {
    devices.close();
    devices =
        new ReadDevices(
            stack, name, Map.of("cleared", device(1), "overrun", device(2).withLogSize(SOME)));
    devices.read(config());
    devices.burst(SOME / 2, 8);
    devices.settle();
    List<String> expected = new ArrayList<>(devices.written());

    stack.worker().killHard();
    AkuvoxSimulator cleared = devices.device("cleared");
    cleared.clear(Log.DOORLOG);
    cleared.clear(Log.CALLLOG);
    List<AkuvoxRecord> written = new ArrayList<>(cleared.play(AkuvoxPassage.CROWD));
    devices.device("overrun").burst(10 * SOME, 9);
    stack.worker().restart();
    written.addAll(cleared.play(AkuvoxPassage.VISITOR));

    written.forEach(it -> expected.add(AkuvoxContent.of("cleared", it)));
    expected.addAll(devices.latest("overrun", Log.DOORLOG, SOME));
    expected.addAll(devices.latest("overrun", Log.CALLLOG, SOME));
    devices.topics().until(events -> devices.arrived().size() >= expected.size());
    devices.topics().all();
    assertThat(devices.arrived()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(devices.topics().notices("GAP"))
        .extracting(AkuvoxIT::told)
        .containsExactlyInAnyOrder(
            "cleared doorlog LOG_CLEARED",
            "cleared calllog LOG_CLEARED",
            "overrun doorlog RING_OVERFLOW",
            "overrun calllog RING_OVERFLOW");
  }

  @Test
  void givesEventsTheSameIdsAfterAReset() {
    devices.read(config());
    for (int part = 0; part < 4; part++) {
      devices.burst(7, part);
      devices.settle();
    }
    List<String> once = devices.eventIds();
    stop();
    JsonNode offsets = connect.offsets(name).path("offsets");
    assertThat(offsets.findValuesAsText("device"))
        .containsExactlyInAnyOrderElementsOf(DEVICES.keySet());
    assertRefused("attic", Map.of("mac", ""), "attic");
    assertRefused("lobby", Map.of("mac", ""), "'doorlog.recent' is 'null'");

    connect.resetOffsets(name);
    connect.resume(name);

    devices.topics().until(events -> devices.eventIds().size() >= 2 * once.size());
    assertThat(devices.eventIds()).hasSize(2 * once.size());
    assertThat(Set.copyOf(devices.eventIds())).isEqualTo(Set.copyOf(once));
  }

  @Test
  void validationTellsAllErrorsAtOnce() {
    Map<String, String> bad = config();
    bad.put("devices", "lobby,attic");
    bad.put("credentials.default.password", "${env:NOBODY_SET_THIS}");
    bad.put("log.method", "put");
    bad.put("log.time.zone", "Mars/Olympus");
    bad.put("inputs.tamper", "A");

    assertThatThrownBy(() -> connect.create(name, bad))
        .isInstanceOf(ConnectRest.Refused.class)
        .hasMessageContaining("devices.attic.url")
        .hasMessageContaining("credentials.default.password: its ${")
        .hasMessageContaining("put")
        .hasMessageContaining("Mars/Olympus")
        .hasMessageContaining("inputs.poll=true");
    assertThat(connect.validate(bad).path("error_count").asInt()).isGreaterThanOrEqualTo(5);
  }

  /** A device that does not know our address does not ask for a password either. */
  @Test
  void validationReportsEveryDeviceWhenAsked() throws Exception {
    devices.close();
    devices =
        new ReadDevices(
            stack,
            name,
            Map.of("lobby", device(1), "strict", device(2).withWhitelist("192.0.2.7")));
    devices.device("lobby").burst(SOME, 10);
    Map<String, String> config = config();
    config.put("validate.devices", "true");

    JsonNode answer = connect.validate(config);

    assertThat(Validation.option(answer, "validate.devices").path("recommended_values").toString())
        .contains("lobby: ", "doorlog readable", "calllog readable")
        .contains("R29S, MAC 0C:11:05:00:00:01", "clock differs by", "authenticates by");
    assertThat(Validation.option(answer, "devices").path("errors").toString())
        .contains("strict: ", "status 403", "white list")
        .doesNotContain("lobby");
    devices.assertAsked();
  }

  @Test
  void keepsSecretsToItself() throws Exception {
    Map<String, String> config = config();
    config.put("validate.devices", "true");
    devices.read(config);
    for (AkuvoxPerson person : PERSONS) {
      for (AkuvoxPassage passage : AkuvoxPassage.values()) {
        devices.device("lobby").play(passage, person);
        devices.device("cellar").play(passage, person);
      }
    }
    devices.settle();
    String metrics = WorkerMetrics.names(stack.worker());
    stop();
    String answers =
        String.join(
            "\n",
            connect.config(name).toString(),
            connect.status(name).toString(),
            connect.offsets(name).toString(),
            connect.validate(config).toString());
    String log = Files.readString(stack.worker().log());
    String topics = EveryTopic.text(stack.broker().bootstrapServers());
    assertThat(answers).contains("${env:AKUVOX_PASSWORD}", "doorlog.recent");
    assertThat(topics).contains("${env:AKUVOX_PASSWORD}", "Private PIN");
    assertThat(metrics).contains("source-task-metrics", name);
    assertThat(List.of(answers, log, topics, metrics))
        .allSatisfy(
            text -> {
              assertThat(text).doesNotContain(PASSWORD, TOKEN_KEY, "33333333");
              assertThat(text).doesNotContainIgnoringCase("DEADBEEF").doesNotContain("\"000000\"");
              for (AkuvoxPerson person : PERSONS) {
                assertThat(text).doesNotContain(person.pin());
                assertThat(text).doesNotContainIgnoringCase(person.card());
              }
            });
  }

  /**
   * A device that is as frail as real ones, and whose clock is far from the hours that summer time
   * leaves out or repeats.
   */
  private static AkuvoxOptions device(int number) {
    return new AkuvoxOptions()
        .withMac("0C:11:05:00:00:0" + number)
        .withUser("reader", PASSWORD)
        .withPersons(PERSONS.toArray(AkuvoxPerson[]::new))
        .withStartTime(Instant.parse("2026-06-15T10:00:00Z"))
        .withServiceTime(Duration.ofMillis(20))
        .withLockUp(Duration.ofSeconds(30));
  }

  private Map<String, String> config() {
    Map<String, String> config = new HashMap<>(devices.config());
    config.put("redaction.token.key", "${env:TOKEN_KEY}");
    if (config.containsKey("devices.berlin.url")) {
      config.put("devices.berlin.time.zone", "Europe/Berlin");
    }
    return config;
  }

  private void stop() {
    connect.stop(name);
    connect.await(name, "STOPPED");
  }

  private void assertRefused(String device, Map<String, Object> offset, String reason) {
    JsonNode offsets =
        JSON.valueToTree(
            Map.of(
                "offsets",
                List.of(Map.of("partition", Map.of("device", device), "offset", offset))));
    assertThatThrownBy(() -> connect.alterOffsets(name, offsets))
        .isInstanceOf(ConnectRest.Refused.class)
        .hasMessageContaining(reason);
  }

  /** How many records have another one that says the same, but for its ID. */
  private long twins() {
    List<String> contents =
        devices.written().stream().map(it -> it.replaceFirst("ID=[0-9]+, ", "")).toList();
    return contents.size() - contents.stream().distinct().count();
  }

  private static String told(DeviceEvent gap) {
    Map<String, String> attributes = gap.getAttributes();
    return gap.getDeviceId() + " " + attributes.get("log") + " " + attributes.get("reason");
  }
}
