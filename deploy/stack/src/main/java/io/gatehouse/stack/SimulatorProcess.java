package io.gatehouse.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

/**
 * The program of the simulators in a process of its own, and its control. The caller's class path
 * must have it; the stack itself does not.
 */
public final class SimulatorProcess implements AutoCloseable {

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
   * @param heap as {@code -Xmx} takes it
   */
  public static SimulatorProcess start(Launch launch, String heap, List<String> arguments) {
    var program =
        new ChildJvm.Program(
            "simulators",
            List.of("-Xmx" + heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
            System.getProperty("java.class.path"),
            "io.gatehouse.simulators.Simulators",
            arguments);
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

  /** What the program said when it was ready: addresses and accounts. */
  public JsonNode ready() {
    return ready;
  }

  public long pid() {
    return process.pid();
  }

  /** The one object of a reply. */
  public JsonNode get(String path) {
    return lines(path).findFirst().orElseThrow();
  }

  /** The objects of a reply that has one a line. */
  public Stream<JsonNode> lines(String path) {
    return send(path, HttpRequest.newBuilder());
  }

  /**
   * Sends a command.
   *
   * @throws IllegalStateException with the simulators' words if they refuse it
   */
  public void post(String path, Map<String, ?> body) {
    String text = JSON.valueToTree(body).toString();
    send(path, HttpRequest.newBuilder().POST(BodyPublishers.ofString(text))).close();
  }

  @Override
  public void close() {
    process.close();
  }

  private Stream<JsonNode> send(String path, HttpRequest.Builder request) {
    try {
      var reply = http.send(request.uri(control.resolve(path)).build(), BodyHandlers.ofLines());
      if (reply.statusCode() != 200) {
        throw new IllegalStateException(
            "the simulators answered %s with %d: %s"
                .formatted(path, reply.statusCode(), reply.body().toList()));
      }
      return reply.body().map(SimulatorProcess::json);
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
