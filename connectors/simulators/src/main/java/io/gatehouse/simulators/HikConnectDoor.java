package io.gatehouse.simulators;

/**
 * A door of the account and the device it belongs to.
 *
 * @param id as in {@code elementId} and {@code elementlist}
 */
public record HikConnectDoor(String id, String name, String deviceSerial) {

  /** The only door of a device. */
  public static HikConnectDoor of(String deviceSerial) {
    return new HikConnectDoor(
        HikConnectIds.of("door of " + deviceSerial), deviceSerial + "-Door 1", deviceSerial);
  }
}
