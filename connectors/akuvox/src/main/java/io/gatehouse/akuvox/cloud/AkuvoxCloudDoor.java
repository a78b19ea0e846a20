package io.gatehouse.akuvox.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.akuvox.events.AkuvoxName;
import java.util.ArrayList;
import java.util.List;

/**
 * A device of a residence, as far as commands need it: manual 003, Get Akuvox Device List.
 *
 * @param residence where it can be commanded
 * @param mac as the cloud writes it
 * @param relayIds of its relays
 */
record AkuvoxCloudDoor(AkuvoxCloudClient residence, String mac, List<String> relayIds) {

  static AkuvoxCloudDoor of(AkuvoxCloudClient residence, JsonNode listed) {
    List<String> relayIds = new ArrayList<>();
    for (JsonNode relay : listed.path("relays")) {
      String id = relay.path("relay_id").asText();
      if (!id.isBlank()) {
        relayIds.add(id);
      }
    }
    return new AkuvoxCloudDoor(residence, listed.path("mac").asText(), relayIds);
  }

  /** Whether the list has this MAC. */
  static boolean isMac(JsonNode listed, String serial) {
    return AkuvoxName.key(listed.path("mac").asText()).equals(AkuvoxName.key(serial));
  }

  /** Whether the list has this name. */
  static boolean isName(JsonNode listed, String serial) {
    return AkuvoxName.key(listed.path("device_name").asText()).equals(AkuvoxName.key(serial));
  }

  /** What can be commanded: relay/ and the id of the relay. */
  List<String> targets() {
    return relayIds.stream().map(id -> "relay/" + id).toList();
  }
}
