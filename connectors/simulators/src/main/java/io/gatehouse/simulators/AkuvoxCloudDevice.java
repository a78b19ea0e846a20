package io.gatehouse.simulators;

import java.util.List;
import java.util.Locale;

/**
 * A device as the cloud lists it (Get Akuvox Device List).
 *
 * @param mac twelve hexadecimal digits, without separators
 */
public record AkuvoxCloudDevice(
    String mac, String name, String type, String sip, List<Relay> relays) {

  /**
   * A relay of it.
   *
   * @param number the key to press in a call, as {@code #}
   */
  public record Relay(String id, String name, String number) {}

  public AkuvoxCloudDevice {
    relays = List.copyOf(relays);
  }

  /** A doorphone with one relay. */
  public static AkuvoxCloudDevice doorphone(String mac, String name) {
    return new AkuvoxCloudDevice(
        mac,
        name,
        "Single-tenant Doorphone",
        "6200105433",
        List.of(new Relay("r" + mac.toLowerCase(Locale.ROOT) + "1", name, "#")));
  }
}
