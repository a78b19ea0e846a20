package io.gatehouse.plugin;

import static io.gatehouse.plugin.CommandedDoors.CONTROL;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.plugin.Outcomes.Line;
import io.gatehouse.plugin.Reckoning.Sent;
import io.gatehouse.simulators.Fault;
import io.gatehouse.stack.ConnectRest;
import io.gatehouse.stack.ConnectWorker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The built zip carries commands of a topic to doors, driven over Connect's REST API. */
class RelayIT {

  private static final int DOORS = 20;
  private static final int DOOR = 7;

  /** Who has lost a ledger takes it back after 10 s. */
  private static final Duration TWO_TURNS = Duration.ofSeconds(25);

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path plugins;
  private static RelaySite site;
  private static ConnectRest connect;

  private String name;
  private CommandedDoors doors;

  @BeforeAll
  static void start() {
    // Offsets are not committed before the end of a story.
    site = RelaySite.start(plugins, Duration.ofMinutes(1));
    connect = site.connect();
  }

  @AfterAll
  static void end() {
    site.close();
  }

  @BeforeEach
  void createConnector(TestInfo test) throws Exception {
    name = test.getTestMethod().orElseThrow().getName();
    doors = new CommandedDoors(site.stack(), name, DOORS);
    connect.create(name, doors.config(site.stack()));
    connect.await(name, "RUNNING");
  }

  @AfterEach
  void deleteConnector() {
    if (connect.connectors().toString().contains(name)) {
      connect.delete(name);
    }
    doors.close();
  }

  @Test
  void aCommandOpensItsDoorAndIsConfirmed() throws Exception {
    Sent command = doors.send(DOOR);

    List<Line> lines = doors.awaitLine(command, "CONFIRMED");

    assertThat(lines.stream().map(Line::status)).containsExactly("INTENT", "ACCEPTED", "CONFIRMED");
    assertThat(lines.get(2).outcome().getEvidence()).contains("\"active\":true");
    assertThat(lines)
        .allSatisfy(
            line -> {
              assertThat(line.outcome().getCommandId()).isEqualTo(command.command().getCommandId());
              assertThat(line.outcome().getRequestedBy()).isEqualTo("reception");
            });
    assertThat(doors.moved(command)).isEqualTo(1);
    doors.awaitAllOutcomes().mustBeRight();
  }

  /** Opened 20 of 20 doors twice in a general-purpose HTTP sink. */
  @Test
  void twentyDoorsThatOpenedBeforeTheirWorkerWasKilledStayOpenedOnce() throws Exception {
    for (int door = 0; door < DOORS; door++) {
      doors.send(door);
    }
    ConnectWorker holder = site.holder(name);
    RelaySite.await("twenty open doors", () -> doors.moved() == DOORS);

    holder.killHard();
    holder.restart();

    Reckoning reckoning = doors.awaitAllOutcomes().mustBeRight();
    System.out.println("twenty doors: " + reckoning);
    assertThat(doors.moved()).isEqualTo(DOORS);
    assertThat(reckoning.count("ACCEPTED") + reckoning.count("UNKNOWN")).isEqualTo(DOORS);
  }

  @Test
  void aReplyThatIsLostAfterTheDoorOpenedIsUnknownForEver() throws Exception {
    doors.door(DOOR).faults().add(CONTROL, 1, Fault.cut(0));
    Sent lost = doors.send(DOOR);
    assertThat(doors.awaitOutcome(lost)).isEqualTo("UNKNOWN");

    connect.restart(name);
    connect.await(name, "RUNNING");

    assertThat(doors.awaitOutcome(doors.send(DOOR))).isEqualTo("ACCEPTED");
    assertThat(doors.moved(lost)).isEqualTo(1);
    doors.awaitAllOutcomes().mustBeRight();
  }

  @Test
  void whatTheDeviceRefusesIsToldWithItsCode() throws Exception {
    doors.door(DOOR).faults().add(CONTROL, 1, Fault.error(14));
    Sent refused = doors.send(DOOR);

    List<Line> lines = doors.awaitLine(refused, "REFUSED");

    assertThat(lines.stream().map(Line::status)).containsExactly("INTENT", "REFUSED");
    assertThat(lines.get(1).outcome().getVendorCode()).isEqualTo("14");
    assertThat(doors.moved()).isZero();
    doors.awaitAllOutcomes().mustBeRight();
  }

  @Test
  void commandsOutliveTheBroker() throws Exception {
    List<Sent> some = new ArrayList<>();
    for (int door = 0; door < DOORS; door++) {
      some.add(doors.send(door));
    }
    doors.awaitOutcome(some.get(0));
    site.stack().broker().killHard();
    site.stack().broker().restart();
    for (int door = 0; door < DOORS; door++) {
      some.add(doors.send(door));
    }

    Reckoning reckoning = doors.awaitAllOutcomes().mustBeRight();
    assertThat(reckoning.moved()).isGreaterThan(DOORS);
    assertThat(doors.awaitOutcome(some.get(2 * DOORS - 1))).isEqualTo("ACCEPTED");
    assertThat(connect.status(name).at("/tasks/0/state").asText()).isEqualTo("RUNNING");
  }

  /** A worker that has just started knows no schema. */
  @Test
  void commandsWaitForTheRegistry() throws Exception {
    assertThat(doors.awaitOutcome(doors.send(DOOR))).isEqualTo("ACCEPTED");
    connect.stop(name);
    connect.await(name, "STOPPED");
    site.stack().registry().killHard();
    connect.resume(name);
    Sent command = doors.send(DOOR);
    connect.await(name, "RUNNING");
    RelaySite.pass(Duration.ofSeconds(2));
    assertThat(doors.moved()).isEqualTo(1);
    site.stack().registry().restart();

    assertThat(doors.awaitOutcome(command)).isEqualTo("ACCEPTED");
    assertThat(doors.deadLetters()).isEmpty();
    doors.awaitAllOutcomes().mustBeRight();
  }

  /** Who is asked to end waits for what it has begun. */
  @Test
  void aRestartLeavesNoCommandUnknown() throws Exception {
    for (int door = 0; door < DOORS; door++) {
      doors.send(door);
    }
    RelaySite.await("the first open door", () -> doors.moved() > 0);

    connect.restart(name);
    for (int door = 0; door < DOORS; door++) {
      doors.send(door);
    }

    Reckoning reckoning = doors.awaitAllOutcomes().mustBeRight();
    assertThat(reckoning.count("ACCEPTED")).isEqualTo(2 * DOORS);
  }

  /** They take the ledger from each other again and again. */
  @Test
  void twoConnectorsOfOneTopicOpenNoDoorTwice() throws Exception {
    connect.create("rival", doors.config(site.stack()));
    connect.await("rival", "RUNNING");
    Instant end = Instant.now().plus(TWO_TURNS);
    for (int door = 0; Instant.now().isBefore(end); door = (door + 1) % DOORS) {
      doors.send(door);
      RelaySite.pass(Duration.ofMillis(100));
    }
    connect.delete("rival");

    Reckoning reckoning = doors.awaitAllOutcomes().mustBeRight();
    assertThat(reckoning.count("ACCEPTED")).isPositive();
  }

  @Test
  void nothingIsSentWhilePausedAndNothingLateAfterwards() throws Exception {
    connect.pause(name);
    connect.await(name, "PAUSED");
    Sent shortLived = doors.send(doors.command(DOOR, Duration.ofMillis(500)));
    Sent longLived = doors.send(DOOR);
    RelaySite.pass(Duration.ofSeconds(1));
    assertThat(doors.moved()).isZero();

    connect.resume(name);

    assertThat(doors.awaitOutcome(shortLived)).isEqualTo("EXPIRED");
    assertThat(doors.awaitOutcome(longLived)).isEqualTo("ACCEPTED");
    doors.awaitAllOutcomes().mustBeRight();
  }

  @Test
  void commandsThatAreReadAgainFromTheBeginningOpenNothing() throws Exception {
    for (int door = 0; door < DOORS; door++) {
      doors.send(door);
    }
    doors.awaitAllOutcomes();
    connect.stop(name);
    connect.await(name, "STOPPED");

    connect.resetOffsets(name);
    connect.resume(name);

    assertThat(doors.awaitOutcome(doors.send(DOOR))).isEqualTo("ACCEPTED");
    doors.awaitAllOutcomes().mustBeRight();
    assertThat(doors.moved()).isEqualTo(DOORS + 1);
  }

  @Test
  void whatIsNoCommandHoldsNothingUp() throws Exception {
    doors.write("door7", "open, sesame".getBytes(UTF_8));

    assertThat(doors.awaitOutcome(doors.send(DOOR))).isEqualTo("ACCEPTED");
    RelaySite.await("a dead letter", () -> doors.deadLetters().size() == 1);
    assertThat(doors.deadLetters()).containsExactly("open, sesame");
  }

  @Test
  void validationTellsAllErrorsAtOnce() {
    Map<String, String> bad = doors.config(site.stack());
    bad.remove("allow");
    bad.remove("kafka.bootstrap.servers");
    bad.remove("errors.deadletterqueue.topic.name");
    bad.remove("topics");
    bad.put("topics.regex", "gatehouse.*");
    bad.put("devices.door1.vendor", "acme");
    bad.put("devices.door2.url", "door2.example");

    JsonNode answer = connect.validate(bad);

    assertError(answer, "allow", "missing");
    assertError(answer, "kafka.bootstrap.servers", "missing");
    assertError(answer, "errors.deadletterqueue.topic.name", "missing");
    assertError(answer, "topics.regex", "outcomes");
    assertThat(answer.toString()).contains("acme").contains("door2.example");
    assertThat(answer.path("error_count").asInt()).isGreaterThanOrEqualTo(6);
    assertThatThrownBy(() -> connect.create("bad", bad))
        .isInstanceOf(ConnectRest.Refused.class)
        .hasMessageContaining("acme")
        .hasMessageContaining("door2.example");
  }

  private static void assertError(JsonNode answer, String option, String words) {
    assertThat(Validation.option(answer, option).path("errors").toString())
        .as(option)
        .contains(words);
  }

  @Test
  void validationReportsEveryDeviceWhenAsked() {
    Map<String, String> config = doors.config(site.stack());
    config.put("validate.devices", "true");
    doors.door(DOOR).stopListening();

    JsonNode answer = connect.validate(config);

    assertThat(Validation.option(answer, "validate.devices").path("recommended_values").toString())
        .contains("door0: can be commanded: ")
        .contains("switch/1");
    assertError(answer, "devices", "door7: ");
    doors.door(DOOR).startListening();
  }

  @Test
  void showsNoPasswordAnywhere() throws Exception {
    doors.door(DOOR).faults().add(CONTROL, 1, Fault.html());
    doors.awaitOutcome(doors.send(DOOR));
    Map<String, String> config = doors.config(site.stack());
    config.put("validate.devices", "true");

    String text =
        connect.validate(config).toString()
            + connect.config(name)
            + connect.status(name)
            + EveryTopic.text(site.stack().broker().bootstrapServers());

    assertThat(text).contains("${env:DOOR_PASSWORD}").doesNotContain(RelaySite.PASSWORD);
    for (ConnectWorker worker : site.workers()) {
      assertThat(worker.logged()).doesNotContain(RelaySite.PASSWORD);
    }
  }

  /** Needs from the environment no more than its devices do. */
  @Test
  void theShippedConnectorFileOpensADoor() throws Exception {
    connect.delete(name);
    Path devices = Files.writeString(plugins.resolve("devices.yaml"), deviceFile());
    JsonNode shipped = JSON.readTree(Path.of("../../deploy/connectors/relay.json").toFile());
    Map<String, String> config =
        JSON.convertValue(shipped.path("config"), new TypeReference<>() {});
    Map<String, String> own = doors.config(site.stack());
    config.put("devices.file", devices.toString());
    config.put("credentials.twon.username", own.get("credentials.default.username"));
    config.put("credentials.twon.password", own.get("credentials.default.password"));
    for (String option :
        List.of(
            "allow",
            "topics",
            "kafka.bootstrap.servers",
            "errors.deadletterqueue.topic.name",
            "value.converter.schema.registry.url")) {
      config.put(option, own.get(option));
    }

    connect.create(name, config);

    assertThat(doors.awaitOutcome(doors.send(DOOR))).isEqualTo("ACCEPTED");
  }

  private String deviceFile() {
    return """
        devices:
          - id: door7
            vendor: twon
            url: %s
            credentials: twon
        """
        .formatted(doors.door(DOOR).url());
  }
}
