package io.gatehouse.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The program's command line; what it does when it runs is ReadmeTest's. */
class SimulatorsTest {

  private record Result(int exitCode, String output) {}

  @Test
  void helpNamesEveryOption() throws Exception {
    Result help = run("--help");

    assertThat(help.exitCode).isZero();
    assertThat(help.output)
        .contains(
            "--twon",
            "--port",
            "--https",
            "--control-port",
            "--rate",
            "--backlog",
            "--seed",
            "--user",
            "--password",
            "--auth",
            "--hik",
            "--hik-port",
            "--hik-app-key",
            "--hik-secret-key",
            "--hik-limit",
            "--hik-rate",
            "--hik-backlog",
            "--hik-queues",
            "--akuvox",
            "--akuvox-port",
            "--akuvox-https-port",
            "--akuvox-cloud",
            "--akuvox-cloud-port",
            "--akuvox-cloud-token");
  }

  @Test
  void backlogOfNoQueueIsExplained() throws Exception {
    Result wrong = run("--hik", "1", "--hik-backlog", "5");

    assertThat(wrong.exitCode).isEqualTo(1);
    assertThat(wrong.output).contains("--hik-backlog needs --hik-queues");
  }

  @Test
  void wrongOptionIsExplained() throws Exception {
    Result wrong = run("--auth", "token");

    assertThat(wrong.exitCode).isEqualTo(2);
    assertThat(wrong.output).contains("--auth").contains("token");
  }

  @Test
  void takenPortIsExplained() throws Exception {
    try (TwonSimulator device = TwonSimulator.start(new TwonOptions())) {
      Result taken = run("--port", Integer.toString(device.url().getPort()));

      assertThat(taken.exitCode).isEqualTo(1);
      assertThat(taken.output).contains("in use");
    }
  }

  private static Result run(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Simulators.class.getName()),
                Stream.of(arguments))
            .toList();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), output);
  }
}
