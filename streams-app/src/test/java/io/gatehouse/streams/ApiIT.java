package io.gatehouse.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.events.AlarmEvent;
import io.gatehouse.events.Incident;
import io.gatehouse.events.Topics;
import io.gatehouse.stack.ChildJvm;
import io.gatehouse.stack.Ports;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two instances, over twelve devices that open a door and one that is forced. */
class ApiIT {

  private static final int DEVICES = 12;
  private static final List<ApiClient> APIS = new ArrayList<>();
  private static final List<ChildJvm> APPS = new ArrayList<>();

  @TempDir static Path directory;
  private static AppStack stack;
  private static Topics topics;

  private static int minute;

  @BeforeAll
  static void start() throws ExecutionException, InterruptedException {
    stack = new AppStack(directory);
    topics = stack.topics("api.");
    for (String name : List.of("one", "two")) {
      int port = Ports.free();
      APIS.add(new ApiClient(port));
      APPS.add(
          stack.startApp(
              name,
              stack.options(
                  "api.", Map.of("application.id", "api", "api.listen", "127.0.0.1:" + port))));
    }
    List<SpecificRecord> events = new ArrayList<>();
    for (int i = 0; i < DEVICES; i++) {
      Events device = Events.of("twon", "device-" + i, "HQ", "zone");
      events.add(device.granted("08:00:00", "Ann"));
      events.add(device.door("08:00:01", "OPENED"));
      events.add(device.door("08:00:05", "CLOSED"));
    }
    stack.write(topics, events);
    stack.write(topics, List.of(forced("device-0")));
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @BeforeEach
  void bothHaveTheirPart() throws InterruptedException {
    for (ApiClient api : APIS) {
      api.await("/doors", answer -> doors(answer) == DEVICES && has(answer, "complete\":true"));
      api.await("/incidents?device=device-0", answer -> has(answer, "forced-door"));
      assertThat(doors(api.get("/doors", "Gatehouse-Forwarded", "true"))).isBetween(1, DEVICES - 1);
    }
  }

  @Test
  void anyInstanceAnswersForAll() {
    for (int i = 0; i < DEVICES; i++) {
      String door = "/doors/device-" + i + "/Door%20of%20device-" + i;

      JsonObject answer = APIS.get(0).json(door);

      assertThat(answer.getJsonObject("door").getString("lastPersonName")).isEqualTo("Ann");
      assertThat(answer.getJsonObject("lastPassage").getString("openedAt"))
          .isEqualTo("2026-11-20T08:00:01.000Z");
      assertThat(APIS.get(1).json(door)).isEqualTo(answer);
      assertThat(APIS.get(1).json("/devices/device-" + i))
          .isEqualTo(APIS.get(0).json("/devices/device-" + i));
    }
    JsonArray open =
        APIS.get(0).json("/doors/device-0/Door%20of%20device-0").getJsonArray("openIncidents");
    String incident = "/incidents/" + open.getJsonObject(0).getString("incidentId");
    assertThat(APIS.get(0).json(incident)).isEqualTo(open.getJsonObject(0));
    assertThat(APIS.get(1).json(incident)).isEqualTo(open.getJsonObject(0));
  }

  @Test
  void answersAsItIsDescribed() {
    ApiClient api = APIS.get(0);
    Description description = new Description(api.get("/openapi.yaml").body());
    String incidentId =
        api.json("/incidents?rule=forced-door")
            .getJsonArray("incidents")
            .getJsonObject(0)
            .getString("incidentId");
    Map<String, String> examples =
        Map.of(
            "/doors/{deviceId}/{door}", "/doors/device-0/Door%20of%20device-0",
            "/devices/{deviceId}", "/devices/device-0",
            "/incidents/{incidentId}", "/incidents/" + incidentId);
    String there = api.json("/nothing").getString("error").split("there are ", -1)[1];

    assertThat(description.paths()).isEqualTo(new TreeSet<>(List.of(there.split(" ", -1))));
    for (String path : description.paths()) {
      if (path.equals("/events")) {
        continue; // It has no end; followed below.
      }
      HttpResponse<String> answer = api.get(examples.getOrDefault(path, path));
      Map<String, Object> content = description.content(path, answer.statusCode());
      String type = answer.headers().firstValue("Content-Type").orElseThrow().split(";", -1)[0];
      assertThat(content).containsOnlyKeys(type);
      if (type.equals("application/json")) {
        Object schema = ((Map<?, ?>) content.get(type)).get("schema");
        description.check(path, schema, new JsonObject(answer.body()));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /nothing, 404",
    "GET, /doors/, 404",
    "POST, /doors, 405",
    "DELETE, /incidents/1, 405",
    "GET, /doors/device-0/nothing, 404",
    "GET, /devices/nothing, 404",
    "GET, /incidents/nothing, 404",
    "GET, /incidents?status=open, 400",
    "GET, /incidents?state=OPEN, 400"
  })
  void refusesWithASentence(String method, String path, int status) {

    HttpResponse<String> answer = APIS.get(0).ask(method, path);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(new JsonObject(answer.body()).getString("error")).isNotBlank();
  }

  @Test
  void followersGoOnWhereTheyWereAtAnyInstance() throws Exception {
    String lastId;
    try (EventStream one = new EventStream(APIS.get(0), null)) {
      stack.write(topics, List.of(forced("device-1")));
      assertThat(one.contentType()).isEqualTo("text/event-stream");
      assertThat(devices(one.next(1))).containsExactly("device-1");
      lastId = one.lastId();
    }
    stack.write(topics, List.of(forced("device-2"), forced("device-3"), forced("device-4")));
    try (EventStream first = new EventStream(APIS.get(0), lastId)) {
      first.next(3); // Now they are there to be missed.
    }

    try (EventStream two = new EventStream(APIS.get(1), lastId)) {
      assertThat(devices(two.next(3)))
          .containsExactlyInAnyOrder("device-2", "device-3", "device-4");
      stack.write(topics, List.of(forced("device-5")));
      assertThat(devices(two.next(1))).containsExactly("device-5");
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "1.2.3", "a.b.c.d.e.f", "-1.0.0.0.0.0"})
  void refusesToGoOnAtAnUnknownPlace(String lastId) {
    assertThat(APIS.get(0).get("/events", "Last-Event-ID", lastId).statusCode()).isEqualTo(400);
  }

  @Test
  void aFollowerThatDoesNotTakeInItsEventsIsDropped() throws Exception {
    Incident long4K = incident("x".repeat(4_000));
    // More than the buffers of a connection hold.
    List<Incident> many = IntStream.range(0, 6_000).mapToObj(i -> long4K).toList();
    try (EventStream other = new EventStream(APIS.get(0), null);
        Socket slow = new Socket(InetAddress.getLoopbackAddress(), APIS.get(0).port())) {
      slow.getOutputStream()
          .write("GET /events HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      slow.getInputStream().read(new byte[100]);

      stack.write(topics, many);

      assertThat(other.next(many.size())).hasSize(many.size());
      awaitLog(APPS.get(0), "follower dropped");
      assertThat(rest(slow)).isLessThan(many.size() * 4_000L);
    }
  }

  @Test
  void countsIncidentsByRuleAndSeverity() throws InterruptedException {
    String opened = "kafka_stream_incident_opened_total\\{.*rule=\"forced-door\".*\\} [1-9].*";

    ApiClient counting = APIS.get(partOf("/incidents").isEmpty() ? 1 : 0);

    List<String> metrics =
        counting
            .await("/metrics", answer -> has(answer, "kafka_stream_incident_opened_total"))
            .body()
            .lines()
            .toList();

    assertThat(metrics)
        .anyMatch(line -> line.matches(opened) && line.contains("severity=\"HIGH\""))
        .anyMatch(line -> line.startsWith("kafka_stream_task_dropped_records_total"))
        .anyMatch(line -> line.startsWith("jvm_memory_used_bytes"));
  }

  @Test
  void saysWhatIsMissingWhenAnInstanceIsGone() throws InterruptedException {
    ApiClient one = APIS.get(0);
    JsonObject hers = APIS.get(1).json("/doors", "Gatehouse-Forwarded", "true");
    String device = hers.getJsonArray("doors").getJsonObject(0).getString("deviceId");

    APPS.get(1).killHard();

    HttpResponse<String> answer = one.get("/doors");
    JsonObject doors = new JsonObject(answer.body());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(doors.getJsonArray("doors")).isNotEmpty();
    assertThat(doors.getBoolean("complete")).isFalse();
    assertThat(doors.getJsonArray("missing").getString(0))
        .isEqualTo("The instance 127.0.0.1:" + APIS.get(1).port() + " does not answer.");
    assertThat(one.get("/devices/" + device).statusCode()).isEqualTo(503);
    // The other takes over.
    assertThat(one.await("/devices/" + device, now -> now.statusCode() == 200).statusCode())
        .isEqualTo(200);
    APPS.get(1).restart();
  }

  /** What the first instance has of a list. */
  private static JsonArray partOf(String path) {
    return APIS.get(0).json(path, "Gatehouse-Forwarded", "true").getJsonArray(path.substring(1));
  }

  private static void awaitLog(ChildJvm app, String text) throws Exception {
    while (!Files.readString(app.log()).contains(text)) {
      Thread.sleep(100);
    }
  }

  private static AlarmEvent forced(String deviceId) {
    Events device = Events.of("twon", deviceId, "HQ", "zone");
    return device.alarm("09:%02d:00".formatted(minute++ % 60), "FORCED_DOOR", "START");
  }

  private static Incident incident(String explanation) {
    Incident incident = new Incident();
    incident.setIncidentId("long");
    incident.setRule("none");
    incident.setStatus("CLOSED");
    incident.setSeverity("LOW");
    incident.setExplanation(explanation);
    incident.setDeviceIds(List.of());
    incident.setEventIds(List.of());
    incident.setStartedAt(Events.at("08:00:00"));
    incident.setUpdatedAt(Events.at("08:00:00"));
    incident.setAttributes(Map.of());
    return incident;
  }

  private static List<String> devices(List<JsonObject> incidents) {
    return incidents.stream().map(one -> one.getJsonArray("deviceIds").getString(0)).toList();
  }

  private static int doors(HttpResponse<String> answer) {
    JsonArray doors = new JsonObject(answer.body()).getJsonArray("doors");
    return doors == null ? 0 : doors.size();
  }

  private static boolean has(HttpResponse<String> answer, String text) {
    return answer.body().contains(text);
  }

  /** How many bytes there are until the end. */
  private static long rest(Socket socket) throws IOException {
    socket.setSoTimeout(60_000);
    InputStream in = socket.getInputStream();
    long count = 0;
    try {
      for (int read = in.read(new byte[1 << 16]); read > 0; read = in.read(new byte[1 << 16])) {
        count += read;
      }
    } catch (SocketException e) {
      return count; // Cut off.
    }
    return count;
  }
}
