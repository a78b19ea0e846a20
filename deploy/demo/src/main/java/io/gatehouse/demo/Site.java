package io.gatehouse.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What one connector reads, or commands.
 *
 * @param connector its name in {@code deploy/connectors}
 * @param addresses where, and what is there: for people
 * @param devices entries of the connector's device file
 * @param deviceFileVariable environment variable that tells the connector where that file is
 * @param environment what else the connector finds in the environment of the Connect worker,
 *     secrets included
 * @param options connector options beyond those of {@code deploy/connectors}
 */
record Site(
    String connector,
    Map<String, String> addresses,
    List<Map<String, Object>> devices,
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
        devices(urls),
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
        devices(urls),
        "GATEHOUSE_AKUVOX_DEVICES",
        Map.of("GATEHOUSE_AKUVOX_USERNAME", user, AKUVOX_PASSWORD, password),
        options);
  }

  /**
   * A Hik-Connect account.
   *
   * @param devices with their serial numbers; others have the ids of the cloud
   */
  static Site hikConnect(
      URI url,
      List<Map<String, Object>> devices,
      String appKey,
      String secretKey,
      Map<String, String> options) {
    return new Site(
        "hikconnect",
        address(url, devices),
        devices,
        "GATEHOUSE_HIK_DEVICES",
        Map.of("GATEHOUSE_HIK_URL", url.toString(), HIK_APP_KEY, appKey, HIK_SECRET_KEY, secretKey),
        options);
  }

  /**
   * Residences of an Akuvox cloud.
   *
   * @param residences their ids
   * @param devices with their MAC addresses as serials
   * @param zone of the times in its histories
   */
  static Site akuvoxCloud(
      URI url,
      String token,
      List<String> residences,
      List<Map<String, Object>> devices,
      ZoneId zone,
      Map<String, String> options) {
    return new Site(
        "akuvox-cloud",
        address(url, devices),
        devices,
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

  /** The same with devices that are described otherwise. */
  Site with(List<Map<String, Object>> described) {
    return new Site(connector, addresses, described, deviceFileVariable, environment, options);
  }

  private static Map<String, String> addresses(Map<String, String> urls) {
    Map<String, String> addresses = new LinkedHashMap<>();
    urls.forEach((id, url) -> addresses.put(url, id));
    return addresses;
  }

  private static Map<String, String> address(URI cloud, List<Map<String, Object>> devices) {
    String ids = devices.stream().map(Site::id).collect(Collectors.joining(", "));
    return Map.of(cloud.toString(), ids.isEmpty() ? "account" : ids);
  }

  private static List<Map<String, Object>> devices(Map<String, String> urls) {
    List<Map<String, Object>> devices = new ArrayList<>();
    urls.forEach((id, url) -> devices.add(Map.of("id", id, "url", url)));
    return devices;
  }

  private static String id(Map<String, Object> device) {
    return (String) device.get("id");
  }

  String deviceFileName() {
    return connector + "-devices.json";
  }

  /** Content of the connector's device file. */
  String deviceFile() {
    return new ObjectMapper().valueToTree(Map.of("devices", devices)).toString();
  }

  /** Without the environment, which holds secrets. */
  @Override
  public String toString() {
    return "Site[%s %s]".formatted(connector, addresses.keySet());
  }
}
