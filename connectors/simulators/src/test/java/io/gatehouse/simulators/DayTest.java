package io.gatehouse.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The day, as whoever reads the devices and clouds over HTTP gets it. */
class DayTest {

  private static final String CARD = "CardEntered UserAuthenticated ";
  private static final String ENTRY = "Switch:true Door:opened Door:closed Switch:false ";

  /** What hangs together without saying more: keys, and the relay of the switch. */
  private static final Set<String> BESIDE =
      Set.of("DeviceState", "KeyPressed", "KeyReleased", "OutputChanged", "WaveKeyActivated");

  private final TwonFleet twon = TwonFleet.start(11, new TwonOptions());
  private final HikConnectSimulator hik =
      HikConnectSimulator.start(
          new HikConnectOptions()
              .withDevices("FR1000001", "FR1000002", "FR1000003")
              .withSubscribed(HikConnectMq.values()));
  private final AkuvoxFleet akuvox =
      AkuvoxFleet.start(3, new AkuvoxOptions().withAuthMode(AkuvoxAuthMode.NONE));
  private final AkuvoxCloudSimulator akuvoxCloud =
      AkuvoxCloudSimulator.start(new AkuvoxCloudOptions());
  private final Day day = new Day(twon.vertx(), new DayScript(building()).scenes());
  private final ControlClient control =
      new ControlClient(
          new ControlServer(twon.vertx(), Map.of("day", new DayControl(day))).listen(0));

  @AfterEach
  void close() {
    akuvoxCloud.close();
    akuvox.close();
    hik.close();
    twon.close();
  }

  @Test
  void everySceneIsInTheLogsAndQueuesInOrderAndNothingElse() throws Exception {
    JsonNode played = control.post("/day", "{\"duration\":\"PT0S\"}");

    assertThat(played.path("over").asBoolean()).isTrue();
    assertThat(log(0))
        .isEqualTo(
            CARD
                + ENTRY
                + "CodeEntered UserAuthenticated "
                + ENTRY
                + "MobKeyEntered UserAuthenticated "
                + ENTRY
                + "FingerEntered UserAuthenticated "
                + ENTRY
                + "RexActivated "
                + ENTRY
                + "CardEntered UserRejected "
                + CARD
                + ENTRY);
    assertThat(log(1))
        .isEqualTo(
            CARD + "Switch:true Door:opened Switch:false TooLong:in Door:closed TooLong:out ");
    assertThat(log(2))
        .isEqualTo(
            "CardEntered UserRejected Door:opened Unauthorized:in Door:closed Unauthorized:out ");
    assertThat(log(3)).isEqualTo("CodeEntered UserRejected ".repeat(6));
    assertThat(log(4)).isEqualTo("CodeEntered UserAuthenticated SilentAlarm " + ENTRY);
    assertThat(log(5)).isEqualTo("CardEntered UserRejected ");
    assertThat(log(6))
        .isEqualTo(
            "Call:connecting Call:ringing Call:connected DtmfEntered "
                + ENTRY
                + "Call:terminated ");
    assertThat(log(7)).isEqualTo(CARD + ENTRY);
    assertThat(log(8)).isEqualTo("Tamper:in RexActivated " + ENTRY + "Tamper:out ");
    assertThat(log(9))
        .isEqualTo(
            CARD + "Switch:true Door:opened Door:closed Door:opened Door:closed Switch:false ");
    assertThat(log(10)).isEmpty();
    assertThat(accesses()).containsExactly("FR1000001 1", "FR1000001 1", "FR1000001 0");
    assertThat(alarms()).containsExactly("FR1000002 camera 10103 1", "FR1000002 camera 10103 0");
    assertThat(doorLog(0)).containsExactly("Face Succ", "Card Succ", "Card Failed");
    assertThat(doorLog(1)).containsExactly("Private PIN Succ");
    assertThat(doorLog(2)).isEmpty();
    assertThat(history().findValuesAsText("open_door_type")).containsExactly("Unlock on SmartPlus");
    assertThat(played.findValues("records").stream().mapToInt(JsonNode::asInt).sum())
        .isEqualTo(written());
  }

  @Test
  void aPassageIsOneSession() throws Exception {
    control.post("/day", "{\"duration\":\"PT0S\"}");

    List<Integer> sessions =
        events(4).stream()
            .map(event -> event.path("params").path("session"))
            .filter(JsonNode::isInt)
            .map(JsonNode::asInt)
            .toList();
    assertThat(sessions).hasSize(5).containsOnly(sessions.get(0));
  }

  @Test
  void theStrayCardIsTheSameEverywhere() throws Exception {
    control.post("/day", "{\"duration\":\"PT0S\"}");

    String card =
        pull(HikConnectMq.RAWMSG).path("event").get(2).findPath("cardNumber").asText("none");
    assertThat(events(0).toString()).contains("\"uid\":\"" + card + "\"");
    assertThat(records(0).get(0).path("Code").asText()).isEqualTo(card);
  }

  @Test
  void scenesComeOneAfterTheOther() throws Exception {
    control.post("/day", "");

    int scenes = control.get("/day").path("scenes").size();
    for (int i = 0; i < scenes; i++) {
      day.clock().advance(Duration.ofSeconds(1));
      JsonNode now = control.get("/day");
      JsonNode scene = now.path("scenes").get(i);
      assertThat(now.path("scene")).isEqualTo(scene.path("name"));
      assertThat(scene.path("records").asInt()).isPositive();
      assertThat(scene.path("over").asBoolean()).isFalse();
      assertThat(now.path("scenes").path(i + 1).path("records").asInt()).isZero();

      day.clock().advance(Duration.ofSeconds(day.progress().get(i).scene().seconds() - 2));
      assertThat(control.get("/day").path("scenes").get(i).path("over").asBoolean()).isTrue();
      day.clock().advance(Duration.ofSeconds(1));
    }
    assertThat(control.get("/day").path("over").asBoolean()).isTrue();
  }

  @Test
  void aQuickDayIsOverAsSoonAsItIsToBe() throws Exception {
    control.post("/day", "{\"duration\":\"PT37S\"}");

    day.clock().advance(Duration.ofSeconds(12));
    JsonNode soon = control.get("/day").path("scenes");
    day.clock().advance(Duration.ofSeconds(25));

    assertThat(soon.path(1).path("over").asBoolean()).isTrue();
    assertThat(soon.path(3).path("begun").asBoolean()).isFalse();
    assertThat(control.get("/day").path("over").asBoolean()).isTrue();
  }

  @Test
  void itPlaysByItself() throws Exception {
    control.post("/day", "{\"duration\":\"PT1S\"}");

    Eventually.until("the day is over", () -> day.progress().stream().allMatch(Day.Progress::over));
  }

  @Test
  void theNextDayIsTheSame() throws Exception {
    JsonNode first = control.post("/day", "{\"duration\":\"PT0S\"}");

    JsonNode second = control.post("/day", "{\"duration\":\"PT0S\"}");

    assertThat(second).isEqualTo(first);
    assertThat(log(7)).isEqualTo((CARD + ENTRY).repeat(2));
  }

  @Test
  void aDayIsNotBegunBeforeTheLastOneIsOver() throws Exception {
    control.post("/day", "");

    var again = control.send("POST", "/day", "");

    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(again.body()).contains("being played");
  }

  @Test
  void whatWasNotBegunIsNotOver() throws Exception {
    JsonNode idle = control.get("/day");

    assertThat(idle.path("over").asBoolean()).isFalse();
    assertThat(idle.path("scene").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "POST|/day|{\"duration\":\"PT-1S\"}|400|PT-1S",
        "POST|/day|{\"duration\":\"long\"}|400|cannot be parsed to a Duration",
        "DELETE|/day||404|no such control"
      })
  void mistakeIsExplained(String method, String path, String body, int status, String message)
      throws Exception {
    var response = control.send(method, path, body == null ? "" : body);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).contains(message);
  }

  private Building building() {
    Building building = new Building();
    building.twon.addAll(twon.devices());
    building.hik.addAll(hik.devices());
    building.akuvox.addAll(akuvox.devices());
    building.akuvoxClouds.add(akuvoxCloud);
    return building;
  }

  /** The log of an intercom, as words. */
  private String log(int intercom) {
    StringBuilder log = new StringBuilder();
    for (JsonNode event : events(intercom)) {
      String type = event.path("event").asText();
      if (!BESIDE.contains(type)) {
        String state = event.path("params").path("state").asText();
        log.append(type.replaceAll("StateChanged|^DoorOpen(?=Too)|DoorOpen$|SwitchActivated$", ""))
            .append(state.isEmpty() ? "" : ":" + state)
            .append(' ');
      }
    }
    return log.toString();
  }

  private List<JsonNode> events(int intercom) {
    DeviceClient client = DeviceClient.digest(twon.device(intercom));
    long channel = client.subscribe("include=all");
    return Stream.generate(() -> client.pull(channel))
        .takeWhile(batch -> !batch.isEmpty())
        .flatMap(List::stream)
        .toList();
  }

  private List<String> accesses() {
    return stream(pull(HikConnectMq.RAWMSG).path("event"))
        .map(it -> it.findPath("deviceSerial").asText() + " " + it.findPath("authResult").asText())
        .toList();
  }

  private List<String> alarms() {
    return stream(pull(HikConnectMq.ALARM).path("alarmMsg"))
        .map(
            it ->
                "%s %s %s %s"
                    .formatted(
                        it.findPath("deviceSerial").asText(),
                        it.findPath("sourceType").asText(),
                        it.findPath("eventType").asText(),
                        it.path("alarmState").asText()))
        .toList();
  }

  private JsonNode pull(HikConnectMq mq) {
    return CloudClient.of(hik).pull(mq);
  }

  /** The door log of a device, oldest first. */
  private List<String> doorLog(int device) {
    List<String> log = new ArrayList<>();
    records(device)
        .forEach(it -> log.add(0, it.path("Type").asText() + " " + it.path("Status").asText()));
    return log;
  }

  private JsonNode records(int device) {
    return DeviceClient.anonymous(akuvox.device(device)).get("/api/doorlog/get").at("/data/item");
  }

  private JsonNode history() {
    return AkuvoxCloudTest.command(
            akuvoxCloud,
            "get_akuvox_open_door_history",
            akuvoxCloud.residences().get(0),
            akuvoxCloud.cloud().token())
        .path("result");
  }

  /** How many records there are in all, but for the start of each intercom. */
  private int written() {
    int twonEvents = twon.emitted().size() - twon.devices().size();
    int messages =
        Stream.of(HikConnectMq.values()).mapToInt(mq -> hik.journal().emitted(mq).size()).sum();
    return twonEvents + messages + akuvox.emitted().size() + akuvoxCloud.journal().emitted().size();
  }

  private static Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
