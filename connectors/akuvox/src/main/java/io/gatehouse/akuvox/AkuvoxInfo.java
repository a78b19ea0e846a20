package io.gatehouse.akuvox;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.engine.DeviceFacts;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Replies about the device itself: manual 002, Api system info, Api system, input, relay status.
 */
final class AkuvoxInfo {

  private static final long UNKNOWN = -1;

  private AkuvoxInfo() {}

  /** Empty where the device does not tell. */
  static String mac(JsonNode info) {
    return info.path("Status").path("MAC").asText("").strip();
  }

  static DeviceFacts facts(JsonNode info) {
    JsonNode status = info.path("Status");
    return new DeviceFacts(
        text(status, "Model"),
        text(status, "MAC"),
        text(status, "HardwareVersion"),
        text(status, "FirmwareVersion"),
        Map.of());
  }

  /** The same device, of which is known what it lacks. */
  static DeviceFacts lacking(DeviceFacts facts, Set<? extends Enum<?>> functions) {
    Map<String, String> attributes = new HashMap<>(facts.attributes());
    attributes.put(
        "lacks",
        functions.stream()
            .map(function -> function.name().toLowerCase(Locale.ROOT))
            .sorted()
            .collect(Collectors.joining(", ")));
    return new DeviceFacts(
        facts.model(),
        facts.serialNumber(),
        facts.hardwareVersion(),
        facts.firmwareVersion(),
        attributes);
  }

  /** Device clock in seconds since 1970, or null where it is not told. */
  static Long systemTime(JsonNode status) {
    long seconds = status.path("SystemTime").asLong(UNKNOWN);
    return seconds < 0 ? null : seconds;
  }

  /** Levels by name, such as InputA; what is no number is left out. */
  static Map<String, Integer> levels(JsonNode status, String kind) {
    Map<String, Integer> levels = new HashMap<>();
    for (var field : status.properties()) {
      int level = field.getValue().asInt((int) UNKNOWN);
      if (field.getKey().startsWith(kind) && level >= 0) {
        levels.put(field.getKey(), level);
      }
    }
    return levels;
  }

  private static String text(JsonNode object, String field) {
    String value = object.path(field).asText("").strip();
    return value.isEmpty() ? null : value;
  }
}
