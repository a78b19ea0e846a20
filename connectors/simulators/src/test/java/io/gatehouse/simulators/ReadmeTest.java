package io.gatehouse.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README shows works: its Java code, its command, and its requests to the control. */
class ReadmeTest {

  @Test
  void exampleOfADevice() throws IOException {
    // start of the example
    try (TwonSimulator device =
        TwonSimulator.start(new TwonOptions().withUser("gatehouse", "secret"))) {
      List<TwonEvent> entry = device.play(TwonPassage.CARD);
      device.emit("MotionDetected", Map.of("state", "in", "id", 1));
      device.faults().add("/api/log/pull", 2, Fault.status(503));
      device.clock().advance(Duration.ofSeconds(91));
      device.restart();
      List<TwonEvent> all = device.journal().emitted();
      // end of the example
      assertThat(all).containsAll(entry).hasSize(11);
    }
    assertThat(words(block("java", 0).replaceFirst("}\\s*$", ""))).isEqualTo(words(example(0)));
  }

  @Test
  void exampleOfACloud() throws IOException {
    // start of the example
    HikConnectOptions options =
        new HikConnectOptions().withAccount("ak", "sk").withSubscribed(HikConnectMq.RAWMSG);
    try (HikConnectSimulator cloud = HikConnectSimulator.start(options)) {
      cloud.play(HikConnectPassage.CARD, HikConnectTrait.RECORD);
      cloud.device("FR1000002").goOffline();
      cloud.emit(HikConnectMq.COMBINE, Map.of("eventId", "e1", "eventType", "10002"));
      cloud.hold(HikConnectMq.RAWMSG.complete(), HikConnectSimulator.Moment.AFTER);
      cloud.faults().add(HikConnectMq.RAWMSG.messages(), 2, Fault.code("VMS000009"));
      cloud.clock().advance(Duration.ofDays(3));
      List<HikConnectMessage> all = cloud.journal().emitted(HikConnectMq.RAWMSG);
      // end of the example
      assertThat(all).extracting(HikConnectMessage::id).containsExactly("FR1000001/1");
    }
    assertThat(words(block("java", 1).replaceFirst("}\\s*$", ""))).isEqualTo(words(example(1)));
  }

  @Test
  void exampleOfAnAkuvoxDevice() throws IOException {
    // start of the example
    AkuvoxOptions options =
        new AkuvoxOptions()
            .withZone(ZoneId.of("Europe/Berlin"))
            .withTraits(AkuvoxTrait.UNPAGED, AkuvoxTrait.NO_IDS)
            .withLockUp(Duration.ofSeconds(30));
    try (AkuvoxSimulator device = AkuvoxSimulator.start(options)) {
      device.play(AkuvoxPassage.CROWD);
      device.setInput("A", 0);
      device.faults().add("/api/doorlog/get", 2, Fault.wrongTypes());
      device.clear(AkuvoxRecord.Log.DOORLOG);
      device.restartLosingClock();
      device.play(AkuvoxPassage.CALL_MISSED);
      List<AkuvoxRecord> all = device.journal().emitted();
      // end of the example
      assertThat(all)
          .hasSize(5)
          .last()
          .satisfies(r -> assertThat(r.fields().get("Date")).isEqualTo("--"));
    }
    assertThat(words(block("java", 2).replaceFirst("}\\s*$", ""))).isEqualTo(words(example(2)));
  }

  @Test
  void exampleOfAnAkuvoxCloud() throws IOException {
    // start of the example
    try (AkuvoxCloudSimulator cloud =
        AkuvoxCloudSimulator.start(
            new AkuvoxCloudOptions().withPictureDelay(Duration.ofMinutes(1)))) {
      cloud.play(AkuvoxCloudPassage.VISITOR);
      cloud.clock().advance(Duration.ofMinutes(2));
      cloud.faults().add("/get_akuvox_call_history", 1, Fault.status(503));
      cloud.replaceToken("new");
      List<AkuvoxCloudRecord> all = cloud.journal().emitted();
      // end of the example
      assertThat(all).hasSize(2);
    }
    assertThat(words(block("java", 3).replaceFirst("}\\s*$", ""))).isEqualTo(words(example(3)));
  }

  @Test
  void programAndControl() throws Exception {
    Process program = run(block("sh", 0));
    try {
      JsonNode ready = readyLine(program);
      assertThat(ready.path("devices")).hasSize(2);
      String serial = ready.path("devices").get(0).path("serialNumber").asText();
      URI control = URI.create(ready.path("control").asText());

      for (String line : block("http", 0).lines().toList()) {
        HttpResponse<String> response = request(control, line.replace("SERIAL", serial));
        assertThat(response.statusCode()).as(line + ": " + response.body()).isEqualTo(200);
      }

      String journal = request(control, "GET /journal").body();
      List<JsonNode> ofDevice = new ArrayList<>();
      for (String line : journal.lines().toList()) {
        JsonNode event = DeviceClient.JSON.readTree(line);
        if (event.path("serialNumber").asText().equals(serial)) {
          ofDevice.add(event);
        }
      }
      assertThat(ofDevice).extracting(e -> e.path("type").asText()).contains("InputChanged");
      assertThat(ofDevice).extracting(e -> e.path("boot").asInt()).contains(1, 2);
      assertThat(request(control, "GET /devices/54-9999-0001").statusCode()).isEqualTo(200);
    } finally {
      program.destroy();
    }
    assertThat(program.waitFor(20, TimeUnit.SECONDS)).as("ends on SIGTERM").isTrue();
  }

  @Test
  void programAndControlOfACloud() throws Exception {
    Process program = run(block("sh", 1));
    try {
      JsonNode ready = readyLine(program);
      JsonNode hik = ready.path("hik");
      assertThat(ready.has("devices")).isFalse();
      assertThat(hik.path("appKey").asText()).isEqualTo("demo-app-key");
      assertThat(hik.path("secretKey").asText()).isEqualTo("demo-secret-key");
      assertThat(hik.path("devices")).hasSize(2);
      URI control = URI.create(ready.path("control").asText());
      assertThat(request(control, "GET /hik/journal").body().lines()).hasSize(200);

      for (String line : block("http", 1).lines().toList()) {
        String serial = hik.path("devices").get(0).path("serial").asText();
        HttpResponse<String> response = request(control, line.replace("SERIAL", serial));
        assertThat(response.statusCode()).as(line + ": " + response.body()).isEqualTo(200);
      }

      JsonNode cloud = DeviceClient.json(request(control, "GET /hik"));
      assertThat(cloud.path("areaUrl")).isEqualTo(hik.path("areaUrl"));
      assertThat(cloud.path("counters").path("records").asInt()).isEqualTo(2);
    } finally {
      program.destroy();
    }
    assertThat(program.waitFor(20, TimeUnit.SECONDS)).as("ends on SIGTERM").isTrue();
  }

  @Test
  void programAndControlOfAkuvox() throws Exception {
    Process program = run(block("sh", 2));
    try {
      JsonNode ready = readyLine(program);
      assertThat(ready.has("devices")).isFalse();
      JsonNode akuvox = ready.path("akuvox");
      JsonNode cloud = ready.path("akuvoxCloud");
      assertThat(akuvox.path("devices")).hasSize(2);
      assertThat(cloud.path("residences")).hasSize(2);
      JsonNode device = akuvox.path("devices").get(0);
      DeviceClient client =
          new DeviceClient(
              URI.create(device.path("url").asText()),
              akuvox.path("user").asText(),
              "httpapi",
              Authentication.valueOf(akuvox.path("auth").asText().toUpperCase(Locale.ROOT)));
      assertThat(client.get("/api/system/info").at("/data/Status/MAC"))
          .isEqualTo(device.path("mac"));
      URI control = URI.create(ready.path("control").asText());
      assertThat(request(control, "GET /akuvox/journal").body().lines()).hasSize(200);
      assertThat(request(control, "GET /akuvox-cloud/journal").body().lines()).hasSize(200);

      for (String line : (block("http", 2) + block("http", 3)).lines().toList()) {
        HttpResponse<String> response =
            request(
                control,
                line.replace("MAC", device.path("mac").asText())
                    .replace("RESIDENCE", cloud.path("residences").get(1).asText()));
        assertThat(response.statusCode()).as(line + ": " + response.body()).isEqualTo(200);
      }

      assertThat(request(control, "GET /akuvox/devices/0C:11:05:99:00:01").statusCode())
          .isEqualTo(200);
    } finally {
      program.destroy();
    }
    assertThat(program.waitFor(20, TimeUnit.SECONDS)).as("ends on SIGTERM").isTrue();
  }

  @Test
  void programAndDay() throws Exception {
    Process program = run(block("sh", 3));
    try {
      URI control = URI.create(readyLine(program).path("control").asText());

      for (String line : block("http", 4).lines().toList()) {
        HttpResponse<String> response = request(control, line);
        assertThat(response.statusCode()).as(line + ": " + response.body()).isEqualTo(200);
      }

      JsonNode scenes = DeviceClient.json(request(control, "GET /day")).path("scenes");
      assertThat(scenes.findValuesAsText("name")).isEqualTo(column(0));
      assertThat(scenes.findValuesAsText("story")).isEqualTo(column(1));
    } finally {
      program.destroy();
    }
    assertThat(program.waitFor(20, TimeUnit.SECONDS)).as("ends on SIGTERM").isTrue();
  }

  @Test
  void dayThatNeedsMoreDevicesSaysHowMany() throws Exception {
    Process program = run(block("sh", 0));
    try {
      URI control = URI.create(readyLine(program).path("control").asText());

      HttpResponse<String> response = request(control, "POST /day");

      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(response.body()).contains("--twon 10 --hik 2 --akuvox 2 --akuvox-cloud 1");
    } finally {
      program.destroy();
    }
  }

  /** Runs the command of the README with the class path of this test. */
  private static Process run(String command) throws IOException {
    assertThat(command).startsWith("java -cp \"$CLASSPATH\" ");
    List<String> arguments =
        Arrays.asList(
            command.strip().substring("java -cp \"$CLASSPATH\" ".length()).split(" ", -1));
    List<String> all =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-cp",
                    System.getProperty("java.class.path")),
                arguments.stream())
            .toList();
    return new ProcessBuilder(all).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static JsonNode readyLine(Process program) throws IOException {
    return DeviceClient.JSON.readTree(
        new BufferedReader(new InputStreamReader(program.getInputStream(), UTF_8)).readLine());
  }

  /** Sends a line as the README has it: method, path, body. */
  private static HttpResponse<String> request(URI control, String line)
      throws IOException, InterruptedException {
    String[] parts = line.split(" ", 3);
    HttpRequest.BodyPublisher body =
        parts.length == 3
            ? HttpRequest.BodyPublishers.ofString(parts[2])
            : HttpRequest.BodyPublishers.noBody();
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(control.resolve(parts[1])).method(parts[0], body).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static String block(String language, int index) throws IOException {
    return Files.readString(Path.of("README.md"))
        .split("```" + language + "\n", -1)[index + 1]
        .split("```", 2)[0];
  }

  private static String example(int index) throws IOException {
    return Files.readString(Path.of("src/test/java/io/gatehouse/simulators/ReadmeTest.java"))
        .split("// (start|end) of the example\n", -1)[2 * index + 1];
  }

  /** A column of the table of scenes. */
  private static List<String> column(int index) throws IOException {
    return Files.readString(Path.of("README.md"))
        .lines()
        .dropWhile(line -> !line.startsWith("| scene |"))
        .takeWhile(line -> line.startsWith("|"))
        .skip(2)
        .map(line -> line.split("\\|", -1)[index + 1].strip().replace("`", ""))
        .toList();
  }

  private static String words(String code) {
    return code.replaceAll("\\s+", "");
  }
}
