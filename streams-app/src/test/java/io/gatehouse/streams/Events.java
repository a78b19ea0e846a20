package io.gatehouse.streams;

import io.gatehouse.events.AccessEvent;
import io.gatehouse.events.AlarmEvent;
import io.gatehouse.events.CallEvent;
import io.gatehouse.events.CommonFields;
import io.gatehouse.events.Device;
import io.gatehouse.events.DeviceEvent;
import io.gatehouse.events.IncidentAcknowledgement;
import io.gatehouse.events.RelayCommand;
import io.gatehouse.events.RelayOutcome;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** Events of one device for tests, as its connector would write them. Times are UTC. */
public final class Events {

  /** The day on which all tests play. */
  public static final String DAY = "2026-11-20T";

  private final String vendor;
  private final String deviceId;
  private final String site;
  private final String zone;
  private int count;

  private Events(String vendor, String deviceId, String site, String zone) {
    this.vendor = vendor;
    this.deviceId = deviceId;
    this.site = site;
    this.zone = zone;
  }

  /** A device in a zone; site and zone can be null. */
  public static Events of(String vendor, String deviceId, String site, String zone) {
    return new Events(vendor, deviceId, site, zone);
  }

  /** A moment of the day, such as 08:15:00. */
  public static Instant at(String time) {
    return Instant.parse(DAY + time + "Z");
  }

  /** Somebody takes note of an incident. */
  public static IncidentAcknowledgement acknowledged(String time, String incidentId, String who) {
    return new IncidentAcknowledgement(incidentId, who, at(time), "Seen by " + who);
  }

  /** The same event at another door; null: it names none. */
  public static <E extends SpecificRecord> E atDoor(String door, E event) {
    event.put(CommonFields.DOOR, door);
    return event;
  }

  public AccessEvent access(String time, String type, String decision, String method) {
    AccessEvent access = common(new AccessEvent(), time, type);
    access.setDecision(decision);
    access.setMethod(method);
    access.setDuress(type.equals("DURESS"));
    access.setAttributes(new HashMap<>());
    return access;
  }

  public AccessEvent granted(String time, String person) {
    AccessEvent access = access(time, "DECISION", "GRANTED", "CARD");
    access.setPersonId(person.toLowerCase(Locale.ROOT));
    access.setPersonName(person);
    return access;
  }

  public AccessEvent denied(String time, String credential) {
    AccessEvent access = access(time, "DECISION", "DENIED", credential == null ? "CODE" : "CARD");
    access.setCredential(credential);
    return access;
  }

  public AlarmEvent alarm(String time, String type, String phase) {
    AlarmEvent alarm = common(new AlarmEvent(), time, type);
    alarm.setPhase(phase);
    alarm.setSeverity("HIGH");
    alarm.setAlarmId(deviceId + "/" + type);
    alarm.setAttachments(List.of());
    alarm.setAttributes(new HashMap<>());
    return alarm;
  }

  public CallEvent call(String time, String state, String callId, String peer) {
    CallEvent call = common(new CallEvent(), time, "CALL");
    call.setState(state);
    call.setCallId(callId);
    call.setPeer(peer);
    call.setSession("call/" + callId);
    call.setDirection("OUTGOING");
    call.setAttributes(new HashMap<>());
    return call;
  }

  public DeviceEvent device(String time, String type, String state) {
    DeviceEvent device = common(new DeviceEvent(), time, type);
    device.setState(state);
    device.setAttributes(new HashMap<>());
    return device;
  }

  public DeviceEvent door(String time, String state) {
    return device(time, "DOOR", state);
  }

  public RelayCommand command(String time, String commandId, String action, String target) {
    RelayCommand command = new RelayCommand();
    command.setCommandId(commandId);
    command.setDeviceId(deviceId);
    command.setAction(action);
    command.setTarget(target);
    command.setParams(Map.of());
    command.setIssuedAt(at(time));
    command.setExpiresAt(at(time).plusSeconds(10));
    command.setRequestedBy("guard");
    return command;
  }

  public RelayOutcome outcome(String time, String commandId, String status, String target) {
    RelayOutcome outcome = new RelayOutcome();
    outcome.setCommandId(commandId);
    outcome.setDeviceId(deviceId);
    outcome.setStatus(status);
    outcome.setOccurredAt(at(time));
    outcome.setTarget(target);
    outcome.setRequestedBy("guard");
    return outcome;
  }

  public Device listed() {
    Device device = new Device();
    device.setDeviceId(deviceId);
    device.setVendor(vendor);
    device.setSite(site);
    device.setZone(zone);
    device.setDoors(Map.of());
    device.setOnline(true);
    device.setUpdatedAt(at("00:00:00"));
    device.setAttributes(Map.of());
    return device;
  }

  private <E extends SpecificRecord> E common(E event, String time, String type) {
    event.put(CommonFields.EVENT_ID, deviceId + "-" + time + "-" + count);
    event.put(CommonFields.VENDOR, vendor);
    event.put(CommonFields.DEVICE_ID, deviceId);
    event.put(CommonFields.SITE, site);
    event.put(CommonFields.ZONE, zone);
    event.put(CommonFields.DOOR, "Door of " + deviceId);
    event.put(CommonFields.TYPE, type);
    event.put(CommonFields.VENDOR_TYPE, type);
    event.put(CommonFields.VENDOR_EVENT_ID, Integer.toString(++count));
    event.put(CommonFields.OCCURRED_AT, at(time));
    event.put(CommonFields.RECEIVED_AT, at(time).plusMillis(300));
    event.put(CommonFields.RECOVERED, false);
    return event;
  }
}
