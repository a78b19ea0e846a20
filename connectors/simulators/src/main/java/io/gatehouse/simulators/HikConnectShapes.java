package io.gatehouse.simulators;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The JSON of messages. Fields are those of the manual's tables (A.3) and examples (A.1.5); the
 * nesting and types of an access are those seen in public captures, as the README says.
 */
final class HikConnectShapes {

  /** Type of a call in all queues (A.1.5, A.1.7). */
  static final int CALL = 140001;

  /** What became of a call: msgType of DeviceTalkInfo (A.3.75). */
  static final int PUSHED = 0;

  static final int ANSWERED = 1;
  static final int HUNG_UP = 2;
  static final int CANCELLED = 3;

  private static final String ACCESS_CONTROLLER = "2002";
  private static final int DOOR = 1002;
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX");

  private HikConnectShapes() {}

  /** Event(1) with openDoorInfo (A.3.91, A.3.64, A.3.52, A.3.92). */
  static ObjectNode rawmsg(HikConnectAccess access) {
    HikConnectDevice device = access.device();
    ObjectNode message = object();
    ObjectNode outer = message.putObject("basicInfo");
    outer.put("occurrenceTime", local(access.at())).put("systemId", device.systemId());
    if (access.hasMsgType()) {
      outer.put("msgType", "Msg" + access.type());
    } else {
      outer.put("eventType", Integer.toString(access.type()));
    }
    outer.set("device", device(device, "accessControllerDevice"));
    ObjectNode event = message.putObject("data").putObject("openDoorInfo").putObject("event");
    event
        .putObject("basicInfo")
        .put("systemId", device.systemId())
        .put("eventType", access.type())
        .put("elementId", device.door().id())
        .put("elementType", DOOR)
        .put("elementName", device.door().name())
        .put("areaId", device.areaId())
        .put("areaName", device.serial())
        .put("occurTime", local(access.at()))
        .put("deviceId", device.id())
        .put("category", ACCESS_CONTROLLER)
        .put("deviceSerial", device.serial())
        .put("deviceName", device.serial())
        .put("channelNo", 1)
        .put("currentEvent", 1)
        .put("serialNo", access.serialNo())
        .put("cardReaderId", HikConnectIds.of("reader of " + device.serial()));
    ObjectNode intelli = event.putObject("intelliInfo");
    access.card().ifPresent(card -> intelli.put("cardNumber", card));
    access
        .person()
        .ifPresent(
            person ->
                intelli
                    .put("personId", person.id())
                    .put("firstName", person.firstName())
                    .put("lastName", person.lastName())
                    .put("fullPath", person.department())
                    .put("phoneNum", "")
                    .put("personPicUrl", "https://pictures.invalid/%s".formatted(person.id()))
                    .put("groupId", "666676336647342080")
                    .put("attendanceStatus", 1));
    intelli.put("authResult", access.granted() ? 1 : 0);
    return message;
  }

  /** RecordInfo (A.3.134). */
  static ObjectNode record(HikConnectAccess access) {
    HikConnectDevice device = access.device();
    ObjectNode record =
        object()
            .put("recordGuid", access.guid())
            .put("elementId", device.door().id())
            .put("elementName", device.door().name())
            .put("elementType", DOOR)
            .put("areaId", device.areaId())
            .put("areaName", device.serial())
            .put("deviceId", device.id())
            .put("deviceName", device.serial())
            .put("devSerialNo", access.serialNo())
            .put("occurTime", utc(access.at()))
            .put("deviceTime", local(access.at()))
            .put("eventType", access.type())
            .put("eventMainType", 0)
            .put("swipeAuthResult", access.granted() ? 1 : 0)
            .put("hasCameraSnapPic", 0)
            .put("hasDevVideoRecord", 0)
            .put("attendanceStatus", 1)
            .put("masksStatus", 1);
    access.card().ifPresent(card -> record.put("cardNumber", card));
    access
        .person()
        .ifPresent(
            person ->
                record
                    .putObject("personInfo")
                    .put("id", person.id())
                    .putObject("baseInfo")
                    .put("fullPath", person.department())
                    .put("firstName", person.firstName())
                    .put("lastName", person.lastName())
                    .put("personCode", person.code()));
    return record;
  }

  /** CombineEvent with a picture (A.3.60; A.1.5, card swiping and video security). */
  static ObjectNode combine(HikConnectDevice device, String id, int type, OffsetDateTime at) {
    ObjectNode message = combineWithoutData(device, id, type, at);
    message.putObject("eventData").set("fileInfo", picture(device, id));
    return message;
  }

  /** CombineEvent of a call (A.1.5, video intercom). */
  static ObjectNode combineCall(
      HikConnectDevice device, String id, ObjectNode talk, OffsetDateTime at) {
    ObjectNode message = combineWithoutData(device, id, CALL, at);
    message.putObject("eventData").set("deviceTalkInfo", talk);
    return message;
  }

  /** Event(1) of a call (A.3.91, A.3.64). */
  static ObjectNode rawmsgCall(HikConnectDevice device, ObjectNode talk, OffsetDateTime at) {
    ObjectNode message = rawmsg(device, "Msg" + CALL, "videoIntercomDevice", at);
    message.putObject("data").set("deviceTalkInfo", talk);
    return message;
  }

  /** DeviceTalkInfo (A.3.75). */
  static ObjectNode talk(HikConnectDevice device, String msgId, int state, OffsetDateTime at) {
    ObjectNode talk =
        object()
            .put("roomNumber", 1)
            .put("deviceSerial", device.serial())
            .put("deviceName", device.serial())
            .put("deviceId", device.id())
            .put("msgId", msgId)
            .put("msgType", state)
            .put("callType", 0)
            .put("deviceTimeStamp", at.toInstant().toEpochMilli());
    talk.putArray("doorInfos")
        .addObject()
        .put("doorId", device.door().id())
        .put("doorName", device.door().name());
    return talk;
  }

  /** Event(1) of a vehicle (section 5.4.1); an update has pictures. */
  static ObjectNode onBoard(
      HikConnectDevice device, String uuid, String msgType, boolean update, OffsetDateTime at) {
    ObjectNode message = rawmsg(device, msgType, "mobileDevice", at);
    message.put("uuid", uuid).put("update", update).putArray("video");
    var pictures = message.putArray("picture");
    if (update) {
      pictures.addObject().put("url", "https://pictures.invalid/%s".formatted(uuid));
    }
    ObjectNode vehicle = message.putObject("data").putObject("vehicleRelatedInfo");
    vehicle
        .putObject("gpsInfo")
        .put("ew", "E")
        .put("lng", "6.943345")
        .put("ns", "N")
        .put("lat", "50.331554")
        .put("direction", 32_759)
        .put("height", 6_090)
        .put("speed", 3_333_300);
    vehicle
        .putObject("vehicleInfo")
        .put("id", HikConnectIds.of("vehicle of " + device.serial()))
        .put("licensePlate", "B GH 1")
        .put("speedLimit", 8_200_000);
    return message;
  }

  /** AlarmFileInfo with a picture (A.3.14). */
  static ObjectNode picture(HikConnectDevice device, String name) {
    ObjectNode files = object().put("fileContent", "1");
    files
        .putArray("file")
        .addObject()
        .put("type", "1")
        .put("suffixName", "jpg")
        .put("url", "https://pictures.invalid/%s.jpg".formatted(name))
        .put("saveState", "0")
        .put("generationMode", "1")
        .put("encrypted", "0")
        .putObject("extendInfo")
        .put("sourceID", device.door().id())
        .put("sourceName", device.door().name())
        .put("sourceType", "door")
        .put("captureIndex", "1");
    return files;
  }

  static String utc(OffsetDateTime time) {
    return SECONDS.format(time.withOffsetSameInstant(ZoneOffset.UTC));
  }

  static String local(OffsetDateTime time) {
    return SECONDS.format(time);
  }

  static ObjectNode object() {
    return Reply.JSON.createObjectNode();
  }

  private static ObjectNode rawmsg(
      HikConnectDevice device, String msgType, String category, OffsetDateTime at) {
    ObjectNode message = object();
    message
        .putObject("basicInfo")
        .put("occurrenceTime", local(at))
        .put("systemId", device.systemId())
        .put("msgType", msgType)
        .set("device", device(device, category));
    return message;
  }

  private static ObjectNode device(HikConnectDevice device, String category) {
    return object()
        .put("id", device.id())
        .put("name", device.serial())
        .put("category", category)
        .put("deviceSerial", device.serial());
  }

  private static ObjectNode combineWithoutData(
      HikConnectDevice device, String id, int type, OffsetDateTime at) {
    ObjectNode message = object().put("eventId", id).put("eventType", Integer.toString(type));
    ObjectNode resource =
        message
            .putObject("basicInfo")
            .put("systemId", device.systemId())
            .put("occurrenceTime", utc(at))
            .put("dataRetransmission", 0)
            .putObject("resourceInfo")
            .put("sourceType", "door")
            .put("sourceID", device.door().id())
            .put("sourceName", device.door().name())
            .put("areaID", device.areaId())
            .put("areaName", device.serial());
    resource.set("deviceInfo", device(device, ACCESS_CONTROLLER));
    return message;
  }
}
