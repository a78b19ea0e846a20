package io.gatehouse.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The harness runs; how fast is not looked at. */
class RunIT {

  private static final int TARGET_MISSED = 3;

  @Test
  void aSmallBacklogIsReadOnceAndComparedWithThePlainProducer() throws Exception {
    Path results = Path.of("target/results.json");
    Files.deleteIfExists(results);
    var builder =
        new ProcessBuilder(
            "./run", "--only", "backlog", "--runs", "1", "--events", "200", "--devices", "2");
    builder.environment().put("GATEHOUSE_BENCHMARKS_NO_BUILD", "yes");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));

    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).as(output).isIn(0, TARGET_MISSED);
    Map<String, Double> medians = new HashMap<>();
    for (JsonNode figure : new ObjectMapper().readTree(results.toFile()).path("figures")) {
      medians.put(figure.path("figure").asText(), figure.path("median").asDouble());
    }
    assertThat(medians)
        .containsEntry("records an event", 1.0)
        .containsEntry("lost", 0.0)
        .containsEntry("doubled", 0.0)
        .containsKeys("first to last readable", "plain producer", "rate / plain producer");
    assertThat(output).contains("| backlog ");
  }
}
