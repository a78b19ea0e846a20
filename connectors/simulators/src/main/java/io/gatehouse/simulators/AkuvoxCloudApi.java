package io.gatehouse.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.simulators.AkuvoxCloudRecord.History;
import java.time.Instant;
import java.util.Map;

/** The commands of the Akuvox Service API, each as in the manual's section of the same name. */
final class AkuvoxCloudApi {

  /** A command that fails: {@code success} is false. */
  static final class Failure extends Exception {
    Failure(String message) {
      super(message, null, false, false);
    }
  }

  /** Returns the {@code result} of the reply. */
  interface Handler {
    JsonNode handle(AkuvoxCloud cloud, AkuvoxResidence residence, JsonNode param) throws Failure;
  }

  private static final Map<String, Handler> COMMANDS =
      Map.of(
          "get_akuvox_device_list",
          (cloud, residence, param) -> deviceList(cloud, residence),
          History.OPEN_DOOR.command(),
          (cloud, residence, param) -> cloud.history(residence.id(), History.OPEN_DOOR),
          History.CALL.command(),
          (cloud, residence, param) -> cloud.history(residence.id(), History.CALL),
          "trigger_akuvox_remote_open_door",
          AkuvoxCloudApi::openDoor);

  private AkuvoxCloudApi() {}

  /**
   * Does what the body of a request asks for.
   *
   * @param input {@code command}, {@code id} and {@code param}
   */
  static JsonNode handle(AkuvoxCloud cloud, JsonNode input) throws Failure {
    Handler handler = COMMANDS.get(text(input, "command"));
    if (handler == null) {
      throw new Failure("unknown command");
    }
    text(input, "id");
    String id = text(input.path("param"), "residence_id");
    AkuvoxResidence residence =
        cloud.residence(id).orElseThrow(() -> new Failure("unknown residence"));
    return handler.handle(cloud, residence, input.path("param"));
  }

  /** Get Akuvox Device List. */
  private static JsonNode deviceList(AkuvoxCloud cloud, AkuvoxResidence residence) {
    ArrayNode list = Reply.JSON.createArrayNode();
    for (AkuvoxCloudDevice device : residence.devices()) {
      ObjectNode item = list.addObject().put("ciphertext", "7b3d75f5a8cfa959167852468fca08a3");
      item.putArray("security_relays");
      ArrayNode relays = item.putArray("relays");
      for (AkuvoxCloudDevice.Relay relay : device.relays()) {
        relays
            .addObject()
            .put("relay_name", relay.name())
            .put("relay_number", relay.number())
            .put("relay_id", relay.id());
      }
      item.put("is_public", false)
          .put("device_name", device.name())
          .put("sip", device.sip())
          .put("device_type", device.type())
          .put("mac", device.mac())
          .put("online", cloud.isOnline(device))
          .put("rtsp", "rtsp://rtsp.invalid:554/" + device.mac());
    }
    return list;
  }

  /** Trigger Akuvox Remote Open Door. */
  private static JsonNode openDoor(AkuvoxCloud cloud, AkuvoxResidence residence, JsonNode param)
      throws Failure {
    String mac = text(param, "mac");
    String relay = text(param, "relay_id");
    AkuvoxCloudDevice device =
        residence.devices().stream()
            .filter(d -> d.mac().equals(mac))
            .findFirst()
            .orElseThrow(() -> new Failure("unknown device"));
    if (device.relays().stream().noneMatch(r -> r.id().equals(relay))) {
      throw new Failure("unknown relay");
    }
    if (!cloud.isOnline(device)) {
      throw new Failure("device is offline");
    }
    cloud.journal.add(
        new AkuvoxJournal.Actuation(Instant.now(), mac + "/" + relay, "open", residence.id()));
    return Reply.JSON.createObjectNode();
  }

  private static String text(JsonNode object, String name) throws Failure {
    JsonNode value = object.path(name);
    if (!value.isTextual() || value.asText().isEmpty()) {
      throw new Failure("missing " + name);
    }
    return value.asText();
  }
}
