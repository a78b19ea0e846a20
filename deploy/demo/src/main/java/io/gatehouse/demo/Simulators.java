package io.gatehouse.demo;

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
import java.util.stream.Stream;

/** The program of the module simulators as a child process, and its control. */
final class Simulators implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final ChildJvm process;
  private final JsonNode ready;

  private Simulators(ChildJvm process, JsonNode ready) {
    this.process = process;
    this.ready = ready;
  }

  static Simulators start(Launch launch, List<String> arguments) {
    var program =
        new ChildJvm.Program(
            "simulators",
            List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
            System.getProperty("java.class.path"),
            "io.gatehouse.simulators.Simulators",
            arguments);
    var process = ChildJvm.start(program, launch, "\"control\"");
    String line =
        process.logged().lines().filter(it -> it.contains("\"control\"")).findFirst().orElseThrow();
    return new Simulators(process, json(line));
  }

  /** What they have said of themselves: addresses and accounts. */
  JsonNode ready() {
    return ready;
  }

  /** Sends a command to the control. */
  void command(String path, String body) {
    call("POST", path, body);
  }

  /** Reads a journal of the control, an event each. */
  Stream<JsonNode> journal(String path) {
    return call("GET", path, "").lines().map(Simulators::json);
  }

  @Override
  public void close() {
    process.close();
  }

  private String call(String method, String path, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(ready.path("control").asText() + path))
            .method(method, BodyPublishers.ofString(body))
            .build();
    try {
      var reply = HTTP.send(request, BodyHandlers.ofString());
      if (reply.statusCode() != 200) {
        throw new IllegalStateException(
            "the simulators answered %s with %d: %s"
                .formatted(path, reply.statusCode(), reply.body()));
      }
      return reply.body();
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
