package io.gatehouse.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A device that the sink commands.
 *
 * @param vendor as the sink calls it
 * @param doors ids of doors by their names, as far as they are described
 */
record Commanded(String id, String vendor, Map<String, String> doors) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FIRST_DOOR = "1";

  /**
   * The devices of the sink's device file.
   *
   * @param deviceFile its content, JSON
   * @throws IllegalArgumentException if it is something else
   */
  static List<Commanded> of(String deviceFile) {
    List<Commanded> devices = new ArrayList<>();
    try {
      for (JsonNode device : JSON.readTree(deviceFile).path("devices")) {
        Map<String, String> doors = new TreeMap<>();
        device
            .path("doors")
            .properties()
            .forEach(door -> doors.put(door.getValue().asText(), door.getKey()));
        devices.add(
            new Commanded(device.path("id").asText(), device.path("vendor").asText(), doors));
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the device file must be JSON", e);
    }
    return devices;
  }

  /**
   * One of them.
   *
   * @throws IllegalArgumentException naming all, if there is none of this id
   */
  static Commanded of(String deviceFile, String id) {
    List<Commanded> all = of(deviceFile);
    return all.stream()
        .filter(device -> device.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no device '%s'; there are: %s"
                        .formatted(
                            id,
                            all.stream().map(Commanded::id).collect(Collectors.joining(", ")))));
  }

  /**
   * What acts at a door.
   *
   * @param door its name or id; null for the first that is described, or else 1
   */
  String target(String door) {
    String first = doors.values().stream().findFirst().orElse(FIRST_DOOR);
    return Verb.target(vendor, door == null ? first : doors.getOrDefault(door, door));
  }
}
