package io.gatehouse.simulators;

import java.time.Instant;
import java.util.Map;

/**
 * A record that a device wrote into one of its logs (Api doorlog, Api calllog).
 *
 * @param mac of the device
 * @param number 1 for the first record at its address, then one more, over both logs and all that
 *     is cleared; not on the wire
 * @param at by the device's clock; the wire has local time without zone only
 * @param fields as they are on the wire, in order, once the picture is there
 */
public record AkuvoxRecord(
    String mac, Log log, long number, Instant at, Map<String, String> fields) {

  /** The logs of a device, named as in the API. */
  public enum Log {
    DOORLOG("doorlog"),
    CALLLOG("calllog");

    private final String target;

    Log(String target) {
      this.target = target;
    }

    String target() {
      return target;
    }
  }

  AkuvoxRecord withFields(Map<String, String> fields) {
    return new AkuvoxRecord(mac, log, number, at, fields);
  }

  /** The ID on the wire, or null if the device sends none. */
  public String id() {
    return fields.get("ID");
  }
}
