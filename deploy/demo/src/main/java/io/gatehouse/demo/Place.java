package io.gatehouse.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a simulated device is.
 *
 * @param zone of the site; what is in one is looked at together
 */
record Place(String site, String zone) {

  /** Each device is in a zone of its own, but for the camera, which looks at the yard's door. */
  static Place of(String id) {
    return new Place(
        id.equals("branch") ? "Branch office" : "Headquarters",
        id.equals("yard-camera") ? "yard" : id);
  }

  /** A device of a device file, with its place, and a name for people. */
  static Map<String, Object> describe(Map<String, Object> device) {
    String id = (String) device.get("id");
    Map<String, Object> described = new LinkedHashMap<>(device);
    described.put("name", Character.toUpperCase(id.charAt(0)) + id.substring(1).replace('-', ' '));
    described.put("site", of(id).site());
    described.put("zone", of(id).zone());
    return described;
  }
}
