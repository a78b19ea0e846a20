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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** Three simulated intercoms in a process of their own, and their journal. */
final class SimulatedDoors implements Doors {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> IDS = List.of("main-entrance", "garage", "office");
  private static final double EVENTS_PER_SECOND = 5;
  private static final String READY = "{\"control\"";

  private final ChildJvm process;
  private final Account account;
  private final String control;
  private final Map<String, JsonNode> devices = new LinkedHashMap<>();

  private SimulatedDoors(ChildJvm process, Account account, JsonNode ready) {
    this.process = process;
    this.account = account;
    this.control = ready.path("control").asText();
    IntStream.range(0, IDS.size())
        .forEach(i -> devices.put(IDS.get(i), ready.path("devices").path(i)));
  }

  static SimulatedDoors start(Launch launch) {
    var account = new Account("gatehouse", UUID.randomUUID().toString());
    var program =
        new ChildJvm.Program(
            "simulators",
            List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
            System.getProperty("java.class.path"),
            "io.gatehouse.simulators.Simulators",
            List.of("--twon", "" + IDS.size(), "--user", account.username()));
    var process =
        ChildJvm.start(
            program, launch.environment("SIMULATOR_PASSWORD", account.password()), READY);
    String ready =
        process.logged().lines().filter(line -> line.startsWith(READY)).findFirst().orElseThrow();
    return new SimulatedDoors(process, account, json(ready));
  }

  @Override
  public Map<String, String> addresses() {
    Map<String, String> addresses = new LinkedHashMap<>();
    devices.forEach((id, device) -> addresses.put(id, device.path("url").asText()));
    return addresses;
  }

  @Override
  public Account account() {
    return account;
  }

  @Override
  public Map<String, String> options() {
    return Map.of();
  }

  @Override
  public void begin() {
    traffic(EVENTS_PER_SECOND);
  }

  @Override
  public void end() {
    traffic(0);
  }

  @Override
  public Map<String, Set<String>> emitted() {
    Map<String, String> ids = new LinkedHashMap<>();
    Map<String, Set<String>> emitted = new LinkedHashMap<>();
    devices.forEach((id, device) -> ids.put(device.path("serialNumber").asText(), id));
    devices.keySet().forEach(id -> emitted.put(id, new HashSet<>()));
    call("GET", "/journal", "")
        .lines()
        .map(SimulatedDoors::json)
        .forEach(
            event ->
                emitted
                    .get(ids.get(event.path("serialNumber").asText()))
                    .add(event.path("id").asText()));
    return emitted;
  }

  @Override
  public void close() {
    process.close();
  }

  private void traffic(double eventsPerSecond) {
    call("POST", "/traffic", "{\"rate\": " + eventsPerSecond + "}");
  }

  private String call(String method, String path, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(control + path))
            .method(method, BodyPublishers.ofString(body))
            .build();
    try {
      var reply = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
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
