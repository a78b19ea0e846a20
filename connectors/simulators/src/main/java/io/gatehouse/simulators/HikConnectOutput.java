package io.gatehouse.simulators;

/**
 * An alarm output of the account and the device it belongs to.
 *
 * @param id as in {@code alarmOutputID}
 */
public record HikConnectOutput(String id, String name, String deviceSerial) {

  /** The only alarm output of a device. */
  public static HikConnectOutput of(String deviceSerial) {
    return new HikConnectOutput(
        HikConnectIds.of("alarm output of " + deviceSerial),
        deviceSerial + "-Output 1",
        deviceSerial);
  }
}
