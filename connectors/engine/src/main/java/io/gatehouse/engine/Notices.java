package io.gatehouse.engine;

import io.gatehouse.events.Device;
import io.gatehouse.events.DeviceEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What Gatehouse itself says of a device. */
public final class Notices {

  private static final String VENDOR_TYPE = "gatehouse";

  private final String vendor;
  private final DeviceSpec device;
  private final Clock clock;

  public Notices(String vendor, DeviceSpec device, Clock clock) {
    this.vendor = vendor;
    this.device = device;
    this.clock = clock;
  }

  /**
   * Events are lost, or may be.
   *
   * @param certain true if they are lost, false if they may be
   * @param identity what makes this gap this gap, so that the same one has the same id
   */
  public DeviceEvent gap(
      GapReason reason, boolean certain, Map<String, String> attributes, Object... identity) {
    Map<String, String> all = new HashMap<>(attributes);
    all.put("reason", reason.name());
    all.put("certain", Boolean.toString(certain));
    return event(
        "GAP", all, EventIds.of(vendor, device.id(), "GAP", reason, EventIds.of(identity)));
  }

  /** Another device answers at the same address. */
  public DeviceEvent replaced(String oldSerialNumber, String newSerialNumber) {
    return event(
        "REPLACED",
        Map.of("oldSerialNumber", oldSerialNumber, "newSerialNumber", newSerialNumber),
        EventIds.of(vendor, device.id(), "REPLACED", oldSerialNumber, newSerialNumber));
  }

  /** A queue takes in messages for us from now on, as {@code attributes} say. */
  public DeviceEvent subscribed(Map<String, String> attributes) {
    return event("SUBSCRIBED", attributes, momentary("SUBSCRIBED"));
  }

  /**
   * The device's clock was set.
   *
   * @param seconds how far; negative if it was set back
   * @param identity the event at which it was noticed
   */
  public DeviceEvent clockJump(long seconds, Object... identity) {
    return event(
        "CLOCK_JUMP",
        Map.of("seconds", Long.toString(seconds)),
        EventIds.of(vendor, device.id(), "CLOCK_JUMP", EventIds.of(identity)));
  }

  DeviceEvent online() {
    return event("ONLINE", Map.of(), momentary("ONLINE"));
  }

  DeviceEvent offline(Throwable cause) {
    String kind = Trouble.of(cause).kind().name().toLowerCase(Locale.ROOT);
    return event(
        "OFFLINE",
        Map.of("cause", kind, "message", String.valueOf(cause.getMessage())),
        momentary("OFFLINE"));
  }

  /** What the inventory holds of the device from now on. */
  Device inventory(DeviceFacts facts, boolean online) {
    return Device.newBuilder()
        .setDeviceId(device.id())
        .setVendor(vendor)
        .setDeviceName(device.name())
        .setSite(device.site())
        .setZone(device.zone())
        .setDoors(device.doors())
        .setAddress(device.url().toString())
        .setModel(facts.model())
        .setSerialNumber(facts.serialNumber())
        .setHardwareVersion(facts.hardwareVersion())
        .setFirmwareVersion(facts.firmwareVersion())
        .setOnline(online)
        .setUpdatedAt(clock.instant())
        .setAttributes(facts.attributes())
        .build();
  }

  private String momentary(String type) {
    return EventIds.of(vendor, device.id(), type, clock.instant());
  }

  private DeviceEvent event(String type, Map<String, String> attributes, String eventId) {
    Instant now = clock.instant();
    return DeviceEvent.newBuilder()
        .setEventId(eventId)
        .setVendor(vendor)
        .setDeviceId(device.id())
        .setDeviceName(device.name())
        .setSite(device.site())
        .setZone(device.zone())
        .setType(type)
        .setVendorType(VENDOR_TYPE)
        .setOccurredAt(now)
        .setReceivedAt(now)
        .setRecovered(false)
        .setAttributes(attributes)
        .build();
  }
}
