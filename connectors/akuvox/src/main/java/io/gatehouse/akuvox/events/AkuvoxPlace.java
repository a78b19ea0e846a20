package io.gatehouse.akuvox.events;

import io.gatehouse.engine.DeviceSpec;

/**
 * Which device an event is of, and where that stands.
 *
 * @param deviceName for people, or null
 * @param site or null
 * @param zone or null
 */
record AkuvoxPlace(String deviceId, String deviceName, String site, String zone) {

  /** A device that nobody described. */
  AkuvoxPlace(String deviceId, String deviceName) {
    this(deviceId, deviceName, null, null);
  }

  /**
   * A described device.
   *
   * @param vendorName what it is called where the operator gave it no name, or null
   */
  static AkuvoxPlace of(DeviceSpec device, String vendorName) {
    String name = device.name() == null ? vendorName : device.name();
    return new AkuvoxPlace(device.id(), name, device.site(), device.zone());
  }
}
