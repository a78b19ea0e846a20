package io.gatehouse.hikconnect;

import static io.gatehouse.hikconnect.HikConnectJson.at;
import static io.gatehouse.hikconnect.HikConnectJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * One passage at a door, as far as it takes to find it again: a queue's message and the access
 * record of the same passage have the same {@link #marks()}.
 *
 * @param recordGuid the cloud's id of the record, or null
 * @param deviceId the cloud's id of the device, or null
 * @param deviceSerial the device's serial number, or null
 * @param door the cloud's id of the door, or null
 * @param serialNo the device's own number of the event, or null
 * @param time as it is written, or null
 * @param namesPerson whether it is said who passed
 */
record HikConnectPassage(
    String recordGuid,
    String deviceId,
    String deviceSerial,
    String door,
    String serialNo,
    String time,
    boolean namesPerson) {

  /** The passage that a message tells of, if it tells of one. */
  static HikConnectPassage ofMessage(JsonNode message) {
    JsonNode outer = at(message, "basicInfo");
    JsonNode data = at(message, "data", "eventData", "evenData");
    JsonNode opened = first(at(data, "openDoorInfo"));
    JsonNode event = first(at(opened, "event"));
    if (!event.isObject()) {
      event = opened.isObject() ? opened : message;
    }
    JsonNode inner = at(event, "basicInfo");
    JsonNode resource = at(outer, "resourceInfo", "resource");
    JsonNode device = at(resource, "deviceInfo");
    if (!device.isObject()) {
      device = at(outer, "device");
    }
    String deviceId = text(inner, "deviceId");
    String serial = text(inner, "deviceSerial");
    String door = text(inner, "elementId");
    String time = text(inner, "occurTime", "occurrenceTime");
    return new HikConnectPassage(
        text(inner, "recordGuid"),
        deviceId == null ? text(device, "id") : deviceId,
        serial == null ? text(device, "deviceSerial") : serial,
        door == null ? text(resource, "sourceID", "sourceld", "id") : door,
        text(inner, "serialNo"),
        time == null ? text(outer, "occurrenceTime") : time,
        text(at(event, "intelliInfo"), "personId", "firstName") != null);
  }

  /** The passage of an access record: manual 004, A.3.134. */
  static HikConnectPassage ofRecord(JsonNode record) {
    return new HikConnectPassage(
        text(record, "recordGuid"),
        text(record, "deviceId"),
        text(record, "deviceSerial"),
        text(record, "elementId"),
        text(record, "devSerialNo", "serialNo"),
        text(record, "occurTime", "deviceTime"),
        text(at(record, "personInfo"), "id", "personId") != null);
  }

  /** Null where the cloud tells no zone, or no time at all. */
  Instant instant() {
    try {
      return time == null ? null : OffsetDateTime.parse(time).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** What the device is called, by the name that most messages have. */
  String device() {
    return deviceId == null ? deviceSerial : deviceId;
  }

  /**
   * What a record may be found by. A message without the device's number is found by door and time;
   * one with it is not, since two persons may pass in one second.
   */
  List<String> marks() {
    List<String> marks = numbered();
    if (serialNo == null && atDoor() != null) {
      marks.add(atDoor());
    }
    return marks;
  }

  /** What to look for: all that a message may have been marked with. */
  List<String> wanted() {
    List<String> wanted = numbered();
    if (atDoor() != null) {
      wanted.add(atDoor());
    }
    return wanted;
  }

  private List<String> numbered() {
    List<String> marks = new ArrayList<>();
    if (recordGuid != null) {
      marks.add(HikConnectIdentity.hash("record|" + recordGuid));
    }
    for (String device : new String[] {deviceId, deviceSerial}) {
      if (device != null && serialNo != null) {
        marks.add(HikConnectIdentity.hash("number|" + device + "|" + serialNo));
      }
    }
    return marks;
  }

  private String atDoor() {
    Instant when = instant();
    return door == null || when == null
        ? null
        : HikConnectIdentity.hash("door|" + door + "|" + when.getEpochSecond());
  }

  /** The manual writes an object where real devices may send a list of one. */
  private static JsonNode first(JsonNode node) {
    return node.isArray() && !node.isEmpty() ? node.get(0) : node;
  }
}
