package io.gatehouse.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.events.DeviceEvent;
import io.gatehouse.simulators.AkuvoxCloudOptions;
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
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * The built zip reads Akuvox devices and residences of the Akuvox cloud: every record of their logs
 * is in the topics once, whatever goes wrong in between, and no device is asked twice at a time.
 */
class AkuvoxIT {

  private static final String PASSWORD = "open-sesame-4711";
  private static final String TOKEN = "ac45e846ca23ab42c9ae469d988ae32a9";
  private static final String TOKEN_KEY = "key-of-the-tokens-4712";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Longer than real ones, so that nothing has them by chance. */
  private static final List<AkuvoxPerson> PERSONS =
      List.of(
          new AkuvoxPerson("Alice", "0A5B8F01C4D2", "4829137164"),
          new AkuvoxPerson("Zoë Müller", "1F00C2D47788", "9155073320"));

  private static final int SOME = 40;

  /** Far from the hours that summer time leaves out or repeats. */
  private static final Instant SUMMER = Instant.parse("2026-06-15T10:00:00Z");

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
                .environment("AKUVOX_TOKEN", TOKEN)
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
    try (ReadResidences residences = residences()) {
      devices.read();
      residences.read();
      Traffic traffic = new Traffic(seed, devices, residences);
      for (int crash = 1; crash <= 3; crash++) {
        int before = devices.topics().all().size();
        devices.topics().until(events -> events.size() > before);
        Instant moment = Instant.now().plusMillis(random.nextInt(2_000));
        devices.topics().until(events -> Instant.now().isAfter(moment));
        stack.crashWorker();
      }
      traffic.close();

      devices.settle();
      residences.settle();
      assertThat(twins()).as("records of one second that only their IDs tell apart").isNotZero();
      assertThat(residences.second()).as("pictures that came late").isNotEmpty();
    }
  }

  /** What the old tasks asked must be answered before the new ones ask. */
  @Test
  void goesOnWhenRestarted() {
    devices.read();
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
  void goesOnWhenRegistryAndBrokerAreBack() throws Exception {
    try (ReadResidences residences = residences()) {
      stack.registry().killHard();
      connect.create(name, devices.config());
      connect.create(residences.name(), residences.config());
      burst(5, devices, residences);
      stack.registry().restart();
      devices.settle();
      residences.settle();

      stack.broker().killHard();
      burst(6, devices, residences);
      stack.broker().restart();
      burst(7, devices, residences);

      devices.settle();
      residences.settle();
    }
  }

  @Test
  void saysWhatWasLostWhileItsWorkerWasDown() throws Exception {
    devices.close();
    devices =
        new ReadDevices(
            stack, name, Map.of("cleared", device(1), "overrun", device(2).withLogSize(SOME)));
    devices.read();
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
    devices.topics().until(events -> devices.records().size() >= expected.size());
    devices.topics().all();
    assertThat(devices.records())
        .extracting(AkuvoxContent::of)
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(devices.topics().notices("GAP"))
        .extracting(AkuvoxIT::told)
        .containsExactlyInAnyOrder(
            "cleared doorlog LOG_CLEARED",
            "cleared calllog LOG_CLEARED",
            "overrun doorlog RING_OVERFLOW",
            "overrun calllog RING_OVERFLOW");
  }

  @Test
  void givesEventsTheSameIdsAfterAReset() throws Exception {
    devices.read();
    assertSameIdsAfterAReset(devices);
    try (ReadResidences residences = residences()) {
      residences.read();
      assertSameIdsAfterAReset(residences);
    }
  }

  @Test
  void showsItsOffsetsAndRefusesBadOnes() {
    devices.read();
    devices.burst(SOME, 11);
    devices.settle();
    stop(name);

    assertThat(connect.offsets(name).path("offsets").findValuesAsText("device"))
        .containsExactlyInAnyOrderElementsOf(DEVICES.keySet());
    assertRefused("attic", Map.of("mac", ""), "attic");
    assertRefused("lobby", Map.of("mac", ""), "'doorlog.recent' is 'null'");
  }

  @Test
  void validationTellsAllErrorsAtOnce() {
    Map<String, String> bad = devices.config();
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

  @Test
  void validationTellsAllErrorsOfACloudAtOnce() throws Exception {
    try (ReadResidences residences = residences()) {
      Map<String, String> bad = residences.config();
      bad.remove("account.url");
      bad.put("account.token", "Bearer " + TOKEN);
      bad.put("residences", "r 1");
      bad.put("history.time.zone", "Mars/Olympus");

      assertThatThrownBy(() -> connect.create(residences.name(), bad))
          .isInstanceOf(ConnectRest.Refused.class)
          .hasMessageContaining("account.url: missing")
          .hasMessageContaining("account.token: begins with the word Bearer")
          .hasMessageContaining("'r 1' is no id")
          .hasMessageContaining("Mars/Olympus");
    }
  }

  @Test
  void validationReportsEveryResidenceWhenAsked() throws Exception {
    try (ReadResidences residences = residences()) {
      residences.burst(SOME, 12);
      Map<String, String> config = residences.config();
      config.put("residences", "r1,r3");
      config.put("validate.devices", "true");

      JsonNode answer = connect.validate(config);

      assertThat(
              Validation.option(answer, "validate.devices").path("recommended_values").toString())
          .contains("r1: open_door_history has ", "r1: lists 1 devices: Front Door");
      assertThat(Validation.option(answer, "account.url").path("errors").toString())
          .contains("r3: ", "unknown residence")
          .doesNotContain("r1");
    }
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
    Map<String, String> config = devices.config();
    config.put("validate.devices", "true");

    JsonNode answer = connect.validate(config);

    assertThat(Validation.option(answer, "validate.devices").path("recommended_values").toString())
        .contains("lobby: ", "doorlog readable", "calllog readable")
        .contains("R29S, MAC 0C:11:05:00:00:01", "clock differs by", "authenticates by");
    assertThat(Validation.option(answer, "devices").path("errors").toString())
        .contains("strict: ", "is forbidden", "white list")
        .doesNotContain("lobby");
    devices.assertAskedInTurn();
  }

  /** Who asks and who reads must wait for each other. */
  @Test
  void validationTakesTurnsWithReading() {
    devices.read();
    Map<String, String> config = devices.config();
    config.put("validate.devices", "true");
    for (int time = 1; time <= 5; time++) {
      devices.burst(SOME, time);
      JsonNode findings = Validation.option(connect.validate(config), "validate.devices");
      assertThat(findings.path("recommended_values").size()).isEqualTo(5 * DEVICES.size());
    }

    devices.settle();
  }

  @Test
  void keepsSecretsToItself() throws Exception {
    try (ReadResidences residences = residences()) {
      devices.read();
      residences.read();
      for (AkuvoxPerson person : PERSONS) {
        for (AkuvoxPassage passage : AkuvoxPassage.values()) {
          devices.device("lobby").play(passage, person);
          devices.device("cellar").play(passage, person);
        }
      }
      residences.burst(SOME, 13);
      devices.settle();
      residences.settle();

      String metrics = WorkerMetrics.names(stack.worker());
      String answers = answers(devices) + answers(residences);
      String log = Files.readString(stack.worker().log());
      String topics = EveryTopic.text(stack.broker().bootstrapServers());
      assertThat(metrics).contains("source-task-metrics", name);
      assertThat(answers).contains("${env:AKUVOX_PASSWORD}", "${env:AKUVOX_TOKEN}", "recent");
      assertThat(topics).contains("${env:AKUVOX_PASSWORD}", "Private PIN", "Front Door");
      assertThat(List.of(metrics, answers, log, topics)).allSatisfy(AkuvoxIT::assertNoSecret);
    }
  }

  /** All that a worker tells of a connector, which is stopped for that. */
  private static String answers(ReadLogs logs) {
    Map<String, String> config = logs.config();
    config.put("validate.devices", "true");
    stop(logs.name());
    return Stream.of(
            connect.config(logs.name()),
            connect.status(logs.name()),
            connect.offsets(logs.name()),
            connect.validate(config))
        .map(JsonNode::toString)
        .collect(Collectors.joining("\n"));
  }

  private static void assertNoSecret(String text) {
    assertThat(text)
        .doesNotContain(PASSWORD, TOKEN, TOKEN_KEY, "33333333", "\"000000\"")
        .doesNotContainIgnoringCase("DEADBEEF");
    for (AkuvoxPerson person : PERSONS) {
      assertThat(text).doesNotContain(person.pin()).doesNotContainIgnoringCase(person.card());
    }
  }

  /** Read in parts and read as a whole, a record has the same id. */
  private static void assertSameIdsAfterAReset(ReadLogs logs) {
    for (int part = 0; part < 4; part++) {
      logs.burst(7, part);
      logs.settle();
    }
    Set<String> once = Set.copyOf(eventIds(logs));
    stop(logs.name());

    connect.resetOffsets(logs.name());
    connect.resume(logs.name());

    int twice = eventIds(logs).size() + logs.written().size();
    logs.topics().until(events -> eventIds(logs).size() >= twice);
    assertThat(Set.copyOf(eventIds(logs))).isEqualTo(once);
  }

  private static List<String> eventIds(ReadLogs logs) {
    return logs.records().stream().map(Exactness::eventId).toList();
  }

  private ReadResidences residences() throws Exception {
    var options =
        new AkuvoxCloudOptions()
            .withToken(TOKEN)
            .withStartTime(SUMMER)
            .withPictureDelay(Duration.ofSeconds(1));
    return new ReadResidences(stack, name + "InTheCloud", options);
  }

  private static void burst(long seed, ReadLogs... logs) {
    for (ReadLogs some : logs) {
      some.burst(SOME, seed);
    }
  }

  /** A device that is as frail as real ones. */
  private static AkuvoxOptions device(int number) {
    return new AkuvoxOptions()
        .withMac("0C:11:05:00:00:0" + number)
        .withUser("reader", PASSWORD)
        .withPersons(PERSONS.toArray(AkuvoxPerson[]::new))
        .withStartTime(SUMMER)
        .withServiceTime(Duration.ofMillis(20))
        .withLockUp(Duration.ofSeconds(30));
  }

  private static void stop(String connector) {
    connect.stop(connector);
    connect.await(connector, "STOPPED");
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
