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
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Simulated devices in a process of their own. A device's id is its serial number. */
final class Fleet implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ChildJvm process;
  private final URI control;
  private final Map<String, URI> urls = new LinkedHashMap<>();

  private Fleet(ChildJvm process, JsonNode ready) {
    this.process = process;
    this.control = URI.create(ready.path("control").asText());
    ready
        .path("devices")
        .forEach(
            device ->
                urls.put(
                    device.path("serialNumber").asText(), URI.create(device.path("url").asText())));
  }

  /**
   * Starts devices.
   *
   * @param backlog events in the history of each, beside the one of its start
   */
  static Fleet start(int devices, int backlog, String password) {
    var program =
        new ChildJvm.Program(
            "simulators",
            // They live too short for the full compiler to pay.
            List.of("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
            System.getProperty("java.class.path"),
            "io.gatehouse.simulators.Simulators",
            List.of("--twon", "" + devices, "--backlog", "" + backlog, "--user", Rig.USER));
    Launch launch = Launch.temporarily().environment("SIMULATOR_PASSWORD", password);
    // The end of its line: a long one does not come at once.
    var process = ChildJvm.start(program, launch, "\"}]}\n");
    String ready =
        process
            .logged()
            .lines()
            .filter(line -> line.startsWith("{\"control\""))
            .findFirst()
            .orElseThrow();
    return new Fleet(process, json(ready));
  }

  Map<String, URI> urls() {
    return urls;
  }

  long pid() {
    return process.pid();
  }

  /** A sum over all devices, such as {@code channels}, {@code requests}. */
  long counter(String name) {
    return json(get("/counters")).path(name).asLong();
  }

  /** Every event that any device has emitted. */
  Set<EventKey> emitted() {
    Set<EventKey> emitted = new HashSet<>();
    get("/journal")
        .lines()
        .map(Fleet::json)
        .forEach(
            event ->
                emitted.add(
                    new EventKey(event.path("serialNumber").asText(), event.path("id").asText())));
    return emitted;
  }

  @Override
  public void close() {
    process.close();
  }

  private String get(String path) {
    var request = HttpRequest.newBuilder(control.resolve(path)).build();
    try {
      return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
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
