package io.gatehouse.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The harness runs; how fast is not looked at. */
class RunIT {

  private static final int TARGET_MISSED = 3;

  @Test
  void aSmallBacklogIsReadOnceAndComparedWithThePlainProducer() throws Exception {
    Run run = run("--only", "backlog", "--events", "200", "--devices", "2");

    assertThat(run.medians())
        .containsEntry("records an event", 1.0)
        .containsEntry("lost", 0.0)
        .containsEntry("doubled", 0.0)
        .containsKeys("first to last readable", "plain producer", "rate / plain producer");
    assertThat(run.output()).contains("| backlog ");
  }

  @Test
  void aSmallBacklogOfACloudIsReadOnceWithinTheAccountsLimit() throws Exception {
    Run run = run("--only", "hik_limit", "--events-limit", "1500");

    assertThat(run.medians())
        .containsEntry("records an event", 1.0)
        .containsEntry("lost", 0.0)
        .containsEntry("doubled", 0.0)
        .containsKeys("first to last readable", "rate / reachable", "requests refused");
    assertThat(run.output()).contains("| hik limit ");
  }

  @Test
  void aFewAkuvoxDevicesArePolledAndTheirRecordsTimed() throws Exception {
    Run run =
        run(
            "--only",
            "akuvox_idle,akuvox_delay",
            "--devices-akuvox",
            "10",
            "--seconds-idle",
            "2",
            "--delays",
            "20");

    assertThat(run.medians())
        .containsKeys("heap a device", "time a request / plain client", "p50 / reachable");
    assertThat(run.medians().get("requests")).isPositive();
    assertThat(run.output()).contains("| akuvox idle ", "| akuvox delay ");
  }

  @Test
  void aFewCommandsAreCarriedOutOnceAndTimed() throws Exception {
    Run run =
        run(
            "--only",
            "relay_delay,relay_rate",
            "--commands",
            "10",
            "--commands-rate",
            "50",
            "--devices-relay",
            "5");

    assertThat(run.medians())
        .containsEntry("not accepted", 0.0)
        .containsEntry("not moved", 0.0)
        .containsEntry("doubled", 0.0)
        .containsKeys("p50", "p50 / plain caller p50", "as fast as it goes");
    assertThat(run.output()).contains("| relay delay ", "| relay rate ");
  }

  @Test
  void aSmallBacklogIsCorrelatedAndItsStateRestored() throws Exception {
    Run run =
        run(
            "--only",
            "streams_rate,streams_delay,streams_state",
            "--events-streams",
            "5000",
            "--no-each-rule",
            "--alarms",
            "5");

    assertThat(run.medians())
        .containsEntry("without incident", 0.0)
        .containsKeys("all rules", "no rule", "p99", "disk", "restore");
    assertThat(run.output()).contains("| streams rate ", "| streams delay ", "| streams state ");
  }

  /** What the harness printed, and what it wrote. */
  private record Run(String output, Map<String, Double> medians) {}

  private static Run run(String... options) throws Exception {
    Path results = Path.of("target/results.json");
    Files.deleteIfExists(results);
    List<String> command = new ArrayList<>(List.of("./run", "--runs", "1"));
    command.addAll(List.of(options));
    var builder = new ProcessBuilder(command);
    builder.environment().put("GATEHOUSE_BENCHMARKS_NO_BUILD", "yes");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));

    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).as(output).isIn(0, TARGET_MISSED);
    Map<String, Double> medians = new HashMap<>();
    for (JsonNode figure : new ObjectMapper().readTree(results.toFile()).path("figures")) {
      medians.put(figure.path("figure").asText(), figure.path("median").asDouble());
    }
    return new Run(output, medians);
  }
}
