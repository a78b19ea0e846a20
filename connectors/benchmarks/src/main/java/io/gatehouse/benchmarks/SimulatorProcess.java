package io.gatehouse.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.stack.ChildJvm;
import io.gatehouse.stack.Launch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The program of the simulators, in a process of its own, and its control. */
final class SimulatorProcess implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final ChildJvm process;
  private final JsonNode ready;
  private final URI control;

  private SimulatorProcess(ChildJvm process, JsonNode ready) {
    this.process = process;
    this.ready = ready;
    this.control = URI.create(ready.path("control").asText());
  }

  /**
   * Starts the program.
   *
   * @param secrets environment variables that hold what must not stand among the arguments
   */
  static SimulatorProcess start(List<String> arguments, Map<String, String> secrets) {
    var program =
        new ChildJvm.Program(
            "simulators",
            // They live too short for the full compiler to pay.
            List.of("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
            System.getProperty("java.class.path"),
            "io.gatehouse.simulators.Simulators",
            arguments);
    Launch launch = Launch.temporarily();
    for (var secret : secrets.entrySet()) {
      launch = launch.environment(secret.getKey(), secret.getValue());
    }
    // The end of its line: a long one does not come at once.
    var process = ChildJvm.start(program, launch, "\"}\n");
    String ready =
        process
            .logged()
            .lines()
            .filter(line -> line.startsWith("{") && line.contains("\"control\":"))
            .findFirst()
            .orElseThrow();
    return new SimulatorProcess(process, json(ready));
  }

  /** What the program said when it was ready. */
  JsonNode ready() {
    return ready;
  }

  long pid() {
    return process.pid();
  }

  JsonNode get(String path) {
    return lines(path).findFirst().orElseThrow();
  }

  /** The objects of a reply that has one a line. */
  Stream<JsonNode> lines(String path) {
    return send(path, HttpRequest.newBuilder());
  }

  void post(String path, Map<String, ?> body) {
    String text = JSON.valueToTree(body).toString();
    var reply = send(path, HttpRequest.newBuilder().POST(BodyPublishers.ofString(text)));
    if (reply.noneMatch(line -> line.path("done").asBoolean())) {
      throw new IllegalStateException("the simulators refused " + path + " " + text);
    }
  }

  @Override
  public void close() {
    process.close();
  }

  private Stream<JsonNode> send(String path, HttpRequest.Builder request) {
    try {
      return http.send(request.uri(control.resolve(path)).build(), BodyHandlers.ofLines())
          .body()
          .map(SimulatorProcess::json);
    } catch (IOException e) {
      throw new UncheckedIOException("the simulators did not answer " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking the simulators", e);
    }
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
