package io.gatehouse.simulators;

import static io.gatehouse.simulators.HikConnectMq.COMBINE;
import static io.gatehouse.simulators.HikConnectMq.RAWMSG;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.simulators.HikConnectMessage.State;
import io.vertx.core.Vertx;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The control of a cloud over HTTP; that its requests are served at all is ReadmeTest's. */
class HikConnectControlTest {

  private static final String DEVICE = "/hik/devices/FR1000001";

  private final Vertx vertx = EventLoops.start(1);
  private final HikConnectSimulator cloud =
      HikConnectSimulator.start(
          new HikConnectOptions().withRateLimit(0).withSubscribed(RAWMSG, COMBINE));
  private final CloudClient client = CloudClient.of(cloud);
  private final ControlClient control =
      new ControlClient(
          new ControlServer(vertx, Map.of("hik", new HikConnectControl(cloud, cloud.traffic(0, 1))))
              .listen(0));

  @AfterEach
  void close() {
    cloud.close();
    EventLoops.await(vertx.close());
  }

  @Test
  void cloudIsDescribed() throws Exception {
    cloud.play(HikConnectPassage.CARD);

    JsonNode description = control.get("/hik");

    assertThat(description.path("url").asText()).isEqualTo(cloud.url().toString());
    assertThat(description.at("/queues/rawmsg/waiting").asInt()).isEqualTo(1);
    assertThat(description.at("/queues/alarm/subscribed").asBoolean(true)).isFalse();
    assertThat(description.at("/devices/1/serial").asText()).isEqualTo("FR1000002");
    assertThat(description.at("/counters/emitted").asInt()).isEqualTo(1);
  }

  @Test
  void emittedMessageIsReturned() throws Exception {
    JsonNode emitted =
        control.post(
            "/hik/messages",
            "{\"queue\":\"combine\",\"message\":{\"eventId\":\"e1\",\"eventType\":\"1\"},"
                + "\"count\":2}");

    assertThat(emitted).hasSize(2);
    assertThat(emitted.get(1).path("id").asText()).isEqualTo("e1");
    assertThat(emitted.get(1).path("state").asText()).isEqualTo("WAITING");
    assertThat(emitted.get(1).at("/message/eventType").asText()).isEqualTo("1");
    assertThat(CloudClient.ids(COMBINE, client.pull(COMBINE))).containsExactly("e1", "e1");
  }

  @Test
  void passageIsPlayedWithTraits() throws Exception {
    JsonNode played =
        control.post(DEVICE + "/passages/face", "{\"traits\":[\"lost\",\"combine\",\"record\"]}");

    assertThat(played).hasSize(1);
    assertThat(played.get(0).path("type").asText()).isEqualTo("80093");
    assertThat(control.get("/hik/counters").path("records").asInt()).isEqualTo(1);
    assertThat(cloud.journal().emitted(RAWMSG)).isEmpty();
  }

  @Test
  void journalTellsWhatBecameOfEachMessage() throws Exception {
    control.post("/hik/burst", "{\"queue\":\"rawmsg\",\"messages\":1300,\"seed\":1}");
    client.complete(RAWMSG, client.pull(RAWMSG));
    client.pull(RAWMSG);
    control.post(DEVICE + "/passages/motion", "");

    List<String> lines = control.lines("/hik/journal");

    assertThat(lines).hasSize(1301);
    JsonNode combine = DeviceClient.JSON.readTree(lines.get(0));
    JsonNode completed = DeviceClient.JSON.readTree(lines.get(300));
    JsonNode delivered = DeviceClient.JSON.readTree(lines.get(301));
    assertThat(combine.path("queue").asText()).isEqualTo("combine");
    assertThat(completed.path("completed").asBoolean()).isTrue();
    assertThat(completed.path("deliveries").asInt()).isEqualTo(1);
    assertThat(delivered.path("state").asText()).isEqualTo("DELIVERED");
    assertThat(delivered.path("id").asText())
        .isEqualTo(cloud.journal().emitted(RAWMSG).get(300).id());
    assertThat(control.get("/hik/counters").path("uncompleted").asInt()).isEqualTo(1);
  }

  @Test
  void journalOfOneQueueFromSomewhere() throws Exception {
    cloud.burst(RAWMSG, 5, 1);
    cloud.burst(COMBINE, 5, 1);

    assertThat(control.lines("/hik/journal?queue=rawmsg&from=3")).hasSize(2);
  }

  @Test
  void requestIsHeldAndReleased() throws Exception {
    String path = RAWMSG.messages();
    control.post("/hik/holds", "{\"path\":\"%s\",\"moment\":\"before\"}".formatted(path));
    CompletableFuture<HttpResponse<String>> held = client.later(path, "{}");

    control.get("/hik/holds?path=" + path);

    assertThat(control.get("/hik").path("held").path(path).asInt()).isEqualTo(1);
    assertThat(held).isNotDone();
    control.delete("/hik/holds?path=" + path);
    assertThat(held.join().statusCode()).isEqualTo(200);
  }

  @Test
  void faultWithACodeIsSet() throws Exception {
    control.post("/hik/faults", "{\"path\":\"*\",\"fault\":\"code\",\"code\":\"VMS000009\"}");

    assertThat(client.error(RAWMSG.messages(), "{}")).isEqualTo("VMS000009");
  }

  @Test
  void subscriptionAndTokenEnd() throws Exception {
    control.post("/hik/lapse", "{\"queue\":\"rawmsg\"}");
    assertThat(client.error(RAWMSG.messages(), "{}")).isEqualTo("OPEN000016");

    control.delete("/hik/token");

    assertThat(client.error(RAWMSG.messages(), "{}")).isEqualTo("OPEN000006");
  }

  @Test
  void deliveredMessagesComeOnceMore() throws Exception {
    cloud.play(HikConnectPassage.CARD);
    client.complete(RAWMSG, client.pull(RAWMSG));

    control.post("/hik/redeliver", "{\"queue\":\"rawmsg\"}");

    assertThat(client.pull(RAWMSG).path("event")).hasSize(1);
    assertThat(cloud.journal().emitted(RAWMSG).get(0).deliveries()).isEqualTo(2);
  }

  @Test
  void deviceGoesOfflineAndComesBack() throws Exception {
    control.post(DEVICE + "/online", "{\"on\":false}");
    assertThat(control.post(DEVICE + "/passages/card", "")).isEmpty();

    assertThat(control.post(DEVICE + "/online", "{\"on\":true}")).hasSize(1);
  }

  @Test
  void trafficIsStartedForSomeQueues() throws Exception {
    control.post("/hik/traffic", "{\"rate\":1000,\"queues\":[\"rawmsg\"]}");

    Eventually.until("messages come", () -> cloud.journal().emitted(RAWMSG).size() > 50);
    assertThat(cloud.journal().emitted(COMBINE)).isEmpty();
  }

  @Test
  void clockIsMoved() throws Exception {
    cloud.play(HikConnectPassage.CARD);

    control.post("/hik/clock", "{\"advance\":\"P3D\"}");

    assertThat(cloud.journal().emitted(RAWMSG).get(0).state()).isEqualTo(State.DROPPED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "GET|/devices||404|no such control: GET /devices",
        "GET|/hik/nothing||404|no such control: GET /hik/nothing",
        "POST|/hik/devices/FR9/passages/card||404|no such device: FR9",
        "POST|/hik/devices/FR1000001/dance||404|no such control of a device: dance",
        "POST|/hik/devices/FR1000001/passages||404|name the passage",
        "POST|/hik/devices/FR1000001/passages/dance||400|'dance' is none of [card,",
        "POST|/hik/messages|{\"queue\":\"mail\",\"message\":{}}|400|'mail' is none of [alarm,",
        "POST|/hik/messages|{\"queue\":\"alarm\"}|400|the body lacks message",
        "POST|/hik/faults|{\"path\":\"*\",\"fault\":\"code\"}|400|fault code cannot have the code null",
        "DELETE|/hik/holds?path=/a||400|requests to /a are not held",
        "GET|/hik/holds||400|the query lacks path",
        "POST|/hik/records|[]|400|a record is an object"
      })
  void mistakeIsExplained(String method, String path, String body, int status, String message)
      throws Exception {
    HttpResponse<String> response = control.send(method, path, body == null ? "" : body);

    assertThat(DeviceClient.json(response).path("error").asText()).contains(message);
    assertThat(response.statusCode()).isEqualTo(status);
  }
}
