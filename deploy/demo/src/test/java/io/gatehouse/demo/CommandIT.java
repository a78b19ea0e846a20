package io.gatehouse.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.simulators.HikConnectOptions;
import io.gatehouse.simulators.HikConnectSimulator;
import io.gatehouse.simulators.TwonJournal;
import io.gatehouse.simulators.TwonOptions;
import io.gatehouse.simulators.TwonSimulator;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command script beside a running demo, as a user runs both. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CommandIT {

  private static final String[] DEMO =
      "--commands 0 --allow *:*:TRIGGER --allow *:*:UNLOCK --allow office:*:*".split(" ");

  private static final String READY = "commands .*";

  @TempDir static Path directory;

  private static Script demo;
  private static String broker;
  private static String registry;
  private static URI simulators;

  @BeforeAll
  static void startDemo() throws Exception {
    String[] arguments =
        Stream.concat(Stream.of("--data", directory.toString()), Stream.of(DEMO))
            .toArray(String[]::new);
    demo = new Script(directory, Map.of(), "run", arguments);
    broker = demo.next("broker .*").split(" +", -1)[1];
    registry = demo.next("registry .*").split(" +", -1)[1];
    demo.next(READY);
    simulators = controlOfSimulators();
  }

  @AfterAll
  static void stopDemo() throws Exception {
    demo.close();
    demo.exitCode();
  }

  @ParameterizedTest
  @CsvSource({
    "main-entrance, TRIGGER, switch/1",
    "warehouse,     UNLOCK,  door/[0-9a-z]+",
    "courtyard,     TRIGGER, relay/1",
    "penthouse,     TRIGGER, relay/[0-9a-z]+",
  })
  void opensADoorOfEveryVendorOnce(String device, String action, String target) throws Exception {
    int before = moved();

    try (var command = command("open", device)) {
      assertThat(command.exitCode()).as("%s", command).isZero();
      String what = " +%s  %s %s  \\d+ ms(\\R|$|  [^\\n]*)".formatted(device, action, target);
      assertThat(command.toString())
          .containsPattern("INTENT" + what)
          .containsPattern("ACCEPTED" + what);
    }
    assertThat(moved()).isEqualTo(before + 1);
    demo.next("\\d\\d:.* %s +RelayOutcome ACCEPTED .*".formatted(device));
  }

  @ParameterizedTest
  @CsvSource({"main-entrance, switch/1", "warehouse, door/", "lobby, relay/1", "penthouse, relay/"})
  void aDoorThatThereIsNotIsRejectedWithThoseThatThereAre(String device, String known)
      throws Exception {
    try (var command = command("open", device, "--door", "99")) {
      assertThat(command.exitCode()).as("%s", command).isEqualTo(1);
      assertThat(command.toString()).containsPattern("REJECTED .*unknown_target.*99.*: " + known);
    }
  }

  @Test
  void whatIsNotAllowedIsRejected() throws Exception {
    int before = moved();

    try (var command = command("hold", "main-entrance")) {
      assertThat(command.exitCode()).as("%s", command).isEqualTo(1);
      assertThat(command.toString())
          .containsPattern("REJECTED .*not_allowed")
          .doesNotContain("INTENT");
    }
    assertThat(moved()).isEqualTo(before);
  }

  @Test
  void theSameCommandIsCarriedOutOnce() throws Exception {
    int before = moved();
    String[] open = {"open", "garage", "--command-id", UUID.randomUUID().toString()};

    try (var first = command(open)) {
      assertThat(first.exitCode()).as("%s", first).isZero();
    }
    try (var second = command(open)) {
      assertThat(second.exitCode()).as("%s", second).isEqualTo(1);
      assertThat(second.toString()).startsWith("DUPLICATE").doesNotContain("ACCEPTED");
    }
    assertThat(moved()).isEqualTo(before + 1);
  }

  @Test
  void saysSoWhenNothingIsHeardOfACommand() throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", broker))) {
      List<NewTopic> unattended =
          Stream.of("nobody.command", "nobody.command.outcome")
              .map(name -> new NewTopic(name, 1, (short) 1))
              .toList();
      admin.createTopics(unattended).all().get();
    }
    String[] raw =
        "lobby --action TRIGGER --target relay/1 --expires 1 --topic nobody.command".split(" ");

    try (var command = command(elsewhere(raw))) {
      assertThat(command.exitCode()).as("%s", command).isEqualTo(3);
      assertThat(command.toString()).startsWith("No outcome came.").contains("is not sent after");
    }
  }

  @Test
  void sendsNothingToATopicThatThereIsNot() throws Exception {
    String[] raw = "lobby --action TRIGGER --target relay/1 --topic mistyped.command".split(" ");

    try (var command = command(elsewhere(raw))) {
      assertThat(command.exitCode()).as("%s", command).isEqualTo(3);
      assertThat(command.toString()).contains("there is no topic mistyped.command.outcome");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "open attic         | main-entrance, office, garage, laboratory, vault",
        "open lobby --demo 1 | no such demo runs",
      })
  void badArgumentsAreRefusedBeforeAnythingIsSent(String arguments, String message)
      throws Exception {
    try (var command = command(arguments.split(" "))) {
      assertThat(command.exitCode()).as("%s", command).isEqualTo(2);
      assertThat(command.toString()).contains(message);
    }
  }

  @Test
  void theExamplesOfTheReadmeDoWhatTheySay() throws Exception {
    List<String> lines = readmeExamples();
    assertThat(lines).filteredOn(CommandIT::isCommand).hasSizeGreaterThan(4);

    for (int i = 0; i < lines.size(); i++) {
      assertThat(lines.get(i)).matches(CommandIT::isCommand);
      List<String> expected =
          lines.subList(i + 1, lines.size()).stream().takeWhile(it -> !isCommand(it)).toList();
      Process shell =
          new ProcessBuilder("bash", "-c", lines.get(i))
              .directory(Path.of("../..").toFile())
              .redirectErrorStream(true)
              .start();
      String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(shell.waitFor()).as("%s: %s", lines.get(i), output).isZero();
      if (!expected.isEmpty()) {
        assertThat(output.lines())
            .zipSatisfy(expected, (line, like) -> assertThat(line).matches(anyTime(like)));
      }
      i += expected.size();
    }
  }

  @Test
  void realDoorsTakeWhatWasAllowedOnly() throws Exception {
    var intercom = new TwonOptions().withTransport(TwonOptions.Transport.HTTPS);
    var account = new HikConnectOptions().withHttps().withAccount("ak", "sk");
    Map<String, String> secrets =
        Map.of(Site.TWON_PASSWORD, "secret", Site.HIK_APP_KEY, "ak", Site.HIK_SECRET_KEY, "sk");
    try (var device = TwonSimulator.start(intercom.withUser("porter", "secret"));
        var cloud = HikConnectSimulator.start(account)) {
      String door = cloud.device("FR1000001").door().id();
      String addresses =
          "--twon https://porter@127.0.0.1:%d --fingerprint %s --hik %s --fingerprint %s"
              .formatted(
                  device.httpsUrl().getPort(),
                  device.fingerprint(),
                  cloud.url(),
                  cloud.fingerprint());
      String allowed = " --allow 127.0.0.1:switch/1:TRIGGER --allow FR1000001:door/*:UNLOCK";
      try (var real = new Script(directory, secrets, "run", (addresses + allowed).split(" "))) {
        real.next(READY);
        String[] here = {"--demo", Long.toString(real.pid())};

        assertThat(exitCode("open 127.0.0.1", here)).isZero();
        assertThat(exitCode("open FR1000001 --door " + door, here)).isZero();
        assertThat(exitCode("hold 127.0.0.1", here)).isEqualTo(1);
        assertThat(exitCode("open 127.0.0.1 --door 2", here)).isEqualTo(1);
        assertThat(exitCode("open FR1000002 --door " + door, here)).isEqualTo(2);
      }
      assertThat(device.journal().actuations())
          .extracting(TwonJournal.Actuation::target, TwonJournal.Actuation::action)
          .hasToString("[(\"switch/1\", \"trigger\")]");
      assertThat(cloud.actuations()).hasSize(1);
    }
  }

  private static Script command(String... arguments) throws IOException {
    return new Script(directory, Map.of(), "command", arguments);
  }

  private static int exitCode(String arguments, String[] more) throws Exception {
    try (var command = command(both(arguments.split(" "), more))) {
      return command.exitCode();
    }
  }

  private static String[] elsewhere(String[] arguments) {
    return both(arguments, new String[] {"--bootstrap-server", broker, "--registry", registry});
  }

  private static String[] both(String[] some, String[] more) {
    return Stream.of(some, more).flatMap(Stream::of).toArray(String[]::new);
  }

  /** How often something moved by command, anywhere. */
  private static int moved() throws IOException {
    int moved = 0;
    for (String counters :
        List.of("/counters", "/hik/counters", "/akuvox/counters", "/akuvox-cloud/counters")) {
      JsonNode all = new ObjectMapper().readTree(text(simulators.resolve(counters)));
      moved += all.findValues("actuations").stream().mapToInt(JsonNode::asInt).sum();
    }
    return moved;
  }

  private static String text(URI url) throws IOException {
    try (var reply = url.toURL().openStream()) {
      return new String(reply.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static URI controlOfSimulators() throws IOException {
    try (var files = Files.walk(directory.resolve("simulators"))) {
      for (Path log : files.filter(file -> file.toString().endsWith(".log")).toList()) {
        var control = Pattern.compile("\"control\":\"([^\"]+)\"").matcher(Files.readString(log));
        if (control.find()) {
          return URI.create(control.group(1));
        }
      }
    }
    throw new AssertionError("the simulators do not tell where their control is");
  }

  private static List<String> readmeExamples() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    int start = readme.indexOf("```\n", readme.indexOf("\n## Commands")) + 4;
    return readme.substring(start, readme.indexOf("```", start)).lines().toList();
  }

  private static boolean isCommand(String line) {
    return line.startsWith("deploy/demo/command");
  }

  private static String anyTime(String line) {
    return Pattern.quote(line).replaceAll("\\d+ ms", "\\\\E\\\\d+ ms\\\\Q");
  }
}
