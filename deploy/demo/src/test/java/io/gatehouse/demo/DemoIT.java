package io.gatehouse.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.simulators.HikConnectMessage;
import io.gatehouse.simulators.HikConnectMq;
import io.gatehouse.simulators.HikConnectOptions;
import io.gatehouse.simulators.HikConnectSimulator;
import io.gatehouse.simulators.TwonOptions;
import io.gatehouse.simulators.TwonSimulator;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The start script, run as a user runs it, from another directory. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DemoIT {

  private static final String TWON_EVENT = "\\d\\d:.* (main-entrance|garage|office) .*Event .*";
  private static final String HIK_EVENT = "\\d\\d:.* (warehouse|gate) .*Event .*";
  private static final String CONNECT = "[Cc]onnect.* process \\d+";

  private static final String SECRET = "open-sesame";

  @TempDir Path directory;

  @Test
  void losesAndDoublesNothingWhenItsConnectWorkerIsKilledTwice() throws Exception {
    try (var demo = new Run("--seconds", "60")) {
      for (int kill = 0; kill < 2; kill++) {
        long worker = processIn(demo.next(CONNECT));
        for (int event = 0; event < 10; event++) {
          demo.next(TWON_EVENT);
          demo.next(HIK_EVENT);
        }
        ProcessHandle.of(worker).orElseThrow().destroyForcibly();
        demo.next(".*process " + worker + "\\) has died.*");
      }

      demo.next(CONNECT);
      demo.next("Every event is in the topics exactly once.");
      assertThat(demo.exitCode()).as("%s", demo).isZero();
    }
  }

  @Test
  void readsWhatItIsGivenAndGoesOnWhereItStoodInTheNextRun() throws Exception {
    var intercom = new TwonOptions().withTransport(TwonOptions.Transport.HTTPS);
    var account = new HikConnectOptions().withHttps().withAccount(SECRET, SECRET);
    try (var device = TwonSimulator.start(intercom.withUser("reader", SECRET));
        var cloud = HikConnectSimulator.start(account.withSubscribed(HikConnectMq.RAWMSG))) {
      String toDevice =
          "--twon https://reader@127.0.0.1:%d --fingerprint %s"
              .formatted(device.httpsUrl().getPort(), device.fingerprint());
      String toCloud = "--hik %s --fingerprint %s".formatted(cloud.url(), cloud.fingerprint());

      tell(device, cloud, "First");
      try (var demo = run(toDevice + " " + toCloud)) {
        demo.nextInAnyOrder("FirstThing", "FirstMessage");
        assertThat(demo.exitCode()).as("%s", demo).isZero();
      }
      tell(device, cloud, "Second");
      try (var demo = run(toCloud + " " + toDevice)) {
        demo.nextInAnyOrder("SecondThing", "SecondMessage");
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
    try (var demo = new Run("--help")) {
      assertThat(demo.exitCode()).isZero();
      assertThat(demo.toString())
          .contains("--seconds")
          .contains("--twon")
          .contains("--hik")
          .contains("--data");
    }
  }

  @Test
  void refusesAPasswordOnTheCommandLine() throws Exception {
    try (var demo = new Run("--twon", "https://reader:open-sesame@127.0.0.1")) {
      assertThat(demo.exitCode()).isEqualTo(2);
      assertThat(demo.toString()).contains("GATEHOUSE_TWON_PASSWORD");
    }
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

  private Run run(String addresses) throws IOException {
    return new Run("--data %s --seconds 5 %s".formatted(directory, addresses).split(" "));
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

  /** One run of the script, and its output. */
  private final class Run implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final List<String> lines = new ArrayList<>();

    Run(String... arguments) throws IOException {
      List<String> command = new ArrayList<>(List.of(Path.of("run").toAbsolutePath().toString()));
      command.addAll(List.of(arguments));
      var builder =
          new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
      builder.environment().put("GATEHOUSE_DEMO_NO_BUILD", "1");
      for (String secret : List.of(Site.TWON_PASSWORD, Site.HIK_APP_KEY, Site.HIK_SECRET_KEY)) {
        builder.environment().put(secret, SECRET);
      }
      process = builder.start();
      output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Reads on to the next line that matches. */
    String next(String regex) throws IOException {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
        if (line.matches(regex)) {
          return line;
        }
      }
      throw new AssertionError("no line like " + regex + " in:\n" + this);
    }

    /** Reads on until each of the words was seen. */
    void nextInAnyOrder(String... words) throws IOException {
      List<String> missing = new ArrayList<>(List.of(words));
      while (!missing.isEmpty()) {
        String line = next(".*(" + String.join("|", missing) + ").*");
        missing.removeIf(line::contains);
      }
    }

    int exitCode() throws IOException, InterruptedException {
      output.lines().forEach(lines::add);
      return process.waitFor();
    }

    @Override
    public void close() {
      process.destroy();
    }

    @Override
    public String toString() {
      return String.join("\n", lines);
    }
  }
}
