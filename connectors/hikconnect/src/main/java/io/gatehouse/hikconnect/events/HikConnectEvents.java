package io.gatehouse.hikconnect.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.engine.RedactionRules;
import io.gatehouse.engine.Redactor;
import io.gatehouse.engine.Seen;
import io.gatehouse.events.AccessEvent;
import io.gatehouse.events.CallEvent;
import io.gatehouse.events.CommonFields;
import io.gatehouse.events.DeviceEvent;
import io.gatehouse.hikconnect.events.HikConnectMeaning.Access;
import io.gatehouse.hikconnect.events.HikConnectMeaning.Alarm;
import io.gatehouse.hikconnect.events.HikConnectMeaning.Call;
import io.gatehouse.hikconnect.events.HikConnectMeaning.State;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * What a message of Hik-Connect for Teams means. A pure function of the message, the devices'
 * descriptions and how the message came to be seen.
 *
 * <p>What a code stands for is in {@link HikConnectCodes}; a message with any other code becomes a
 * {@link DeviceEvent} of type UNKNOWN, or an alarm of type UNKNOWN if an alarm rule raised it.
 *
 * <p>A passage, a call and what a vehicle says are in two queues. One queue's report counts; the
 * other's, and what is uploaded once more with pictures, is a SECOND_REPORT of an access or call,
 * and an UPDATE of an alarm.
 */
public final class HikConnectEvents {

  /** PINs and passwords are removed, card numbers and number plates become tokens. */
  public static final RedactionRules REDACTION = HikConnectSecrets::treatmentOf;

  private static final String SECOND_REPORT = "SECOND_REPORT";

  private final HikConnectQueue accessQueue;
  private final HikConnectFrame frame;
  private final HikConnectAlarms alarms;

  /**
   * A mapping for one account.
   *
   * @param feedId the deviceId of what names no device
   * @param devices as the operator described them
   * @param accessQueue whose reports of passages, calls and vehicles count: COMBINE or RAWMSG
   */
  public HikConnectEvents(
      String feedId, HikConnectDevices devices, HikConnectQueue accessQueue, Redactor redactor) {
    this.accessQueue = accessQueue;
    this.frame = new HikConnectFrame(feedId, devices, redactor);
    this.alarms = new HikConnectAlarms(frame);
  }

  /** The records of a message: one, or two for an access under duress, which is an alarm too. */
  public List<SpecificRecord> map(HikConnectEvent event, Seen seen) {
    HikConnectMeaning meaning = event.meaning();
    if (event.isAlarmMessage()) {
      return List.of(alarms.raised(event, meaning, seen));
    }
    boolean isSecond =
        event.again()
            || (meaning != null
                && meaning.isInRawmsg()
                && !event.queue().equals(accessQueue.word()));
    if (meaning instanceof Access access) {
      List<SpecificRecord> records = new ArrayList<>();
      records.add(access(event, access, isSecond ? SECOND_REPORT : "DECISION", seen));
      if (access.duress()) {
        records.add(alarms.told(event, access.asAlarm(), isSecond, seen));
      }
      return records;
    }
    if (meaning instanceof Call) {
      return List.of(call(event, isSecond ? SECOND_REPORT : "CALL", seen));
    }
    if (meaning instanceof Alarm alarm) {
      return List.of(alarms.told(event, alarm, isSecond, seen));
    }
    State state = meaning instanceof State known ? known : new State("UNKNOWN", null, false);
    return List.of(device(event, state, isSecond, seen));
  }

  /** A message that cannot be understood, as it is. */
  public DeviceEvent unmapped(JsonNode json, Seen seen) {
    return frame.unmapped(json, seen);
  }

  /** A passage that no queue delivered: an access record, manual 004, A.3.134. */
  public AccessEvent ofRecord(JsonNode record, Seen seen) {
    HikConnectEvent event = HikConnectEvent.ofRecord(record);
    Access access = event.meaning() instanceof Access known ? known : Access.UNKNOWN;
    AccessEvent result = access(event, access, "DECISION", seen);
    result.setRecovered(true);
    return result;
  }

  /**
   * Who it was, where a queue gave no person: not a passage of its own.
   *
   * @param ofEventId event id of the passage
   */
  public AccessEvent person(JsonNode record, Seen seen, String ofEventId) {
    AccessEvent result = ofRecord(record, seen);
    result.setType("IDENTIFIED");
    result.getAttributes().put("eventId", ofEventId);
    return result;
  }

  private AccessEvent access(HikConnectEvent event, Access access, String type, Seen seen) {
    AccessEvent result = frame.fill(new AccessEvent(), event, type, seen);
    HikConnectPerson person = HikConnectPerson.of(event);
    result.put(CommonFields.DOOR, frame.door(event));
    result.put(CommonFields.SESSION, event.serialNo());
    result.setDecision(person.decision(access, event.vendorType()));
    result.setMethod(access.method());
    result.setDirection(person.direction());
    result.setPersonId(person.id());
    result.setPersonName(person.name());
    result.setCredential(frame.token(person.cardNumber()));
    result.setReason(person.reason(access, result.getDecision()));
    result.setDuress(access.duress());
    HikConnectAttributes attributes = frame.attributes(event);
    if (access.factors().size() > 1) {
      attributes.put("factors", String.join(",", access.factors()));
    }
    person.describe(attributes);
    HikConnectAttachments.describe(event, seen.receivedAt(), attributes);
    result.setAttributes(attributes.values());
    return result;
  }

  private CallEvent call(HikConnectEvent event, String type, Seen seen) {
    CallEvent result = frame.fill(new CallEvent(), event, type, seen);
    HikConnectCall call = new HikConnectCall(event.talk());
    result.put(CommonFields.DOOR, frame.door(event));
    result.put(CommonFields.SESSION, call.session());
    result.setState(call.state());
    result.setDirection("OUTGOING");
    result.setPeer(call.room());
    result.setCallId(call.id());
    result.setReason(call.reason());
    HikConnectAttributes attributes = frame.attributes(event);
    call.describe(attributes);
    HikConnectAttachments.describe(event, seen.receivedAt(), attributes);
    result.setAttributes(attributes.values());
    return result;
  }

  private DeviceEvent device(HikConnectEvent event, State state, boolean isSecond, Seen seen) {
    DeviceEvent result = frame.fill(new DeviceEvent(), event, state.type(), seen);
    result.put(CommonFields.DOOR, frame.doorIfAny(event));
    result.setState(state.state());
    HikConnectAttributes attributes = frame.attributes(event);
    attributes.put("secondReport", isSecond ? "true" : null);
    HikConnectPerson person = HikConnectPerson.of(event);
    attributes.put("personId", person.id());
    attributes.put("personName", person.name());
    HikConnectAttachments.describe(event, seen.receivedAt(), attributes);
    result.setAttributes(attributes.values());
    return result;
  }
}
