package io.gatehouse.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The control of a fleet over HTTP; that its requests are served at all is ReadmeTest's. */
class ControlServerTest {

  private static final String DEVICE = "/devices/54-0000-0002";

  private final TwonFleet fleet = TwonFleet.start(2, new TwonOptions());
  private final TwonSimulator device = fleet.device(1);
  private final ControlClient control =
      new ControlClient(
          new ControlServer(fleet.vertx(), Map.of("", new TwonControl(fleet, fleet.traffic(0, 1))))
              .listen(0));

  @AfterEach
  void close() {
    fleet.close();
  }

  @Test
  void devicesAreListed() throws Exception {
    JsonNode devices = control.get("/devices");

    assertThat(devices).hasSize(2);
    assertThat(control.get(DEVICE).path("serialNumber"))
        .isEqualTo(devices.get(1).path("serialNumber"));
    assertThat(devices.get(1).path("url").asText()).isEqualTo(device.url().toString());
  }

  @Test
  void emittedEventIsReturned() throws Exception {
    JsonNode emitted =
        control.post(
            DEVICE + "/events", "{\"type\":\"KeyPressed\",\"params\":{\"key\":\"5\"},\"count\":2}");

    assertThat(emitted).hasSize(2);
    TwonEvent second = device.journal().emitted().get(2);
    assertThat(emitted.get(1).path("id").asLong()).isEqualTo(second.id());
    assertThat(emitted.get(1).path("utcTime").asLong()).isEqualTo(second.utcTime());
    assertThat(emitted.get(1).path("params").toString()).isEqualTo("{\"key\":\"5\"}");
    assertThat(fleet.device(0).journal().emitted()).hasSize(1);
  }

  @Test
  void journalIsPagedAndStreamed() throws Exception {
    fleet.burst(2500, 1);

    assertThat(control.get(DEVICE + "/journal?from=2400&limit=1000")).hasSize(101);
    assertThat(control.get(DEVICE + "/journal")).hasSize(1000);
    List<String> lines = control.lines("/journal");
    assertThat(lines).hasSize(5002);
    JsonNode last = DeviceClient.JSON.readTree(lines.get(5001));
    assertThat(last.path("serialNumber").asText()).isEqualTo("54-0000-0002");
    assertThat(last.path("id").asLong()).isEqualTo(2501);
  }

  @Test
  void requestsAndActuationsAreTold() throws Exception {
    DeviceClient.digest(device).result("/api/switch/ctrl?switch=2&action=on");

    assertThat(control.get(DEVICE + "/requests")).hasSize(2);
    JsonNode actuation = control.get(DEVICE + "/actuations").get(0);
    assertThat(actuation.path("target").asText()).isEqualTo("switch/2");
    assertThat(actuation.path("action").asText()).isEqualTo("on");
    assertThat(control.get("/counters").path("actuations").asInt()).isEqualTo(1);
  }

  @Test
  void faultIsSet() throws Exception {
    control.post(DEVICE + "/faults", "{\"path\":\"*\",\"fault\":\"status\",\"value\":503}");

    assertThat(DeviceClient.digest(device).raw("/api/log/caps").statusCode()).isEqualTo(503);
    assertThat(DeviceClient.digest(device).raw("/api/log/caps").statusCode()).isEqualTo(200);
  }

  @Test
  void deviceGoesAndComesBack() throws Exception {
    control.post(DEVICE + "/listening", "{\"on\":false}");
    control.post(DEVICE + "/listening", "{\"on\":true}");

    assertThat(DeviceClient.digest(device).result("/api/log/caps")).isNotEmpty();
  }

  @Test
  void trafficIsStarted() throws Exception {
    control.post("/traffic", "{\"rate\":1000}");

    Eventually.until("events come", () -> fleet.emitted().size() > 100);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "GET|/nothing||404|no such control: GET /nothing",
        "GET|/devices/54-1||404|no such device: 54-1",
        "POST|/devices/54-0000-0002/dance||404|no such control",
        "POST|/devices/54-0000-0002/passages||404|name the passage",
        "POST|/devices/54-0000-0002/passages/dance||400|'dance' is none of [card,",
        "POST|/devices/54-0000-0002/events|{}|400|the body lacks type",
        "POST|/devices/54-0000-0002/events|{|400|Unexpected end-of-input",
        "POST|/devices/54-0000-0002/clock|{}|400|say what to do",
        "POST|/devices/54-0000-0002/clock|{\"set\":\"noon\"}|400|'noon' could not be parsed",
        "POST|/devices/54-0000-0002/faults|{\"fault\":\"error\",\"value\":99,\"path\":\"*\"}|400|99",
        "GET|/devices/54-0000-0002/journal?from=x||400|x",
        "GET|/devices/54-0000-0002/journal?limit=-1||400|-1",
        "POST|/traffic|{\"rate\":-1}|400|-1.0"
      })
  void mistakeIsExplained(String method, String path, String body, int status, String message)
      throws Exception {
    HttpResponse<String> response = control.send(method, path, body == null ? "" : body);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(DeviceClient.json(response).path("error").asText()).contains(message);
  }
}
