package io.gatehouse.simulators;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * One alarm of a device, as messages for the alarm queue (A.3.20), all under one guid. A call is
 * one message; it returns what the cloud got, which is nothing while the device is offline.
 */
public final class HikConnectAlarm {

  private static final String ENDED = "0";
  private static final String STARTED = "1";
  private static final String CONFIRMED = "2";
  private static final String MARKED = "3";

  private final HikConnectDevice device;
  private final String guid;
  private final int eventType;
  private OffsetDateTime startedAt;
  private ObjectNode last;
  private String alarmState = STARTED;
  private String affirmedState = "0";
  private String markState = "0";

  HikConnectAlarm(HikConnectDevice device, String guid, int eventType) {
    this.device = device;
    this.guid = guid;
    this.eventType = eventType;
  }

  public String guid() {
    return guid;
  }

  /** It begins. */
  public synchronized List<HikConnectMessage> start() {
    startedAt = device.now();
    return tell(message(STARTED, false));
  }

  /** It is there and over at once; the next one repeats the guid. */
  public synchronized List<HikConnectMessage> pulse() {
    startedAt = device.now();
    return tell(message(STARTED, true));
  }

  /** Somebody has seen it. */
  public synchronized List<HikConnectMessage> confirm() {
    affirmedState = "1";
    return tell(message(CONFIRMED, false));
  }

  /** Somebody has tagged it. */
  public synchronized List<HikConnectMessage> mark() {
    markState = "1";
    return tell(message(MARKED, false));
  }

  /** It is over. */
  public synchronized List<HikConnectMessage> end() {
    alarmState = ENDED;
    ObjectNode message = message(ENDED, false);
    message.withObject("/timeInfo").put("endTime", HikConnectShapes.utc(device.now()));
    return tell(message);
  }

  /** The last message comes for the second time, now with a picture (section 4.2). */
  public synchronized List<HikConnectMessage> upload() {
    requireStart();
    ObjectNode message = last.deepCopy();
    message.set("fileInfo", HikConnectShapes.picture(device, guid));
    return tell(message);
  }

  private List<HikConnectMessage> tell(ObjectNode message) {
    last = message;
    return device.tell(HikConnectMq.ALARM, message);
  }

  private ObjectNode message(String msgType, boolean pulse) {
    requireStart();
    ObjectNode message =
        HikConnectShapes.object()
            .put("systemId", device.systemId())
            .put("guid", guid)
            .put("dataRetransmission", 1)
            .put("msgType", msgType)
            .put("alarmState", alarmState)
            .put("pulseAlarm", pulse ? "1" : "0")
            .put(
                "alarmMainCategory",
                isOfCamera() ? "alarmCategoryVideo" : "alarmCategoryAlarmDetection")
            .put(
                "alarmSubCategory",
                isOfCamera() ? "alarmSubCategoryCamera" : "alarmSubCategoryAlarmDevice")
            .put("affirmedState", affirmedState)
            .put("markState", markState);
    message
        .putObject("timeInfo")
        .put("startTime", HikConnectShapes.utc(startedAt))
        .put("startTimeLocal", HikConnectShapes.local(startedAt));
    message
        .putObject("eventSource")
        .put("eventType", Integer.toString(eventType))
        .put("sourceID", device.id())
        .put("sourceName", device.serial())
        .put("sourceType", isOfCamera() ? "camera" : "alarmDevice")
        .put("areaID", device.areaId())
        .put("areaName", device.serial())
        .putObject("deviceInfo")
        .put("devID", device.id())
        .put("devName", device.serial())
        .put("deviceSerial", device.serial());
    message
        .putObject("alarmRule")
        .put("id", "1640597519769669632")
        .put("name", "Rule of " + eventType)
        .put("description", "");
    message
        .putObject("alarmPriority")
        .put("id", HikConnectIds.of("priority 1"))
        .put("level", "1")
        .put("levelName", "High")
        .put("color", "#F40B0B");
    message.putArray("linkageTypes");
    return message;
  }

  /** Video security has the types from 10000 to 10999 (A.1.4). */
  private boolean isOfCamera() {
    return eventType / 1000 == 10;
  }

  private void requireStart() {
    if (startedAt == null) {
      throw new IllegalStateException("alarm %s has not begun".formatted(guid));
    }
  }
}
