package io.gatehouse.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.demo.Doors.Emitted;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What one connector reads of the simulators.
 *
 * @param path of its control at the simulators
 * @param eventsPerSecond of its traffic, on average
 * @param emitted a line of its journal as an event
 */
record SimulatedSite(
    Site site, String path, double eventsPerSecond, Function<JsonNode, Emitted> emitted) {

  /** Intercoms, each known by its serial number. */
  static SimulatedSite twon(List<String> ids, JsonNode ready, String user, String password) {
    JsonNode devices = ready.path("devices");
    Map<String, String> serials = inverse(named(ids, devices, "/serialNumber"));
    return new SimulatedSite(
        Site.twon(named(ids, devices, "/url"), user, password, Map.of()),
        "",
        5,
        event ->
            new Emitted(
                serials.get(event.path("serialNumber").asText()),
                event.path("id").asText(),
                false));
  }

  /** An account with devices, each known by its serial number. */
  static SimulatedSite hikConnect(List<String> ids, JsonNode ready) {
    JsonNode cloud = ready.path("hik");
    Map<String, String> serials = named(ids, cloud.path("devices"), "/serial");
    Map<String, String> idsBySerial = inverse(serials);
    return new SimulatedSite(
        Site.hikConnect(
            URI.create(cloud.path("url").asText()),
            serials,
            cloud.path("appKey").asText(),
            cloud.path("secretKey").asText(),
            Map.of("tls", "insecure")),
        "/hik",
        3,
        message ->
            new Emitted(
                idsBySerial.get(message.findPath("deviceSerial").asText()),
                message.path("queue").asText() + "/" + idInQueue(message.path("id").asText()),
                !message.path("completed").asBoolean()));
  }

  /** Intercoms, each known by its MAC address. */
  static SimulatedSite akuvox(List<String> ids, JsonNode ready, String user, String password) {
    JsonNode devices = ready.path("akuvox").path("devices");
    Map<String, String> macs = inverse(named(ids, devices, "/mac"));
    return new SimulatedSite(
        Site.akuvox(named(ids, devices, "/url"), user, password, Map.of()),
        "/akuvox",
        2,
        written ->
            new Emitted(macs.get(written.path("mac").asText()), AkuvoxId.ofDevice(written), false));
  }

  /**
   * Residences with a device each, which the residence is known by.
   *
   * @param cloud what the cloud's control says of it
   */
  static SimulatedSite akuvoxCloud(List<String> ids, JsonNode ready, JsonNode cloud) {
    JsonNode residences = cloud.path("residences");
    Map<String, String> residenceIds = named(ids, residences, "/id");
    Map<String, String> idsByResidence = inverse(residenceIds);
    JsonNode account = ready.path("akuvoxCloud");
    return new SimulatedSite(
        Site.akuvoxCloud(
            URI.create(account.path("url").asText()),
            account.path("token").asText(),
            List.copyOf(residenceIds.values()),
            named(ids, residences, "/devices/0/mac"),
            ZoneOffset.UTC,
            Map.of("tls", "insecure")),
        "/akuvox-cloud",
        1,
        written ->
            new Emitted(
                idsByResidence.get(written.path("residence").asText()),
                AkuvoxId.ofCloud(written),
                false));
  }

  /** The journal puts the device before the number of an access, which is unique there only. */
  private static String idInQueue(String id) {
    return id.substring(id.indexOf('/') + 1);
  }

  private static Map<String, String> named(List<String> ids, JsonNode devices, String pointer) {
    Map<String, String> named = new LinkedHashMap<>();
    IntStream.range(0, ids.size())
        .forEach(i -> named.put(ids.get(i), devices.path(i).at(pointer).asText()));
    return named;
  }

  private static Map<String, String> inverse(Map<String, String> map) {
    Map<String, String> inverse = new HashMap<>();
    map.forEach((key, value) -> inverse.put(value, key));
    return inverse;
  }
}
