package io.gatehouse.akuvox.cloud;

import static io.gatehouse.akuvox.cloud.SimulatedAkuvoxCloud.CALLS;
import static io.gatehouse.akuvox.cloud.SimulatedAkuvoxCloud.DEVICES;
import static io.gatehouse.akuvox.cloud.SimulatedAkuvoxCloud.DOORS;
import static io.gatehouse.akuvox.cloud.SimulatedAkuvoxCloud.RESIDENCE;
import static io.gatehouse.akuvox.cloud.SimulatedAkuvoxCloud.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.akuvox.cloud.ScriptedCloud.Received;
import io.gatehouse.engine.TaskRig;
import io.gatehouse.simulators.AkuvoxCloudOptions;
import io.gatehouse.simulators.AkuvoxCloudSimulator;
import io.gatehouse.simulators.AkuvoxTransport;
import io.gatehouse.simulators.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that can come in place of a history. */
class AkuvoxCloudFaultsTest {

  private static final String PASSAGE =
      "{\"open_door\":true,\"account_name\":\"tom\",\"device_name\":\"R29\","
          + "\"open_door_time\":\"2026-03-02 10:00:00\"}";

  private AkuvoxCloudSimulator cloud;
  private ScriptedCloud script;
  private TaskRig rig;

  @AfterEach
  void close() {
    if (rig != null) {
      rig.close();
    }
    if (cloud != null) {
      cloud.close();
    }
    if (script != null) {
      script.close();
    }
  }

  static List<Fault> faults() {
    return List.of(
        Fault.code("busy"),
        Fault.status(400),
        Fault.status(401),
        Fault.status(403),
        Fault.status(429),
        Fault.status(500),
        Fault.status(503),
        Fault.html(),
        Fault.truncatedJson(),
        Fault.wrongTypes(),
        Fault.empty(),
        Fault.cut(0),
        Fault.cut(10),
        Fault.reset(),
        Fault.silence(),
        Fault.oversized(5 * 1024 * 1024));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void noFaultLosesOrDoublesAnything(Fault fault) throws Exception {
    cloud = AkuvoxCloudSimulator.start(new AkuvoxCloudOptions());
    rig = SimulatedAkuvoxCloud.rig(SimulatedAkuvoxCloud.config(cloud.url(), RESIDENCE)).start();
    SimulatedAkuvoxCloud.pass(cloud, 3);
    rig.until(written -> rig.deviceEvents().size() == 3);
    for (int i = 1; i <= 2; i++) {
      cloud.faults().add(DOORS, 1, fault);
      SimulatedAkuvoxCloud.pass(cloud, 5);
      rig.until(written -> cloud.faults().pending() == 0);
    }

    rig.until(written -> rig.deviceEvents().size() >= 13);
    rig.untilQuiet();

    assertThat(rig.deviceEvents())
        .extracting(event -> event.getString("personName"))
        .isEqualTo(SimulatedAkuvoxCloud.passed(cloud, RESIDENCE));
    assertThat(rig.notices("GAP")).isEmpty();
  }

  @Test
  void aTokenThatIsReplacedIsToldAndReadingGoesOnWithTheNewOne() throws Exception {
    cloud = AkuvoxCloudSimulator.start(new AkuvoxCloudOptions());
    Map<String, String> config = SimulatedAkuvoxCloud.config(cloud.url(), RESIDENCE);
    rig = SimulatedAkuvoxCloud.rig(config).start();
    SimulatedAkuvoxCloud.pass(cloud, 3);
    rig.until(written -> rig.deviceEvents().size() == 3);

    cloud.replaceToken("a-new-one");
    rig.until(written -> !rig.notices("OFFLINE").isEmpty());
    Map<String, Object> offset = rig.offset();
    String message = message();
    rig.close();
    SimulatedAkuvoxCloud.pass(cloud, 2);
    config.put(AkuvoxCloudConfig.TOKEN, "a-new-one");
    rig = SimulatedAkuvoxCloud.rig(config).alter(offset).start();
    rig.until(written -> rig.deviceEvents().size() >= 2);
    rig.untilQuiet();

    assertThat(message)
        .contains("401", "invalid token", AkuvoxCloudConfig.TOKEN, "expired")
        .doesNotContain(TOKEN);
    assertThat(rig.deviceEvents())
        .extracting(event -> event.getString("personName"))
        .containsExactly("person 4", "person 5");
  }

  @ParameterizedTest
  @CsvSource({
    "403, 'status 403', what the account may do",
    "404, 'status 404', switched on",
    "429, 'status 429', cannot do it now",
    "302, 'status 302', give that address"
  })
  void aStatusIsToldWithARemedy(int status, String what, String remedy) throws Exception {
    start();
    script.reply(DOORS, status, "text/html", "<html>no</html>");
    rig.start().until(written -> !rig.notices("OFFLINE").isEmpty());

    assertThat(message()).contains(what, remedy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"success\":false,\"message\":\"no such residence\"} | no such residence | residences",
        "{\"success\":\"false\",\"msg\":\"no  such\\nresidence\"} | (no such residence) | residences",
        "{\"success\":false,\"code\":1005} | 1005 | residences",
        "{\"success\":false} | no reason given | residences",
        "{\"success\":false,\"message\":\"access token is invalid\"} | is invalid | account.token",
        "{\"timestamp\":1,\"result\":[]} | without success | is this the address",
        "{\"success\":null,\"result\":[]} | without success | is this the address",
        "[] | without success | is this the address",
        "'' | without success | is this the address",
        "<html>Welcome</html> | no whole JSON | is this the address",
        "{\"success\":true,\"result\":[{\"open | no whole JSON | is this the address",
        "{\"success\":true,\"result\":\"none\"} | no list | is this the address",
        "{\"success\":true,\"result\":7} | no list | is this the address"
      })
  void anAnswerThatIsNoneIsToldWithARemedy(String body, String what, String remedy)
      throws Exception {
    start();
    script.body(DOORS, body);

    rig.start().until(written -> !rig.notices("OFFLINE").isEmpty());

    assertThat(message()).contains("get_akuvox_open_door_history", what, remedy);
    script.result(DOORS, "[" + PASSAGE + "]");
    rig.until(written -> rig.deviceEvents().size() == 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\"", "\" \"", "{}", "[]"})
  void whereThereIsNothingThereMayBeNoListEither(String result) throws Exception {
    start();
    script.result(DOORS, result);

    rig.start().until(written -> !rig.notices("ONLINE").isEmpty());
    rig.untilQuiet();
    script.result(DOORS, "[" + PASSAGE + "]");
    rig.until(written -> rig.deviceEvents().size() == 1);

    assertThat(rig.notices("OFFLINE")).isEmpty();
    assertThat(rig.notices("GAP")).isEmpty();
  }

  @Test
  void oneThingMayComeWithoutAListAndWithoutATimeOfTheCloud() throws Exception {
    start();
    script.reply(DOORS, 200, "text/plain", "{\"success\":\"true\",\"result\":" + PASSAGE + "}");

    rig.start().until(written -> rig.deviceEvents().size() == 1);

    assertThat(rig.deviceEvents().get(0).getString("personName")).isEqualTo("tom");
    assertThat(rig.deviceEvents().get(0).getInt64("clockSkewMs")).isNull();
  }

  @Test
  void recordsThatAreNoneAreKeptAsTheyAre() throws Exception {
    start();
    script.result(DOORS, "[7, " + PASSAGE + "]");

    rig.start().until(written -> rig.deviceEvents().size() == 2);
    rig.untilQuiet();

    assertThat(rig.deviceEvents())
        .extracting(event -> event.getString("type"))
        .containsExactly("DECISION", "UNKNOWN");
  }

  @Test
  void aRoundIsOneRequestForEachHistoryAndTheDevicesAreListedBeforeTheFirst() throws Exception {
    script = new ScriptedCloud();
    Map<String, String> config = SimulatedAkuvoxCloud.config(script.url(), RESIDENCE);
    config.put(AkuvoxCloudConfig.POLL_INTERVAL, "3600000");
    rig = SimulatedAkuvoxCloud.rig(config).start();

    rig.until(written -> script.count(CALLS) == 1);
    rig.untilQuiet();

    assertThat(script.received())
        .extracting(request -> "/" + request.command())
        .containsExactly(DEVICES, DOORS, CALLS);
    assertThat(script.received())
        .allSatisfy(
            request -> {
              assertThat(request.path())
                  .isEqualTo("/api/v1.0/invoke/open-ability/method/user-commands");
              assertThat(request.authorization()).isEqualTo("Bearer " + TOKEN);
              assertThat(request.accept()).isEqualTo("application/json");
              assertThat(request.body().at("/param/residence_id").asText()).isEqualTo(RESIDENCE);
            })
        .extracting((Received request) -> request.body().path("id").asText())
        .doesNotHaveDuplicates()
        .allSatisfy(id -> assertThat(id).matches("[0-9a-f]{32}"));
  }

  @Test
  void aCloudThatMovesToHttpsIsFollowed() throws Exception {
    cloud =
        AkuvoxCloudSimulator.start(
            new AkuvoxCloudOptions().withTransport(AkuvoxTransport.REDIRECT));
    rig = SimulatedAkuvoxCloud.rig(SimulatedAkuvoxCloud.config(cloud.url(), RESIDENCE)).start();

    SimulatedAkuvoxCloud.pass(cloud, 1);

    rig.until(written -> rig.deviceEvents().size() == 1);
  }

  @Test
  void theTokenIsNeverTold() throws Exception {
    PrintStream before = System.err;
    ByteArrayOutputStream logged = new ByteArrayOutputStream();
    System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
    try {
      cloud = AkuvoxCloudSimulator.start(new AkuvoxCloudOptions());
      rig = SimulatedAkuvoxCloud.rig(SimulatedAkuvoxCloud.config(cloud.url(), RESIDENCE));
      cloud.faults().add("*", 4, Fault.code("token " + TOKEN + " is unknown"));
      cloud.faults().add("*", 2, Fault.status(401));
      cloud.faults().add("*", 2, Fault.truncatedJson());
      rig.start();
      SimulatedAkuvoxCloud.pass(cloud, 1);
      rig.until(written -> rig.deviceEvents().size() == 1);
      rig.stop();
    } finally {
      System.setErr(before);
    }

    assertThat(logged.toString(StandardCharsets.UTF_8))
        .contains("reading failed", "[removed] is unknown")
        .doesNotContain(TOKEN);
    assertThat(rig.written().toString()).doesNotContain(TOKEN);
    assertThat(rig.notices("OFFLINE").toString()).contains("[removed] is unknown");
    assertThat(rig.offset().toString()).doesNotContain(TOKEN);
  }

  private void start() throws IOException {
    script = new ScriptedCloud();
    rig = SimulatedAkuvoxCloud.rig(SimulatedAkuvoxCloud.config(script.url(), RESIDENCE));
  }

  private String message() {
    List<Struct> notices = rig.notices("OFFLINE");
    return notices.get(0).<String, String>getMap("attributes").get("message");
  }
}
