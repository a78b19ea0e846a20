package io.gatehouse.hikconnect.events;

import static io.gatehouse.hikconnect.events.HikConnectJson.text;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A device as the account lists it: manual 004, A.3.65. Null for what is not said.
 *
 * @param id the cloud's id of it
 * @param serial its serial number
 * @param online false if the cloud says that it is not
 */
public record HikConnectListed(
    String id, String serial, String name, String model, String firmware, boolean online) {

  /** A device that the account does not tell of. */
  static HikConnectListed unknown(boolean online) {
    return new HikConnectListed(null, null, null, null, null, online);
  }

  public static HikConnectListed of(JsonNode device) {
    return new HikConnectListed(
        text(device, "id"),
        text(device, "serialNo"),
        text(device, "name"),
        text(device, "type"),
        text(device, "version"),
        !"0".equals(text(device, "onlineStatus")));
  }
}
