package io.gatehouse.akuvox.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.akuvox.log.LogTime;
import io.gatehouse.engine.DeviceSpec;
import io.gatehouse.engine.Redactor;
import io.gatehouse.engine.Seen;
import io.gatehouse.events.AccessEvent;
import io.gatehouse.events.AlarmEvent;
import io.gatehouse.events.CallEvent;
import io.gatehouse.events.CommonFields;
import io.gatehouse.events.DeviceEvent;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * What records of a device's logs mean, and what is seen of its inputs and relays: manual 002, Api
 * doorlog, calllog, input and relay. Pure functions of the record, the device's description and how
 * the record came to be seen.
 */
public final class AkuvoxEvents {

  private static final String INPUT = "input";
  private static final String RELAY = "relay";

  private final DeviceSpec device;
  private final AkuvoxPlace place;
  private final AkuvoxFrame frame;

  /** A mapping for one device. */
  public AkuvoxEvents(DeviceSpec device, Redactor redactor) {
    this.device = device;
    this.place = AkuvoxPlace.of(device, null);
    this.frame = new AkuvoxFrame(redactor);
  }

  /**
   * One record of a log: an {@link AccessEvent} of the door log, a {@link CallEvent} of the call
   * log. What is no JSON object is {@link #unmapped}.
   *
   * @param time null where the record has no usable date
   */
  public SpecificRecord map(AkuvoxLog log, JsonNode item, LogTime time, Seen seen) {
    if (!item.isObject()) {
      return unmapped(log, item, seen);
    }
    return switch (log) {
      case DOORLOG -> access(AkuvoxItem.of(item), time, seen);
      case CALLLOG -> call(AkuvoxItem.of(item), time, seen);
    };
  }

  /**
   * The same record, now with its picture: not to be counted.
   *
   * @param firstEventId id of the event that told it first
   */
  public SpecificRecord pictured(
      AkuvoxLog log, JsonNode item, LogTime time, Seen seen, String firstEventId) {
    return AkuvoxFrame.again(map(log, item, time, seen), firstEventId);
  }

  /** Nothing but the vendor's JSON, where mapping failed. */
  public DeviceEvent unmapped(AkuvoxLog log, JsonNode item, Seen seen) {
    return frame.unmapped(place, log.word(), item, seen);
  }

  /**
   * An input changed: ON when it is not at rest.
   *
   * @param port A, B or C
   * @param level of its pin, as read
   */
  public DeviceEvent input(String port, int level, boolean atRest, Seen seen) {
    DeviceEvent event = frame.fill(new DeviceEvent(), place, "INPUT", INPUT, seen);
    event.setState(atRest ? "OFF" : "ON");
    event.setAttributes(AkuvoxAttributes.ofPort(AkuvoxPort.letter(port), level).values());
    return event;
  }

  /**
   * A relay changed: ON at level 1.
   *
   * @param port A, B or C
   */
  public DeviceEvent relay(String port, int level, Seen seen) {
    DeviceEvent event = frame.fill(new DeviceEvent(), place, "OUTPUT", RELAY, seen);
    event.setDoor(AkuvoxPort.door(device, port));
    event.setState(level == 1 ? "ON" : "OFF");
    event.setAttributes(AkuvoxAttributes.ofPort(AkuvoxPort.letter(port), level).values());
    return event;
  }

  /**
   * A tamper contact changed: START when it is not at rest, else END. Both have one alarmId, made
   * of device and input; so has the next alarm.
   *
   * @param port A, B or C
   * @param level of its pin, as read
   */
  public AlarmEvent tamper(String port, int level, boolean atRest, Seen seen) {
    String letter = AkuvoxPort.letter(port);
    AlarmEvent event = frame.fill(new AlarmEvent(), place, "TAMPER", INPUT, seen);
    event.setPhase(atRest ? "END" : "START");
    event.setSeverity("HIGH");
    event.setAlarmId(device.id() + "/TAMPER/" + letter);
    event.setAttachments(List.of());
    event.setAttributes(AkuvoxAttributes.ofPort(letter, level).values());
    return event;
  }

  private AccessEvent access(AkuvoxItem item, LogTime time, Seen seen) {
    AccessEvent event = told(new AccessEvent(), "DECISION", AkuvoxLog.DOORLOG, item, time, seen);
    String type = item.text("type");
    AkuvoxMethod method = AkuvoxMethod.ofDoorLog(type);
    frame.add(event, item, method);
    String status = item.text("status");
    String relay = item.text("relay");
    event.setDoor(AkuvoxPort.door(device, relay));
    event.setDecision(AkuvoxVocabulary.decision(status));
    event.setPersonId(item.text("userid"));
    event.setPersonName(item.text("name", "username"));
    event.setAttributes(
        AkuvoxAttributes.of(item, time)
            .put("type", type)
            .put("status", status)
            .put("factors", method.several())
            .put("relay", relay)
            .put("accessMode", item.text("accessmode"))
            .put("picture", item.text("picurl"))
            .values());
    return event;
  }

  private CallEvent call(AkuvoxItem item, LogTime time, Seen seen) {
    CallEvent event = told(new CallEvent(), "CALL", AkuvoxLog.CALLLOG, item, time, seen);
    String type = item.text("type");
    event.setState(AkuvoxVocabulary.callState(type));
    event.setDirection(AkuvoxVocabulary.callDirection(type));
    event.setPeer(item.text("num", "number"));
    event.setAttributes(
        AkuvoxAttributes.of(item, time)
            .put("type", type)
            .put("localIdentity", item.text("localidentity"))
            .put("name", item.text("name"))
            .put("picture", item.text("picurl"))
            .values());
    return event;
  }

  private <E extends SpecificRecord> E told(
      E event, String type, AkuvoxLog log, AkuvoxItem item, LogTime time, Seen seen) {
    frame.fill(event, place, type, log.word(), seen);
    frame.add(event, item, time);
    event.put(CommonFields.VENDOR_EVENT_ID, item.text("id"));
    return event;
  }
}
