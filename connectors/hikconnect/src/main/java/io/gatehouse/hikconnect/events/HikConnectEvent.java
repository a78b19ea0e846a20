package io.gatehouse.hikconnect.events;

import static io.gatehouse.hikconnect.events.HikConnectJson.at;
import static io.gatehouse.hikconnect.events.HikConnectJson.text;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One message or access record, and where in it things are. The queues have a shape each, and
 * messages of another queue's shape have been seen in all of them, so that only the shape counts:
 * AlarmMsg (manual 004, A.3.20), CombineEvent (A.3.60), Event(1) (A.3.91) and RecordInfo (A.3.134).
 */
public final class HikConnectEvent {

  private final String queue;
  private final boolean again;
  private final JsonNode json;
  private final JsonNode basic;
  private final JsonNode source;
  private final JsonNode device;
  private final JsonNode data;
  private final JsonNode passage;
  private final JsonNode person;
  private final JsonNode talk;

  // What several readers of an event ask for is looked up once.
  private final boolean alarmMessage;
  private final String vendorType;
  private final HikConnectTime time;
  private final String deviceId;
  private final String deviceSerial;
  private final String deviceName;
  private final String sourceId;
  private final String sourceName;
  private final String serialNo;

  private HikConnectEvent(
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
    this.queue = queue;
    this.again = again;
    this.json = json;
    this.basic = basic;
    this.source = source;
    this.device = device;
    this.data = data;
    this.passage = passage;
    this.person = person;
    this.talk = talk;
    alarmMessage = at(json, "eventSource").isObject();
    vendorType = findVendorType();
    time = findTime();
    deviceId =
        firstOf(text(passage, "deviceId"), text(talk, "deviceId"), text(device, "id", "devID"));
    deviceSerial =
        firstOf(
            text(passage, "deviceSerial"),
            text(talk, "deviceSerial"),
            text(device, "deviceSerial"));
    deviceName =
        firstOf(
            text(passage, "deviceName"), text(talk, "deviceName"), text(device, "name", "devName"));
    sourceId = firstOf(text(passage, "elementId"), text(source, "sourceID", "sourceld", "id"));
    sourceName = firstOf(text(passage, "elementName"), text(source, "sourceName", "name"));
    serialNo = text(passage, "serialNo", "devSerialNo");
  }

  /**
   * A message of a queue.
   *
   * @param json as the cloud gave it; any JSON, not even surely an object
   */
  public static HikConnectEvent of(HikConnectQueue queue, JsonNode json) {
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
        queue.word(),
        isTrue(text(json, "update")),
        json,
        basic,
        source,
        inSource.isObject() ? inSource : at(basic, "device"),
        data,
        at(passage, "basicInfo"),
        at(passage, "intelliInfo"),
        first(at(data, "deviceTalkInfo")));
  }

  /** The same, where it was uploaded before and now comes with more, such as pictures. */
  public HikConnectEvent uploadedAgain() {
    return new HikConnectEvent(
        queue, true, json, basic, source, device, data, passage, person, talk);
  }

  /** An access record: manual 004, A.3.134. */
  public static HikConnectEvent ofRecord(JsonNode record) {
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

  /** The queue's word, or {@code records}. */
  String queue() {
    return queue;
  }

  /** It was uploaded before and now comes with more. */
  boolean again() {
    return again;
  }

  /** All of it. */
  JsonNode json() {
    return json;
  }

  /** Where details and files are. */
  JsonNode data() {
    return data;
  }

  /** {@code basicInfo} of the passage within; all of it if there is no passage within. */
  JsonNode passage() {
    return passage;
  }

  /** Whose passage it was. */
  JsonNode person() {
    return person;
  }

  /** A call. */
  JsonNode talk() {
    return talk;
  }

  static boolean isTrue(String word) {
    return "1".equals(word) || "true".equalsIgnoreCase(word);
  }

  static boolean isFalse(String word) {
    return "0".equals(word) || "false".equalsIgnoreCase(word);
  }

  /** What an alarm rule of the account raised, with phases. */
  boolean isAlarmMessage() {
    return alarmMessage;
  }

  /** The vendor's word for the type, a known one if there are several; empty if there is none. */
  String vendorType() {
    return vendorType;
  }

  private String findVendorType() {
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
    return deviceId;
  }

  String deviceSerial() {
    return deviceSerial;
  }

  String deviceName() {
    return deviceName;
  }

  String area() {
    return firstOf(text(passage, "areaName"), text(source, "areaName"));
  }

  String sourceId() {
    return sourceId;
  }

  String sourceName() {
    return sourceName;
  }

  /** By name, where a passage has a number: BasicInfo(2), A.3.43. */
  String sourceType() {
    String type = firstOf(text(passage, "elementType"), text(source, "sourceType", "type"));
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
    return serialNo;
  }

  String vendorEventId() {
    return firstOf(
        text(json, "eventId", "guid", "uuid", "recordGuid"),
        text(passage, "recordGuid"),
        serialNo(),
        text(talk, "msgId", "msgld"));
  }

  /** When it happened; null if that is not said. Nobody says when an alarm was confirmed. */
  HikConnectTime time() {
    return time;
  }

  private HikConnectTime findTime() {
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

  static String firstOf(String... texts) {
    for (String text : texts) {
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /** The manual writes an object where real devices may send a list of one. */
  static JsonNode first(JsonNode node) {
    return node.isArray() && !node.isEmpty() ? node.get(0) : node;
  }
}
