package io.gatehouse.hikconnect.events;

import io.gatehouse.engine.DeviceSpec;
import io.gatehouse.events.Device;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The devices that the operator described, found by whatever the cloud calls them: not all messages
 * have the serial number, and the account's list tells which id goes with it. Belongs to one event
 * loop.
 */
public final class HikConnectDevices {

  private final List<DeviceSpec> described;
  private final Map<String, DeviceSpec> byName = new HashMap<>();
  private final Map<String, Device> told = new HashMap<>();

  public HikConnectDevices(List<DeviceSpec> described) {
    this.described = described;
    for (DeviceSpec device : described) {
      for (String name : device.serial().split(",", -1)) {
        byName.put(key(name), device);
      }
    }
  }

  /**
   * The description of a device; null if nobody described it.
   *
   * @param names what the cloud calls it, the best first; null for what is not said
   */
  DeviceSpec find(String... names) {
    for (String name : names) {
      DeviceSpec device = name == null ? null : byName.get(key(name));
      if (device != null) {
        return device;
      }
    }
    return null;
  }

  /**
   * Takes in the account's list.
   *
   * @param account empty where the account does not tell
   * @return what of the inventory is new or has changed
   */
  public List<Device> learn(List<HikConnectListed> account, Instant now) {
    List<Device> devices = new ArrayList<>();
    Set<DeviceSpec> missing = new LinkedHashSet<>(described);
    for (HikConnectListed listed : account) {
      DeviceSpec device = find(listed.serial(), listed.id(), listed.name());
      missing.remove(device);
      if (device != null && listed.id() != null) {
        byName.put(key(listed.id()), device);
      }
      if (device != null || listed.id() != null || listed.serial() != null) {
        devices.add(inventory(device, listed, now));
      }
    }
    for (DeviceSpec device : missing) {
      devices.add(inventory(device, HikConnectListed.unknown(account.isEmpty()), now));
    }
    devices.removeIf(device -> !differs(device, told.put(device.getDeviceId(), device)));
    return devices;
  }

  private static Device inventory(DeviceSpec described, HikConnectListed listed, Instant now) {
    String id =
        described == null ? HikConnectEvent.firstOf(listed.id(), listed.serial()) : described.id();
    String name = described == null ? null : described.name();
    return Device.newBuilder()
        .setDeviceId(id)
        .setVendor("hikconnect")
        .setDeviceName(HikConnectEvent.firstOf(name, listed.name()))
        .setSite(described == null ? null : described.site())
        .setZone(described == null ? null : described.zone())
        .setDoors(described == null ? Map.of() : described.doors())
        .setModel(listed.model())
        .setSerialNumber(listed.serial())
        .setFirmwareVersion(listed.firmware())
        .setOnline(listed.online())
        .setUpdatedAt(now)
        .setAttributes(listed.id() == null ? Map.of() : Map.of("cloudId", listed.id()))
        .build();
  }

  private static boolean differs(Device device, Device before) {
    return before == null
        || !Device.newBuilder(before).setUpdatedAt(device.getUpdatedAt()).build().equals(device);
  }

  private static String key(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
