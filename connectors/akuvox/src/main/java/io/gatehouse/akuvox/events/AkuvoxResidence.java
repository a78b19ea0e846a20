package io.gatehouse.akuvox.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.engine.DeviceSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The devices of a residence. Its histories call them by name, its list tells which MAC goes with a
 * name, and the operator described them by either. Belongs to one event loop.
 */
final class AkuvoxResidence {

  private final String id;
  private final Map<String, DeviceSpec> described = new HashMap<>();
  private final Map<String, Set<String>> macs = new HashMap<>();

  AkuvoxResidence(String id, List<DeviceSpec> devices) {
    this.id = id;
    devices.forEach(device -> described.put(AkuvoxName.key(device.serial()), device));
  }

  /** Takes in the list; what is no list, such as nothing, changes nothing. */
  void meet(JsonNode deviceList) {
    if (!deviceList.isArray()) {
      return;
    }
    macs.clear();
    for (JsonNode listed : deviceList) {
      AkuvoxItem device = AkuvoxItem.of(listed);
      String name = device.text("devicename");
      String mac = device.text("mac");
      if (name != null && mac != null) {
        macs.computeIfAbsent(AkuvoxName.key(name), any -> new TreeSet<>()).add(AkuvoxName.key(mac));
      }
    }
  }

  /** What is of no device, or of nobody knows which. */
  AkuvoxPlace itself() {
    return new AkuvoxPlace(id, null);
  }

  /** The device that passages name; the residence if several have the name, or none. */
  AkuvoxPlace device(String name) {
    AkuvoxPlace place = find(name);
    return place == null ? new AkuvoxPlace(id, name) : place;
  }

  /** The device that calls name, unless they name somebody else. */
  AkuvoxPlace caller(String name) {
    AkuvoxPlace place = find(name);
    return place == null ? itself() : place;
  }

  private AkuvoxPlace find(String name) {
    if (name == null) {
      return null;
    }
    Set<String> listed = macs.getOrDefault(AkuvoxName.key(name), Set.of());
    String mac = listed.size() == 1 ? listed.iterator().next() : null;
    DeviceSpec device = described.getOrDefault(mac, described.get(AkuvoxName.key(name)));
    if (device != null) {
      return AkuvoxPlace.of(device, name);
    }
    return mac == null ? null : new AkuvoxPlace(mac, name);
  }
}
