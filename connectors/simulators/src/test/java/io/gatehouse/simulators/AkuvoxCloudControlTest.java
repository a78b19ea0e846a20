package io.gatehouse.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.simulators.AkuvoxCloudRecord.History;
import io.vertx.core.Vertx;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The control of an Akuvox cloud over HTTP; that its requests are served at all is ReadmeTest's.
 */
class AkuvoxCloudControlTest {

  private static final String FIRST = "r00000000000000000000000000000001";
  private static final String SECOND = "r00000000000000000000000000000002";

  private final Vertx vertx = EventLoops.start(1);
  private final AkuvoxCloudSimulator cloud =
      AkuvoxCloudSimulator.start(
          new AkuvoxCloudOptions()
              .withResidences(AkuvoxResidence.numbered(1), AkuvoxResidence.numbered(2)));
  private final ControlClient control =
      new ControlClient(
          new ControlServer(
                  vertx, Map.of("akuvox-cloud", new AkuvoxCloudControl(cloud, cloud.traffic(0, 1))))
              .listen(0));

  @AfterEach
  void close() {
    cloud.close();
    EventLoops.await(vertx.close());
  }

  @Test
  void cloudIsDescribed() throws Exception {
    control.post("/akuvox-cloud/online", "{\"mac\":\"0C1106000002\",\"on\":false}");

    JsonNode description = control.get("/akuvox-cloud");

    assertThat(description.path("url").asText()).isEqualTo(cloud.url().toString());
    assertThat(description.at("/residences/0/id").asText()).isEqualTo(FIRST);
    assertThat(description.at("/residences/1/devices/0/mac").asText()).isEqualTo("0C1106000002");
    assertThat(description.at("/residences/1/devices/0/online").asBoolean(true)).isFalse();
    assertThat(description.at("/residences/0/devices/0/online").asBoolean()).isTrue();
  }

  @Test
  void recordIsWrittenWithTheTimeThatIsGiven() throws Exception {
    JsonNode written =
        control.post(
            "/akuvox-cloud/residences/" + SECOND + "/records",
            "{\"history\":\"open_door\",\"count\":2,\"fields\":"
                + "{\"open_door\":true,\"open_door_time\":\"2025-11-06 11:00:00\"}}");

    assertThat(written).hasSize(2);
    assertThat(written.get(1).path("residence").asText()).isEqualTo(SECOND);
    assertThat(written.get(1).at("/fields/open_door").isBoolean()).isTrue();
    assertThat(written.get(1).at("/fields/open_door_time").asText())
        .isEqualTo("2025-11-06 11:00:00");
    assertThat(written.get(1).at("/fields/capture_picture_url").asText()).endsWith("/2.jpg");
  }

  @Test
  void wholeJournalIsTold() throws Exception {
    control.post("/akuvox-cloud/residences/" + FIRST + "/burst", "{\"records\":1500}");
    control.post("/akuvox-cloud/residences/" + SECOND + "/passages/call", "");

    List<String> lines = control.lines("/akuvox-cloud/journal");

    assertThat(lines).hasSize(1501);
    JsonNode last = DeviceClient.JSON.readTree(lines.get(1500));
    AkuvoxCloudRecord written = cloud.journal().emitted().get(1500);
    assertThat(last.path("history").asText()).isEqualTo("call");
    assertThat(last.path("residence").asText()).isEqualTo(SECOND);
    assertThat(last.path("number").asInt()).isEqualTo(1501);
    assertThat(last.path("at").asText()).isEqualTo(written.at().toString());
    assertThat(last.path("fields")).isEqualTo(DeviceClient.JSON.readTree(written.json()));
    assertThat(control.lines("/akuvox-cloud/journal?from=1500"))
        .isEqualTo(lines.subList(1500, 1501));
    assertThat(cloud.journal().emitted())
        .filteredOn(r -> r.residence().equals(FIRST))
        .hasSize(1500);
  }

  @Test
  void faultAndTokenAreSet() throws Exception {
    control.post("/akuvox-cloud/token", "{\"token\":\"new\"}");
    control.post(
        "/akuvox-cloud/faults",
        "{\"path\":\"/%s\",\"fault\":\"code\",\"code\":\"busy\"}"
            .formatted(History.CALL.command()));

    JsonNode reply = AkuvoxCloudTest.command(cloud, History.CALL.command(), FIRST, "new");

    assertThat(reply.path("message").asText()).isEqualTo("busy");
    assertThat(control.get("/akuvox-cloud/requests")).hasSize(1);
    assertThat(control.get("/akuvox-cloud/counters").path("requests").asInt()).isEqualTo(1);
  }

  @Test
  void trafficGoesToAllResidences() throws Exception {
    control.post("/akuvox-cloud/traffic", "{\"rate\":1000}");

    Eventually.until("records come", () -> cloud.journal().emitted().size() > 100);
    assertThat(cloud.journal().emitted())
        .extracting(AkuvoxCloudRecord::residence)
        .contains(FIRST, SECOND);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "GET|/akuvox-cloud/nothing||404|no such control: GET /akuvox-cloud/nothing",
        "POST|/akuvox-cloud/residences/r3/passages/card||404|no such residence: r3",
        "POST|/akuvox-cloud/residences/r00000000000000000000000000000001/dance||404|no such control",
        "POST|/akuvox-cloud/residences/r00000000000000000000000000000001/passages/dance||400|'dance'",
        "POST|/akuvox-cloud/online|{\"mac\":\"0C\",\"on\":true}|400|no such device: 0C",
        "POST|/akuvox-cloud/token|{}|400|the body lacks token"
      })
  void mistakeIsExplained(String method, String path, String body, int status, String message)
      throws Exception {
    HttpResponse<String> response = control.send(method, path, body == null ? "" : body);

    assertThat(DeviceClient.json(response).path("error").asText()).contains(message);
    assertThat(response.statusCode()).isEqualTo(status);
  }
}
