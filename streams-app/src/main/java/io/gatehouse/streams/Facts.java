package io.gatehouse.streams;

import io.gatehouse.events.AccessEvent;
import io.gatehouse.events.AlarmEvent;
import io.gatehouse.events.CallEvent;
import io.gatehouse.events.CommonFields;
import io.gatehouse.events.DeviceEvent;
import io.gatehouse.events.RelayCommand;
import io.gatehouse.events.RelayOutcome;
import io.gatehouse.streams.model.Fact;
import io.gatehouse.streams.model.Kind;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/** Makes facts of events, commands and outcomes: pure functions. */
public final class Facts {

  private static final Set<String> ATTRIBUTES =
      Set.of("originator", "switch", "port", "eventId", "subtype", "reason", "apbBroken");

  private Facts() {}

  /** Of any record that the app reads. */
  static Fact of(SpecificRecord record) {
    if (record instanceof AccessEvent access) {
      return of(access);
    }
    if (record instanceof AlarmEvent alarm) {
      return of(alarm);
    }
    if (record instanceof CallEvent call) {
      return of(call);
    }
    if (record instanceof DeviceEvent device) {
      return of(device);
    }
    if (record instanceof RelayCommand command) {
      return of(command);
    }
    if (record instanceof RelayOutcome outcome) {
      return of(outcome);
    }
    throw new IllegalArgumentException("no fact is made of " + record.getClass().getName());
  }

  /** Of an access. */
  public static Fact of(AccessEvent access) {
    Fact fact = common(access, Kind.ACCESS, access.getAttributes());
    fact.setState(access.getDecision());
    fact.setMethod(access.getMethod());
    fact.setDirection(access.getDirection());
    fact.setPersonId(access.getPersonId());
    fact.setPersonName(access.getPersonName());
    fact.setCredential(access.getCredential());
    fact.setReason(access.getReason());
    fact.setDuress(access.getDuress());
    return fact;
  }

  /** Of an alarm. */
  public static Fact of(AlarmEvent alarm) {
    Fact fact = common(alarm, Kind.ALARM, alarm.getAttributes());
    fact.setState(alarm.getPhase());
    fact.setSeverity(alarm.getSeverity());
    fact.setLink(alarm.getAlarmId());
    fact.setPersonId(alarm.getAttributes().get("personId"));
    fact.setPersonName(alarm.getAttributes().get("personName"));
    return fact;
  }

  /** Of a call. */
  public static Fact of(CallEvent call) {
    Fact fact = common(call, Kind.CALL, call.getAttributes());
    fact.setState(call.getState());
    fact.setDirection(call.getDirection());
    fact.setReason(call.getReason());
    fact.setLink(call.getCallId());
    fact.setPeer(call.getPeer());
    return fact;
  }

  /** Of what a device says of itself. */
  public static Fact of(DeviceEvent device) {
    Fact fact = common(device, Kind.DEVICE, device.getAttributes());
    fact.setState(device.getState());
    return fact;
  }

  /** Of a command. */
  public static Fact of(RelayCommand command) {
    Fact fact = ofCommand(Kind.COMMAND, command.getDeviceId(), command.getIssuedAt());
    fact.setEventId(command.getCommandId());
    fact.setLink(command.getCommandId());
    fact.setType(command.getAction());
    fact.setState("ISSUED");
    fact.setPersonName(command.getRequestedBy());
    fact.setReason(command.getReason());
    fact.setAttributes(Map.of("target", command.getTarget()));
    return fact;
  }

  /** Of an outcome. */
  public static Fact of(RelayOutcome outcome) {
    Fact fact = ofCommand(Kind.OUTCOME, outcome.getDeviceId(), outcome.getOccurredAt());
    fact.setEventId(outcome.getCommandId() + "/" + outcome.getStatus());
    fact.setLink(outcome.getCommandId());
    fact.setType(outcome.getAction() == null ? "" : outcome.getAction());
    fact.setState(outcome.getStatus());
    fact.setPersonName(outcome.getRequestedBy());
    fact.setReason(outcome.getReason());
    fact.setAttributes(
        outcome.getTarget() == null ? Map.of() : Map.of("target", outcome.getTarget()));
    return fact;
  }

  private static Fact ofCommand(Kind kind, String deviceId, Instant at) {
    Fact fact = new Fact();
    fact.setKind(kind);
    fact.setVendor("");
    fact.setDeviceId(deviceId);
    fact.setTime(at.toEpochMilli());
    fact.setReceivedAt(at.toEpochMilli());
    fact.setParts(Map.of());
    return fact;
  }

  private static Fact common(SpecificRecord event, Kind kind, Map<String, String> attributes) {
    Fact fact = new Fact();
    fact.setKind(kind);
    fact.setEventId((String) event.get(CommonFields.EVENT_ID));
    fact.setVendor((String) event.get(CommonFields.VENDOR));
    fact.setDeviceId((String) event.get(CommonFields.DEVICE_ID));
    fact.setDeviceName((String) event.get(CommonFields.DEVICE_NAME));
    fact.setSite((String) event.get(CommonFields.SITE));
    fact.setZone((String) event.get(CommonFields.ZONE));
    fact.setDoor((String) event.get(CommonFields.DOOR));
    fact.setType((String) event.get(CommonFields.TYPE));
    long receivedAt = ((Instant) event.get(CommonFields.RECEIVED_AT)).toEpochMilli();
    fact.setTime(time(event, receivedAt));
    fact.setReceivedAt(receivedAt);
    fact.setUtcOffsetMinutes((Integer) event.get(CommonFields.UTC_OFFSET_MINUTES));
    fact.setRecovered((Boolean) event.get(CommonFields.RECOVERED));
    fact.setSequence(number((String) event.get(CommonFields.VENDOR_EVENT_ID)));
    fact.setSession((String) event.get(CommonFields.SESSION));
    fact.setAttributes(chosen(attributes));
    fact.setParts(Map.of());
    return fact;
  }

  /**
   * By one clock for all devices, as well as they were measured; nothing happens after it is known.
   */
  private static long time(SpecificRecord event, long receivedAt) {
    long occurredAt = ((Instant) event.get(CommonFields.OCCURRED_AT)).toEpochMilli();
    Long skew = (Long) event.get(CommonFields.CLOCK_SKEW_MS);
    return Math.max(0, Math.min(skew == null ? occurredAt : occurredAt - skew, receivedAt));
  }

  private static long number(String vendorEventId) {
    if (vendorEventId == null || vendorEventId.isEmpty() || vendorEventId.length() > 18) {
      return 0;
    }
    return vendorEventId.chars().allMatch(c -> c >= '0' && c <= '9')
        ? Long.parseLong(vendorEventId)
        : 0;
  }

  private static Map<String, String> chosen(Map<String, String> attributes) {
    if (attributes.isEmpty()) {
      return Map.of();
    }
    Map<String, String> chosen = new HashMap<>();
    for (String name : ATTRIBUTES) {
      String value = attributes.get(name);
      if (value != null) {
        chosen.put(name, value);
      }
    }
    return chosen;
  }
}
