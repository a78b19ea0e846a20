package io.gatehouse.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.simulators.TwonOptions;
import io.gatehouse.simulators.TwonSimulator;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The start script, run as a user runs it, from another directory. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DemoIT {

  private static final String EVENT = "\\d\\d:.* (Access|Call|Alarm|Device)Event .*";
  private static final String CONNECT = "[Cc]onnect.* process \\d+";

  @TempDir Path directory;

  @Test
  void losesAndDoublesNothingWhenItsConnectWorkerIsKilledTwice() throws Exception {
    try (var demo = new Run("--seconds", "60")) {
      for (int kill = 0; kill < 2; kill++) {
        long worker = processIn(demo.next(CONNECT));
        for (int event = 0; event < 20; event++) {
          demo.next(EVENT);
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
  void readsADeviceByItsAddressAndGoesOnWhereItStoodInTheNextRun() throws Exception {
    var options = new TwonOptions().withTransport(TwonOptions.Transport.HTTPS);
    try (var device = TwonSimulator.start(options.withUser("reader", "open-sesame"))) {
      String[] arguments = {
        "--twon",
        "https://reader@127.0.0.1:" + device.httpsUrl().getPort(),
        "--fingerprint",
        device.fingerprint(),
        "--data",
        directory.toString(),
        "--seconds",
        "3"
      };
      device.emit("FirstThing");
      try (var demo = new Run(arguments)) {
        demo.next(".*FirstThing.*");
        assertThat(demo.exitCode()).as("%s", demo).isZero();
      }
      device.emit("SecondThing");
      try (var demo = new Run(arguments)) {
        demo.next(".*SecondThing.*");
        assertThat(demo.exitCode()).as("%s", demo).isZero();
        assertThat(demo.toString()).doesNotContain("FirstThing").doesNotContain("open-sesame");
      }
    }
    try (var files = Files.walk(directory)) {
      assertThat(files.filter(Files::isRegularFile))
          .isNotEmpty()
          .noneMatch(DemoIT::holdsThePassword);
    }
  }

  @Test
  void explainsItself() throws Exception {
    try (var demo = new Run("--help")) {
      assertThat(demo.exitCode()).isZero();
      assertThat(demo.toString()).contains("--seconds").contains("--twon").contains("--data");
    }
  }

  @Test
  void refusesAPasswordOnTheCommandLine() throws Exception {
    try (var demo = new Run("--twon", "https://reader:open-sesame@127.0.0.1")) {
      assertThat(demo.exitCode()).isEqualTo(2);
      assertThat(demo.toString()).contains("GATEHOUSE_TWON_PASSWORD");
    }
  }

  private static boolean holdsThePassword(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains("open-sesame");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
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
      builder.environment().put(Demo.PASSWORD, "open-sesame");
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
