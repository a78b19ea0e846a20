package io.gatehouse.hikconnect;

import static io.gatehouse.hikconnect.HikConnectJson.at;
import static io.gatehouse.hikconnect.HikConnectJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Objects;

/**
 * One message or access record, and where in it things are. The queues have a shape each, and
 * messages of another queue's shape have been seen in all of them, so that only the shape counts:
 * AlarmMsg (manual 004, A.3.20), CombineEvent (A.3.60), Event(1) (A.3.91) and RecordInfo (A.3.134).
 *
 * @param queue the queue's word, or {@code records}
 * @param again it was uploaded before and now comes with more
 * @param json all of it
 * @param basic basicInfo of the message
 * @param source the door, camera or vehicle that it is about
 * @param device the device as the message's frame describes it
 * @param data where details and files are
 * @param passage basicInfo of the passage within; all of it if there is no passage within
 * @param person whose passage it was
 * @param talk a call
 */
record HikConnectEvent(
    String queue,
    boolean again,
    JsonNode json,
    JsonNode basic,
    JsonNode source,
    JsonNode device,
    JsonNode data,
    JsonNode passage,
    JsonNode person,
    JsonNode talk) {

  static HikConnectEvent of(HikConnectMessage message) {
    JsonNode json = message.json();
    JsonNode basic = at(json, "basicInfo");
    JsonNode alarmSource = at(json, "eventSource");
    boolean isAlarm = alarmSource.isObject();
    JsonNode source = isAlarm ? alarmSource : at(basic, "resourceInfo", "resource");
    JsonNode inSource = at(source, "deviceInfo");
    JsonNode data = isAlarm ? json : at(json, "data", "eventData", "evenData");
    JsonNode opened = first(at(data, "openDoorInfo"));
    JsonNode inOpened = first(at(opened, "event"));
    JsonNode passage = inOpened.isObject() ? inOpened : opened.isObject() ? opened : json;
    return new HikConnectEvent(
        message.queue().word(),
        message.again() || isTrue(text(json, "update")),
        json,
        basic,
        source,
        inSource.isObject() ? inSource : at(basic, "device"),
        data,
        at(passage, "basicInfo"),
        at(passage, "intelliInfo"),
        first(at(data, "deviceTalkInfo")));
  }

  static HikConnectEvent ofRecord(JsonNode record) {
    JsonNode nothing = at(record);
    return new HikConnectEvent(
        "records",
        false,
        record,
        nothing,
        nothing,
        nothing,
        record,
        record,
        at(record, "personInfo"),
        nothing);
  }

  static boolean isTrue(String word) {
    return "1".equals(word) || "true".equalsIgnoreCase(word);
  }

  static boolean isFalse(String word) {
    return "0".equals(word) || "false".equalsIgnoreCase(word);
  }

  /** What an alarm rule of the account raised, with phases. */
  boolean isAlarmMessage() {
    return at(json, "eventSource").isObject();
  }

  /** The vendor's word for the type, a known one if there are several; empty if there is none. */
  String vendorType() {
    String first = "";
    for (String word :
        new String[] {
          text(source, "eventType"),
          isAlarmMessage() ? null : text(json, "eventType"),
          text(basic, "msgType"),
          text(basic, "eventType"),
          text(passage, "eventType")
        }) {
      if (HikConnectCodes.meaningOf(word) != null) {
        return word;
      }
      if (word != null && first.isEmpty()) {
        first = word;
      }
    }
    return first;
  }

  /** Null for a type that is not known. */
  HikConnectMeaning meaning() {
    return HikConnectCodes.meaningOf(vendorType());
  }

  /** In the sense of AlarmMsg: 0 the end, 1 the start or a pulse, 2 confirmed, 3 marked. */
  String alarmPhase() {
    return firstOf(text(json, "msgType"), text(json, "alarmState"));
  }

  String deviceId() {
    return firstOf(text(passage, "deviceId"), text(talk, "deviceId"), anyOf(device, "id", "devID"));
  }

  String deviceSerial() {
    return firstOf(
        text(passage, "deviceSerial"), text(talk, "deviceSerial"), text(device, "deviceSerial"));
  }

  String deviceName() {
    return firstOf(
        text(passage, "deviceName"), text(talk, "deviceName"), anyOf(device, "name", "devName"));
  }

  String area() {
    return firstOf(text(passage, "areaName"), text(source, "areaName"));
  }

  String sourceId() {
    return firstOf(text(passage, "elementId"), anyOf(source, "sourceID", "sourceld", "id"));
  }

  String sourceName() {
    return firstOf(text(passage, "elementName"), anyOf(source, "sourceName", "name"));
  }

  /** By name, where a passage has a number: BasicInfo(2), A.3.43. */
  String sourceType() {
    String type = firstOf(text(passage, "elementType"), anyOf(source, "sourceType", "type"));
    if (type == null) {
      return null;
    }
    return switch (type) {
      case "1002" -> "door";
      case "1003" -> "alarmInput";
      case "2002" -> "accessController";
      case "2008" -> "twoWayAudio";
      default -> type;
    };
  }

  String serialNo() {
    return anyOf(passage, "serialNo", "devSerialNo");
  }

  String vendorEventId() {
    return firstOf(
        anyOf(json, "eventId", "guid", "uuid", "recordGuid"),
        text(passage, "recordGuid"),
        serialNo(),
        anyOf(talk, "msgId", "msgld"));
  }

  /** When it happened; null if that is not said. Nobody says when an alarm was confirmed. */
  HikConnectTime time() {
    if (!isAlarmMessage()) {
      return HikConnectTime.of(
          text(passage, "occurTime"),
          text(basic, "occurrenceTime"),
          text(passage, "deviceTime"),
          text(talk, "deviceTimeStamp"));
    }
    if (isFalse(alarmPhase())) {
      JsonNode time = at(json, "timeInfo");
      return HikConnectTime.of(text(time, "endTime"), text(time, "endTimeLocal"));
    }
    return isTrue(alarmPhase()) ? startTime() : null;
  }

  /** When an alarm began; null if that is not said. */
  HikConnectTime startTime() {
    if (!isAlarmMessage()) {
      return time();
    }
    JsonNode time = at(json, "timeInfo");
    return HikConnectTime.of(text(time, "startTime"), text(time, "startTimeLocal"));
  }

  /**
   * It happened earlier and was kept by the device. The two queues say it by one word with opposite
   * meanings: dataRetransmission is 0 in AlarmMsg (A.3.20) and 1 in CombineBaseInfo (A.3.58).
   */
  boolean isLate() {
    return isFalse(text(passage, "currentEvent"))
        || isFalse(text(json, "dataRetransmission"))
        || isTrue(text(basic, "dataRetransmission"));
  }

  /** The first of these fields that holds a text; an empty one hides no other. */
  static String anyOf(JsonNode object, String... names) {
    for (String name : names) {
      String text = text(object, name);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  static String firstOf(String... texts) {
    return Arrays.stream(texts).filter(Objects::nonNull).findFirst().orElse(null);
  }

  /** The manual writes an object where real devices may send a list of one. */
  static JsonNode first(JsonNode node) {
    return node.isArray() && !node.isEmpty() ? node.get(0) : node;
  }
}
