package io.gatehouse.twon;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.engine.DeviceFacts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The reply to {@code /api/system/info} (manual 000, 5.1.1). */
final class TwonInfo {

  private static final List<String> ATTRIBUTES =
      List.of(
          "devType",
          "variantId",
          "customerId",
          "macAddr",
          "buildType",
          "firmwarePackage",
          "deviceName");

  private TwonInfo() {}

  /** Empty where the device does not tell. */
  static String serialNumber(JsonNode info) {
    return info.path("serialNumber").asText("");
  }

  static DeviceFacts facts(JsonNode info) {
    Map<String, String> attributes = new TreeMap<>();
    for (String name : ATTRIBUTES) {
      String value = text(info, name);
      if (value != null) {
        attributes.put(name, value);
      }
    }
    return new DeviceFacts(
        text(info, "variant"),
        text(info, "serialNumber"),
        text(info, "hwVersion"),
        text(info, "swVersion"),
        attributes);
  }

  private static String text(JsonNode info, String name) {
    String value = info.path(name).asText("");
    return value.isBlank() ? null : value;
  }
}
