package io.gatehouse.engine;

import java.util.Map;

/**
 * What a device says of itself; null where it does not.
 *
 * @param attributes what has no field of its own
 */
public record DeviceFacts(
    String model,
    String serialNumber,
    String hardwareVersion,
    String firmwareVersion,
    Map<String, String> attributes) {

  /** A device that was not asked yet. */
  public static final DeviceFacts UNKNOWN = new DeviceFacts(null, null, null, null, Map.of());

  public DeviceFacts {
    attributes = Map.copyOf(attributes);
  }
}
