package io.gatehouse.hikconnect.events;

import static io.gatehouse.hikconnect.events.HikConnectJson.at;
import static io.gatehouse.hikconnect.events.HikConnectJson.text;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A call from a door station to a room or to the management centre: manual 004, A.3.75.
 *
 * @param talk DeviceTalkInfo
 */
record HikConnectCall(JsonNode talk) {

  /** The cloud's id of the call; its samples lack it, though its table requires it. */
  String id() {
    return text(talk, "msgId", "msgld");
  }

  /** Links the events of a call: by its id, else by the room and the device's time. */
  String session() {
    if (id() != null) {
      return "call/" + id();
    }
    String time = text(talk, "deviceTimeStamp");
    if (time == null) {
      return null;
    }
    return room() == null ? "call/" + time : "call/" + room() + "/" + time;
  }

  /** Number of the room. */
  String room() {
    return text(talk, "roomNumber");
  }

  String state() {
    return switch (code()) {
      case "0" -> "RINGING";
      case "1" -> "CONNECTED";
      case "2" -> "TERMINATED";
      case "3" -> "MISSED";
      default -> "UNKNOWN";
    };
  }

  String reason() {
    return switch (code()) {
      case "2" -> "HUNG_UP_BY_DEVICE";
      case "3" -> "NO_ANSWER";
      default -> null;
    };
  }

  /** Adds who was called. */
  void describe(HikConnectAttributes attributes) {
    if ("1".equals(text(talk, "callType"))) {
      attributes.put("called", "MANAGEMENT_CENTER");
    } else if (room() != null) {
      attributes.put("called", "ROOM");
    }
    attributes.put("userId", text(talk, "userId"));
    attributes.put("personId", text(talk, "personId"));
    if (state().equals("UNKNOWN")) {
      attributes.put("state", text(talk, "msgType"));
    }
    JsonNode doors = at(talk, "doorInfos");
    if (doors.size() > 1 && doors.isArray()) {
      attributes.put("doors", Integer.toString(doors.size()));
    }
  }

  private String code() {
    String code = text(talk, "msgType");
    return code == null ? "" : code;
  }
}
