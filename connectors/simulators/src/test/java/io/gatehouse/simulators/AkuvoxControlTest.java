package io.gatehouse.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The control of Akuvox devices over HTTP; that its requests are served at all is ReadmeTest's. */
class AkuvoxControlTest {

  private static final String DEVICE = "/akuvox/devices/0C:11:05:00:00:02";
  private static final AkuvoxOptions OPEN = new AkuvoxOptions().withAuthMode(AkuvoxAuthMode.NONE);

  private final AkuvoxFleet fleet = AkuvoxFleet.start(2, OPEN);
  private final AkuvoxSimulator device = fleet.device(1);
  private final DeviceClient client = DeviceClient.anonymous(device);
  private final ControlClient control =
      new ControlClient(
          new ControlServer(
                  fleet.vertx(), Map.of("akuvox", new AkuvoxControl(fleet, fleet.traffic(0, 1))))
              .listen(0));

  @AfterEach
  void close() {
    fleet.close();
  }

  @Test
  void devicesAreListed() throws Exception {
    JsonNode devices = control.get("/akuvox/devices");

    assertThat(devices).hasSize(2);
    assertThat(control.get(DEVICE).path("mac")).isEqualTo(devices.get(1).path("mac"));
    assertThat(devices.get(1).path("url").asText()).isEqualTo(device.url().toString());
  }

  @Test
  void recordIsWrittenWithTheDateThatIsGiven() throws Exception {
    JsonNode written =
        control.post(
            DEVICE + "/records",
            "{\"log\":\"doorlog\",\"fields\":{\"Date\":\"2025-11-06\",\"Type\":\"Iris\"},\"count\":2}");

    assertThat(written).hasSize(2);
    assertThat(written.get(1).path("number").asInt()).isEqualTo(2);
    assertThat(written.get(1).path("id").asText()).isEqualTo("2");
    JsonNode item = client.get("/api/doorlog/get").at("/data/item/0");
    assertThat(item).isEqualTo(written.get(1).path("fields"));
    assertThat(item.path("Date").asText()).isEqualTo("2025-11-06");
    assertThat(fleet.device(0).journal().emitted()).isEmpty();
  }

  /** More than a log holds, and more than is sent at once. */
  @Test
  void wholeJournalIsToldDeviceByDevice() throws Exception {
    fleet.burst(2500, 1);

    List<String> lines = control.lines("/akuvox/journal");

    assertThat(lines).hasSize(5000);
    AkuvoxRecord last = device.journal().emitted().get(2499);
    JsonNode told = DeviceClient.JSON.readTree(lines.get(4999));
    assertThat(told.path("mac").asText()).isEqualTo("0C:11:05:00:00:02");
    assertThat(told.path("log").asText()).isEqualTo(last.log().target());
    assertThat(told.path("number").asInt()).isEqualTo(2500);
    assertThat(told.path("id").asText()).isEqualTo(last.id());
    assertThat(told.path("at").asText()).isEqualTo(last.at().toString());
    assertThat(told.path("fields")).isEqualTo(DeviceClient.JSON.valueToTree(last.fields()));
    assertThat(control.get(DEVICE + "/journal?from=2400&limit=1000")).hasSize(100);
    assertThat(control.get(DEVICE + "/journal")).hasSize(1000);
  }

  @Test
  void logIsClearedAndTheOtherKept() throws Exception {
    device.play(AkuvoxPassage.VISITOR);

    control.post(DEVICE + "/clear", "{\"log\":\"doorlog\"}");

    assertThat(AkuvoxLogTest.ids(client.get("/api/doorlog/get"))).isEmpty();
    assertThat(AkuvoxLogTest.ids(client.get("/api/calllog/get"))).hasSize(1);
    assertThat(control.get("/akuvox/counters").path("emitted").asInt()).isEqualTo(2);
  }

  @Test
  void requestsAndActuationsAreTold() throws Exception {
    client.get("/api/relay/trig?mode=1&num=2&level=1&delay=0");

    assertThat(control.get(DEVICE + "/requests").get(0).path("path").asText())
        .isEqualTo("/api/relay/trig");
    assertThat(control.get(DEVICE + "/actuations").get(0).path("target").asText())
        .isEqualTo("relay/2");
  }

  @Test
  void deviceBecomesFrail() throws Exception {
    control.post(DEVICE + "/lock-ups", "{\"duration\":\"PT1H\"}");
    device.faults().add("/api/doorlog/get", 1, Fault.delay(Duration.ofHours(1)));
    CompletableFuture<JsonNode> first = client.later("/api/doorlog/get");
    Eventually.until("the first is served", () -> device.faults().pending() == 0);
    CompletableFuture<JsonNode> second = client.later("/api/calllog/get");

    Eventually.until("the lock-up", () -> device.lockUps() == 1);

    assertThat(control.get(DEVICE).path("lockUps").asInt()).isEqualTo(1);
    assertThat(control.get("/akuvox/counters").path("lockUps").asInt()).isEqualTo(1);
    assertThat(first).isNotDone();
    assertThat(second).isNotDone();
  }

  @Test
  void inputFaultAndClockAreSet() throws Exception {
    control.post(DEVICE + "/input", "{\"port\":\"B\",\"level\":0}");
    control.post(DEVICE + "/faults", "{\"path\":\"*\",\"fault\":\"status\",\"value\":503}");
    assertThat(client.raw("/api/input/status").statusCode()).isEqualTo(503);
    control.post(DEVICE + "/clock", "{\"advance\":\"PT1H\"}");

    assertThat(client.get("/api/input/status").at("/data/InputB").asInt(1)).isZero();
    assertThat(client.get("/api/system/status").at("/data/UpTime").asLong())
        .isGreaterThanOrEqualTo(Duration.ofHours(1).toSeconds());
  }

  @Test
  void deviceGoesComesBackAndIsReplaced() throws Exception {
    control.post(DEVICE + "/listening", "{\"on\":false}");
    control.post(DEVICE + "/listening", "{\"on\":true}");
    control.post(DEVICE + "/replace", "{\"mac\":\"0C:11:05:99:00:01\"}");

    assertThat(client.get("/api/system/info").at("/data/Status/MAC").asText())
        .isEqualTo("0C:11:05:99:00:01");
    assertThat(control.send("GET", DEVICE, "").statusCode()).isEqualTo(404);
  }

  @Test
  void trafficIsStarted() throws Exception {
    control.post("/akuvox/traffic", "{\"rate\":1000}");

    Eventually.until("records come", () -> fleet.emitted().size() > 100);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "GET|/devices||404|no such control: GET /devices",
        "GET|/akuvox/nothing||404|no such control: GET /akuvox/nothing",
        "GET|/akuvox/devices/0C:1||404|no such device: 0C:1",
        "POST|/akuvox/devices/0C:11:05:00:00:02||404|no such control",
        "POST|/akuvox/devices/0C:11:05:00:00:02/dance||404|no such control",
        "POST|/akuvox/devices/0C:11:05:00:00:02/passages||404|name the passage",
        "POST|/akuvox/devices/0C:11:05:00:00:02/passages/dance||400|'dance' is none of [card,",
        "POST|/akuvox/devices/0C:11:05:00:00:02/records|{\"log\":\"mail\",\"fields\":{}}|400|'mail' is none",
        "POST|/akuvox/devices/0C:11:05:00:00:02/records|{\"log\":\"doorlog\"}|400|the body lacks fields",
        "POST|/akuvox/devices/0C:11:05:00:00:02/input|{\"port\":\"D\",\"level\":0}|400|not D with 0",
        "POST|/akuvox/devices/0C:11:05:00:00:02/lock-ups|{\"duration\":\"-PT1S\"}|400|cannot last",
        "GET|/akuvox/devices/0C:11:05:00:00:02/journal?limit=-1||400|-1"
      })
  void mistakeIsExplained(String method, String path, String body, int status, String message)
      throws Exception {
    HttpResponse<String> response = control.send(method, path, body == null ? "" : body);

    assertThat(DeviceClient.json(response).path("error").asText()).contains(message);
    assertThat(response.statusCode()).isEqualTo(status);
  }
}
