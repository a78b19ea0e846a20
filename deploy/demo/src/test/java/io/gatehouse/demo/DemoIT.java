package io.gatehouse.demo;

import static java.time.format.DateTimeFormatter.ISO_LOCAL_TIME;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.simulators.AkuvoxOptions;
import io.gatehouse.simulators.AkuvoxRecord;
import io.gatehouse.simulators.AkuvoxSimulator;
import io.gatehouse.simulators.AkuvoxTransport;
import io.gatehouse.simulators.HikConnectMessage;
import io.gatehouse.simulators.HikConnectMq;
import io.gatehouse.simulators.HikConnectOptions;
import io.gatehouse.simulators.HikConnectSimulator;
import io.gatehouse.simulators.TwonOptions;
import io.gatehouse.simulators.TwonSimulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The start script, run as a user runs it, from another directory. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DemoIT {

  private static final String TWON_EVENT = event("canteen", "");
  private static final String HIK_EVENT = event("gate", "");
  private static final String AKUVOX_EVENT = event("garden", "Access");
  private static final String AKUVOX_CLOUD_EVENT = event("penthouse", "Access");
  private static final String TWON_OPENING = opening("canteen", "switch");
  private static final String HIK_OPENING = opening("gate", "door");
  private static final String AKUVOX_OPENING = opening("garden", "relay");
  private static final String AKUVOX_CLOUD_OPENING = opening("penthouse", "relay");
  private static final String CONNECT = "[Cc]onnect.* process \\d+";
  private static final String STREAMS = "[Ss]treams.* process \\d+";

  /** Hardly that of a machine that tests run on. */
  private static final ZoneId ZONE = ZoneId.of("Pacific/Apia");

  private static final String SECRET = "open-sesame";

  private static final List<String> SECRETS =
      List.of(Site.TWON_PASSWORD, Site.HIK_APP_KEY, Site.HIK_SECRET_KEY, Site.AKUVOX_PASSWORD);

  @TempDir Path directory;

  @Test
  void losesDoublesAndOverlooksNothingWhenItsProcessesAreKilled() throws Exception {
    try (var demo = start("--seconds", "60")) {
      long worker = processIn(demo.next(CONNECT));
      long app = processIn(demo.next(STREAMS));
      awaitWork(demo);
      kill(worker);
      demo.next(".*process " + worker + "\\) has died.*");
      long next = processIn(demo.next(CONNECT));
      awaitWork(demo);
      kill(next);
      kill(app);
      demo.nextOfEach(1, CONNECT, STREAMS);

      demo.next("Every event is in the topics exactly once.");
      demo.next("Every command has one outcome, and was carried out at most once.");
      demo.next("Every incident of the day was found, and no other.");
      assertThat(demo.exitCode()).as("%s", demo).isZero();
      assertThat(demo.toString())
          .containsPattern("office +Incident +door-held-open +OPEN .*Eva Lang")
          .containsPattern("office +Incident +door-held-open +CLOSED .*Eva Lang");
    }
  }

  @Test
  void readsWhatItIsGivenAndGoesOnWhereItStoodInTheNextRun() throws Exception {
    var intercom = new TwonOptions().withTransport(TwonOptions.Transport.HTTPS);
    var account = new HikConnectOptions().withHttps().withAccount(SECRET, SECRET);
    var doorphone = new AkuvoxOptions().withTransport(AkuvoxTransport.HTTPS).withZone(ZONE);
    try (var device = TwonSimulator.start(intercom.withUser("reader", SECRET));
        var cloud = HikConnectSimulator.start(account.withSubscribed(HikConnectMq.RAWMSG));
        var akuvox = AkuvoxSimulator.start(doorphone.withUser("reader", SECRET))) {
      String toDevice =
          "--twon https://reader@127.0.0.1:%d --fingerprint %s"
              .formatted(device.httpsUrl().getPort(), device.fingerprint());
      String toCloud = "--hik %s --fingerprint %s".formatted(cloud.url(), cloud.fingerprint());
      String toAkuvox =
          "--akuvox https://reader@127.0.0.1:%d --akuvox-zone %s --fingerprint %s"
              .formatted(akuvox.httpsUrl().getPort(), ZONE, akuvox.fingerprint());

      tell(device, cloud, "First");
      String firstPassage = pass(akuvox, "FirstPerson");
      try (var demo = run(String.join(" ", toDevice, toCloud, toAkuvox))) {
        demo.nextOfEach(1, ".*FirstThing.*", ".*FirstMessage.*", firstPassage);
        assertThat(demo.exitCode()).as("%s", demo).isZero();
      }
      tell(device, cloud, "Second");
      String secondPassage = pass(akuvox, "SecondPerson");
      try (var demo = run(String.join(" ", toAkuvox, toCloud, toDevice))) {
        demo.nextOfEach(1, ".*SecondThing.*", ".*SecondMessage.*", secondPassage);
        assertThat(demo.exitCode()).as("%s", demo).isZero();
        assertThat(demo.toString()).doesNotContain("First").doesNotContain(SECRET);
      }
      tell(device, cloud, "Third");
      try (var demo = run(toCloud)) {
        assertThat(connectors(demo.next(CONNECT))).isEqualTo("[\"hikconnect\"]");
        demo.next(".*ThirdMessage.*");
        assertThat(demo.exitCode()).as("%s", demo).isZero();
        assertThat(demo.toString()).doesNotContain("Second").doesNotContain("ThirdThing");
      }
      assertThat(
              cloud.journal().emitted(HikConnectMq.RAWMSG, 0, 2)) // a next run might end the third
          .allMatch(HikConnectMessage::completed);
    }
    try (var files = Files.walk(directory)) {
      assertThat(files.filter(Files::isRegularFile)).isNotEmpty().noneMatch(DemoIT::holdsASecret);
    }
  }

  @Test
  void explainsItself() throws Exception {
    try (var demo = start("--help")) {
      assertThat(demo.exitCode()).isZero();
      assertThat(demo.toString())
          .contains("--seconds")
          .contains("--twon")
          .contains("--hik")
          .contains("--akuvox")
          .contains("--akuvox-zone")
          .contains("--allow")
          .contains("--commands")
          .contains("--data");
    }
  }

  @Test
  void refusesAPasswordOnTheCommandLine() throws Exception {
    try (var demo = start("--twon", "https://reader:open-sesame@127.0.0.1")) {
      assertThat(demo.exitCode()).isEqualTo(2);
      assertThat(demo.toString()).contains("GATEHOUSE_TWON_PASSWORD");
    }
  }

  private static void awaitWork(Script demo) throws InterruptedException {
    demo.nextOfEach(5, TWON_EVENT, HIK_EVENT, AKUVOX_EVENT, AKUVOX_CLOUD_EVENT);
    demo.nextOfEach(1, TWON_OPENING, HIK_OPENING, AKUVOX_OPENING, AKUVOX_CLOUD_OPENING);
  }

  private static void kill(long process) {
    ProcessHandle.of(process).orElseThrow().destroyForcibly();
  }

  private static String event(String device, String kind) {
    return "\\d\\d:.* %s .*%sEvent .*".formatted(device, kind);
  }

  private static String opening(String device, String kind) {
    return "\\d\\d:.* %s +RelayOutcome ACCEPTED .* %s/.*".formatted(device, kind);
  }

  private static boolean holdsASecret(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains(SECRET);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void tell(TwonSimulator device, HikConnectSimulator cloud, String which) {
    device.emit(which + "Thing");
    cloud.emit(HikConnectMq.RAWMSG, Map.of("basicInfo", Map.of("msgType", which + "Message")));
  }

  /** Somebody passes; returns what the demo's line of that is like, at the right time. */
  private static String pass(AkuvoxSimulator device, String who) {
    AkuvoxRecord written =
        device.emit(
            AkuvoxRecord.Log.DOORLOG, Map.of("Name", who, "Type", "Face", "Status", "Success"));
    var second = LocalTime.ofInstant(written.at(), ZoneId.systemDefault());
    return "%s.* AccessEvent .* FACE .*%s.*"
        .formatted(second.truncatedTo(ChronoUnit.SECONDS).format(ISO_LOCAL_TIME), who);
  }

  private Script start(String... arguments) throws IOException {
    Map<String, String> secrets = new HashMap<>();
    SECRETS.forEach(variable -> secrets.put(variable, SECRET));
    return new Script(directory, secrets, "run", arguments);
  }

  private Script run(String addresses) throws IOException {
    return start("--data %s --seconds 8 %s".formatted(directory, addresses).split(" "));
  }

  /** The names of the connectors that the worker has, as JSON. */
  private static String connectors(String lineOfConnect) throws Exception {
    URI url = URI.create(lineOfConnect.split(" +", -1)[1] + "/connectors");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString())
        .body();
  }

  private static long processIn(String line) {
    return Long.parseLong(line.replaceAll(".*process ", ""));
  }
}
