package io.gatehouse.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.demo.Doors.Emitted;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What one connector reads of the simulators, and the sink commands there.
 *
 * @param path of its control at the simulators
 * @param passersBy paths of passages that are no part of the day
 * @param emitted a line of its journal as an event
 * @param moved paths that tell what was moved by command, each with the device of such a movement
 */
record SimulatedSite(
    Site site,
    String path,
    List<String> passersBy,
    Function<JsonNode, Emitted> emitted,
    Map<String, Function<JsonNode, String>> moved) {

  /** Intercoms, each known by its serial number. */
  static SimulatedSite twon(List<String> ids, JsonNode ready, String user, String password) {
    JsonNode devices = ready.path("devices");
    Map<String, String> serials = inverse(named(ids, devices, "/serialNumber"));
    return new SimulatedSite(
        Site.twon(named(ids, devices, "/url"), user, password, Map.of()),
        "",
        passages("/devices/" + last(ids, serials), "card", "exit-button"),
        event ->
            new Emitted(
                serials.get(event.path("serialNumber").asText()), event.path("id").asText(), false),
        movedOfEach("/devices/", serials));
  }

  /** An account with devices, each known by its serial number. */
  static SimulatedSite hikConnect(List<String> ids, JsonNode ready) {
    JsonNode cloud = ready.path("hik");
    Map<String, String> idsBySerial = inverse(named(ids, cloud.path("devices"), "/serial"));
    Map<String, String> idsByDoor = inverse(named(ids, cloud.path("devices"), "/doorId"));
    return new SimulatedSite(
        Site.hikConnect(
            URI.create(cloud.path("url").asText()),
            described(
                ids, cloud.path("devices"), "/serial", device -> device.path("doorId").asText()),
            cloud.path("appKey").asText(),
            cloud.path("secretKey").asText(),
            Map.of("tls", "insecure")),
        "/hik",
        passages("/hik/devices/" + last(ids, idsBySerial), "card", "face"),
        message ->
            new Emitted(
                idsBySerial.get(message.findPath("deviceSerial").asText()),
                message.path("queue").asText() + "/" + idInQueue(message.path("id").asText()),
                !message.path("completed").asBoolean()),
        Map.of("/hik/actuations", moved -> idsByDoor.get(afterSlash(moved))));
  }

  /** Intercoms, each known by its MAC address. */
  static SimulatedSite akuvox(List<String> ids, JsonNode ready, String user, String password) {
    JsonNode devices = ready.path("akuvox").path("devices");
    Map<String, String> macs = inverse(named(ids, devices, "/mac"));
    return new SimulatedSite(
        Site.akuvox(named(ids, devices, "/url"), user, password, Map.of()),
        "/akuvox",
        passages("/akuvox/devices/" + last(ids, macs), "card", "face"),
        written ->
            new Emitted(macs.get(written.path("mac").asText()), AkuvoxId.ofDevice(written), false),
        movedOfEach("/akuvox/devices/", macs));
  }

  /**
   * Residences with a device each, which the residence is known by.
   *
   * @param cloud what the cloud's control says of it
   */
  static SimulatedSite akuvoxCloud(List<String> ids, JsonNode ready, JsonNode cloud) {
    JsonNode residences = cloud.path("residences");
    Map<String, String> residenceIds = named(ids, residences, "/id");
    Map<String, String> idsByMac = inverse(named(ids, residences, "/devices/0/mac"));
    Map<String, String> idsByResidence = inverse(residenceIds);
    JsonNode account = ready.path("akuvoxCloud");
    return new SimulatedSite(
        Site.akuvoxCloud(
            URI.create(account.path("url").asText()),
            account.path("token").asText(),
            List.copyOf(residenceIds.values()),
            described(ids, residences, "/devices/0/mac", SimulatedSite::relayId),
            ZoneOffset.UTC,
            Map.of("tls", "insecure")),
        "/akuvox-cloud",
        passages("/akuvox-cloud/residences/" + last(ids, idsByResidence), "app", "card"),
        written ->
            new Emitted(
                idsByResidence.get(written.path("residence").asText()),
                AkuvoxId.ofCloud(written),
                false),
        Map.of("/akuvox-cloud/actuations", moved -> idsByMac.get(beforeSlash(moved))));
  }

  /** With names for people, sites and zones. */
  SimulatedSite placed() {
    List<Map<String, Object>> devices = site.devices().stream().map(Place::describe).toList();
    return new SimulatedSite(site.with(devices), path, passersBy, emitted, moved);
  }

  /** What the simulators call the last device, which has no part in the day. */
  private static String last(List<String> ids, Map<String, String> idsByName) {
    String last = ids.get(ids.size() - 1);
    return idsByName.entrySet().stream()
        .filter(entry -> entry.getValue().equals(last))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  private static List<String> passages(String device, String... passages) {
    return Stream.of(passages).map(passage -> device + "/passages/" + passage).toList();
  }

  /** Devices with a door each, which the cloud knows by an id. */
  private static List<Map<String, Object>> described(
      List<String> ids, JsonNode devices, String serial, Function<JsonNode, String> door) {
    return IntStream.range(0, ids.size())
        .mapToObj(
            i ->
                Map.<String, Object>of(
                    "id",
                    ids.get(i),
                    "serial",
                    devices.path(i).at(serial).asText(),
                    "doors",
                    Map.of(door.apply(devices.path(i)), "1")))
        .toList();
  }

  /** The simulated cloud makes it of the MAC address. */
  private static String relayId(JsonNode residence) {
    return "r" + residence.at("/devices/0/mac").asText().toLowerCase(Locale.ROOT) + "1";
  }

  private static Map<String, Function<JsonNode, String>> movedOfEach(
      String path, Map<String, String> idsByName) {
    Map<String, Function<JsonNode, String>> moved = new HashMap<>();
    idsByName.forEach((name, id) -> moved.put(path + name + "/actuations", movement -> id));
    return moved;
  }

  private static String beforeSlash(JsonNode movement) {
    return movement.path("target").asText().replaceAll("/.*", "");
  }

  private static String afterSlash(JsonNode movement) {
    return movement.path("target").asText().replaceAll(".*/", "");
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
