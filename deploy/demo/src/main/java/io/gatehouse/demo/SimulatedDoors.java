package io.gatehouse.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.stack.Launch;
import io.gatehouse.stack.SimulatorProcess;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Three simulated intercoms, and a simulated Hik-Connect account with two devices. */
final class SimulatedDoors implements Doors {

  private static final List<String> TWON = List.of("main-entrance", "garage", "office");
  private static final List<String> HIK = List.of("warehouse", "gate");
  private static final String USER = "gatehouse";
  private static final String TWON_TRAFFIC = "/traffic";
  private static final String HIK_TRAFFIC = "/hik/traffic";
  private static final double TWON_EVENTS_PER_SECOND = 5;
  private static final double HIK_MESSAGES_PER_SECOND = 3;

  private final SimulatorProcess simulators;
  private final List<Site> sites;
  private final Map<String, String> idsBySerial = new HashMap<>();

  private SimulatedDoors(SimulatorProcess simulators, String password) {
    this.simulators = simulators;
    JsonNode intercoms = simulators.ready().path("devices");
    JsonNode cloud = simulators.ready().path("hik");
    Map<String, String> serials = named(HIK, cloud.path("devices"), "serial");
    this.sites =
        List.of(
            Site.twon(named(TWON, intercoms, "url"), USER, password, Map.of()),
            Site.hikConnect(
                URI.create(cloud.path("url").asText()),
                serials,
                cloud.path("appKey").asText(),
                cloud.path("secretKey").asText(),
                Map.of("tls", "insecure")));
    named(TWON, intercoms, "serialNumber").forEach((id, serial) -> idsBySerial.put(serial, id));
    serials.forEach((id, serial) -> idsBySerial.put(serial, id));
  }

  static SimulatedDoors start(Launch launch) {
    String password = UUID.randomUUID().toString();
    var simulators =
        SimulatorProcess.start(
            launch.environment("SIMULATOR_PASSWORD", password),
            "96m",
            List.of(
                "--twon",
                "" + TWON.size(),
                "--user",
                USER,
                "--hik",
                "" + HIK.size(),
                "--hik-queues",
                "alarm,combine,rawmsg"));
    return new SimulatedDoors(simulators, password);
  }

  @Override
  public List<Site> sites() {
    return sites;
  }

  @Override
  public void begin() {
    traffic(TWON_TRAFFIC, TWON_EVENTS_PER_SECOND);
    traffic(HIK_TRAFFIC, HIK_MESSAGES_PER_SECOND);
  }

  @Override
  public void end() {
    traffic(TWON_TRAFFIC, 0);
    traffic(HIK_TRAFFIC, 0);
  }

  @Override
  public List<Emitted> emitted() {
    return Stream.concat(
            simulators.lines("/journal").map(this::ofDevice),
            simulators.lines("/hik/journal").map(this::ofCloud))
        .toList();
  }

  @Override
  public void close() {
    simulators.close();
  }

  private void traffic(String path, double perSecond) {
    simulators.post(path, Map.of("rate", perSecond));
  }

  private Emitted ofDevice(JsonNode event) {
    String device = idsBySerial.get(event.path("serialNumber").asText());
    return new Emitted(device, event.path("id").asText(), false);
  }

  /** The journal puts the device before the number of an access, which is unique there only. */
  private Emitted ofCloud(JsonNode message) {
    String device = idsBySerial.get(message.findPath("deviceSerial").asText());
    String id = message.path("id").asText();
    return new Emitted(
        device,
        message.path("queue").asText() + "/" + id.substring(id.indexOf('/') + 1),
        !message.path("completed").asBoolean());
  }

  private static Map<String, String> named(List<String> ids, JsonNode devices, String field) {
    Map<String, String> named = new LinkedHashMap<>();
    IntStream.range(0, ids.size())
        .forEach(i -> named.put(ids.get(i), devices.path(i).path(field).asText()));
    return named;
  }
}
