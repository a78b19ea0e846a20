package io.gatehouse.engine;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;

/**
 * One device of the device list, as the operator described it. It holds no secret: {@code
 * credentials} names an account of the connector's configuration.
 *
 * @param id what events, keys and positions call the device; never changed, or its history starts
 *     anew
 * @param url scheme, host and port of the device, or null for one that is read through a cloud
 * @param serial serial number of a device that is read through a cloud, or what else that cloud
 *     calls it; null for others
 * @param name for people, or null
 * @param site where it is, or null
 * @param zone the part of the site, or null
 * @param doors names of access points by the vendor's number, such as "0" on a 2N
 * @param credentials name of the account, {@value #DEFAULT_CREDENTIALS} if null
 * @param authentication overrides the connector's, or null
 * @param tls overrides the connector's, or null
 * @param fingerprint overrides the connector's, or null
 * @param timeZone id of the time zone that the device's clock is set to, where a vendor's devices
 *     tell local time; overrides the connector's, or null
 * @param vendor how it is commanded, as {@link RelayVendor#name} says, where a list holds devices
 *     of several vendors; null where all are the connector's
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DeviceSpec(
    String id,
    URI url,
    String serial,
    String name,
    String site,
    String zone,
    Map<String, String> doors,
    String credentials,
    String authentication,
    String tls,
    String fingerprint,
    String timeZone,
    String vendor) {

  /** The account of devices that name none. */
  public static final String DEFAULT_CREDENTIALS = "default";

  public DeviceSpec {
    if (id == null || !id.matches("[A-Za-z0-9._-]{1,100}")) {
      throw new IllegalArgumentException(
          "device id '" + id + "' must be 1 to 100 letters, digits, dots, dashes or underscores");
    }
    if ((url == null) == (serial == null || serial.isBlank())) {
      throw new IllegalArgumentException(
          "device " + id + " needs a url where it is reached, or a serial if a cloud tells of it");
    }
    if (url != null) {
      requireAddress(id, url);
    }
    requireZone(id, timeZone);
    doors = doors == null ? Map.of() : Map.copyOf(doors);
  }

  private static void requireZone(String id, String timeZone) {
    try {
      if (timeZone != null) {
        ZoneId.of(timeZone);
      }
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "time zone '"
              + timeZone
              + "' of device "
              + id
              + " is none; give one such as Europe/Berlin or +01:00");
    }
  }

  private static void requireAddress(String id, URI url) {
    if (url.getHost() == null || !isHttp(url)) {
      throw new IllegalArgumentException(
          "url '" + url + "' of device " + id + " must be http://host or https://host");
    }
    if (url.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "url of device "
              + id
              + " must not hold a user or password: name an account with 'credentials'");
    }
  }

  /** A device with nothing but its address. */
  public static DeviceSpec of(String id, URI url) {
    return new DeviceSpec(
        id, url, null, null, null, null, null, null, null, null, null, null, null);
  }

  /** The door that the vendor's access point number stands for, or null where nobody named it. */
  public String door(String accessPoint) {
    return accessPoint == null ? null : doors.get(accessPoint);
  }

  private static boolean isHttp(URI url) {
    return "http".equals(url.getScheme()) || "https".equals(url.getScheme());
  }
}
