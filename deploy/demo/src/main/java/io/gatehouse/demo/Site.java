package io.gatehouse.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one connector reads.
 *
 * @param connector its name in {@code deploy/connectors}
 * @param addresses where, and what is there: for people
 * @param deviceFile content of the connector's device file
 * @param deviceFileVariable environment variable that tells the connector where that file is
 * @param environment what else the connector finds in the environment of the Connect worker,
 *     secrets included
 * @param options connector options beyond those of {@code deploy/connectors}
 */
record Site(
    String connector,
    Map<String, String> addresses,
    String deviceFile,
    String deviceFileVariable,
    Map<String, String> environment,
    Map<String, String> options) {

  static final String TWON_PASSWORD = "GATEHOUSE_TWON_PASSWORD";
  static final String HIK_APP_KEY = "GATEHOUSE_HIK_APP_KEY";
  static final String HIK_SECRET_KEY = "GATEHOUSE_HIK_SECRET_KEY";
  static final String AKUVOX_PASSWORD = "GATEHOUSE_AKUVOX_PASSWORD";

  /**
   * 2N devices of one account.
   *
   * @param urls of the devices, by their ids
   */
  static Site twon(
      Map<String, String> urls, String user, String password, Map<String, String> options) {
    return new Site(
        "twon",
        addresses(urls),
        deviceFile("url", urls),
        "GATEHOUSE_TWON_DEVICES",
        Map.of("GATEHOUSE_TWON_USERNAME", user, TWON_PASSWORD, password),
        options);
  }

  /**
   * Akuvox devices of one account.
   *
   * @param urls of the devices, by their ids
   */
  static Site akuvox(
      Map<String, String> urls, String user, String password, Map<String, String> options) {
    return new Site(
        "akuvox",
        addresses(urls),
        deviceFile("url", urls),
        "GATEHOUSE_AKUVOX_DEVICES",
        Map.of("GATEHOUSE_AKUVOX_USERNAME", user, AKUVOX_PASSWORD, password),
        options);
  }

  /**
   * A Hik-Connect account.
   *
   * @param serials serial numbers of devices, by the ids that they are to have; others have those
   *     of the cloud
   */
  static Site hikConnect(
      URI url,
      Map<String, String> serials,
      String appKey,
      String secretKey,
      Map<String, String> options) {
    return new Site(
        "hikconnect",
        address(url, serials),
        deviceFile("serial", serials),
        "GATEHOUSE_HIK_DEVICES",
        Map.of("GATEHOUSE_HIK_URL", url.toString(), HIK_APP_KEY, appKey, HIK_SECRET_KEY, secretKey),
        options);
  }

  /**
   * Residences of an Akuvox cloud.
   *
   * @param residences their ids
   * @param macs MAC addresses of devices, by the ids that they are to have
   * @param zone of the times in its histories
   */
  static Site akuvoxCloud(
      URI url,
      String token,
      List<String> residences,
      Map<String, String> macs,
      ZoneId zone,
      Map<String, String> options) {
    return new Site(
        "akuvox-cloud",
        address(url, macs),
        deviceFile("serial", macs),
        "GATEHOUSE_AKUVOX_CLOUD_DEVICES",
        Map.of(
            "GATEHOUSE_AKUVOX_CLOUD_URL",
            url.toString(),
            "GATEHOUSE_AKUVOX_CLOUD_TOKEN",
            token,
            "GATEHOUSE_AKUVOX_CLOUD_RESIDENCES",
            String.join(",", residences),
            "GATEHOUSE_AKUVOX_CLOUD_TIME_ZONE",
            zone.getId()),
        options);
  }

  private static Map<String, String> addresses(Map<String, String> urls) {
    Map<String, String> addresses = new LinkedHashMap<>();
    urls.forEach((id, url) -> addresses.put(url, id));
    return addresses;
  }

  private static Map<String, String> address(URI cloud, Map<String, String> devices) {
    String what = devices.isEmpty() ? "account" : String.join(", ", devices.keySet());
    return Map.of(cloud.toString(), what);
  }

  private static String deviceFile(String address, Map<String, String> devices) {
    List<Map<String, String>> list = new ArrayList<>();
    devices.forEach((id, value) -> list.add(Map.of("id", id, address, value)));
    return new ObjectMapper().valueToTree(Map.of("devices", list)).toString();
  }

  /** Without the environment, which holds secrets. */
  @Override
  public String toString() {
    return "Site[%s %s]".formatted(connector, addresses.keySet());
  }
}
