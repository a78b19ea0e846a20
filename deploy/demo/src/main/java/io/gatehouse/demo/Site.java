package io.gatehouse.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
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

  /**
   * 2N devices of one account.
   *
   * @param urls of the devices, by their ids
   */
  static Site twon(
      Map<String, String> urls, String user, String password, Map<String, String> options) {
    Map<String, String> addresses = new LinkedHashMap<>();
    urls.forEach((id, url) -> addresses.put(url, id));
    return new Site(
        "twon",
        addresses,
        deviceFile("url", urls),
        "GATEHOUSE_TWON_DEVICES",
        Map.of("GATEHOUSE_TWON_USERNAME", user, TWON_PASSWORD, password),
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
        Map.of(url.toString(), serials.isEmpty() ? "account" : String.join(", ", serials.keySet())),
        deviceFile("serial", serials),
        "GATEHOUSE_HIK_DEVICES",
        Map.of("GATEHOUSE_HIK_URL", url.toString(), HIK_APP_KEY, appKey, HIK_SECRET_KEY, secretKey),
        options);
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
