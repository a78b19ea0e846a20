package io.gatehouse.twon;

import static io.gatehouse.twon.TwonVocabulary.either;
import static io.gatehouse.twon.TwonVocabulary.truth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.engine.DeviceSpec;
import io.gatehouse.engine.RedactionRules;
import io.gatehouse.engine.Redactor;
import io.gatehouse.engine.Seen;
import io.gatehouse.events.AccessEvent;
import io.gatehouse.events.AlarmEvent;
import io.gatehouse.events.CallEvent;
import io.gatehouse.events.CommonFields;
import io.gatehouse.events.DeviceEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * What a 2N event means. A pure function of the event, the device's description and how the event
 * came to be seen.
 *
 * <p>Known are the event types of manual 000 (5.10) and 001 (5.26), those of later firmware, and
 * the spellings of both; any other type becomes a {@link DeviceEvent} of type UNKNOWN.
 *
 * <p>Only the device's own decisions decide: UserAuthenticated, UserRejected, ApiAccessRequested
 * and RexActivated. A valid card is not yet a person let in; its session links it to the decision.
 * A session is counted for each access point, and for calls, by itself: it reads {@code 0/8} or
 * {@code call/8}.
 *
 * <p>The alarmId of an alarm with a duration is made of device, type and access point. It cannot
 * hold the start's event id, since the end does not name its start and nothing is remembered here;
 * the next alarm of the same kind has the same alarmId.
 */
final class TwonEvents {

  /** PINs and where a display was touched are removed, credentials become tokens. */
  static final RedactionRules REDACTION = TwonSecrets::treatmentOf;

  private static final TwonAttributes NONE = TwonAttributes.none();
  private static final TwonAttributes DECISION = TwonAttributes.of("apbBroken", "index", "valid");
  private static final TwonAttributes CREDENTIAL =
      TwonAttributes.of("reader", "valid", "action")
          .named("type", "codeType")
          .named("call", "callId");
  private static final TwonAttributes FLOORS =
      TwonAttributes.of("floors").named("type", "accessType");
  private static final TwonAttributes CALL =
      TwonAttributes.of("device", "sipCallId", "originator", "callSequenceNumber", "valid")
          .named("sipAccount", "account")
          .named("type", "codeType");
  private static final TwonAttributes ALARM =
      TwonAttributes.of("reason", "address")
          .named("type", "credentialType")
          .named("uuid", "personId")
          .named("name", "personName");
  private static final TwonAttributes PORT = TwonAttributes.of("port");
  private static final TwonAttributes VIRTUAL_PORT =
      TwonAttributes.none().named("port", "virtualPort");
  private static final TwonAttributes SWITCH =
      TwonAttributes.of("switch", "originator", "enabled", "locked", "held", "holdTimeout")
          .named("hold_timeout", "holdTimeout");
  private static final TwonAttributes KEY = TwonAttributes.of("key");
  private static final TwonAttributes WAVE_KEY = TwonAttributes.none().named("type", "activation");
  private static final TwonAttributes MOTION = TwonAttributes.none().named("id", "profile");
  private static final TwonAttributes REGISTRATION =
      TwonAttributes.none().named("sipAccount", "account");
  private static final TwonAttributes LIFT =
      TwonAttributes.of("module", "ready", "floors")
          .named("type", "accessType")
          .named("hash", "configuration");
  private static final TwonAttributes SYSTEM =
      TwonAttributes.of("id", "reason", "class", "series", "timestamp");

  private final DeviceSpec device;
  private final Redactor redactor;
  private final String onlyDoor;

  TwonEvents(DeviceSpec device, Redactor redactor) {
    this.device = device;
    this.redactor = redactor;
    List<String> doors = device.doors().values().stream().distinct().toList();
    this.onlyDoor = doors.size() == 1 ? doors.get(0) : null;
  }

  /** One record; two for a silent alarm, which is an access and an alarm with the same event id. */
  List<SpecificRecord> map(TwonEvent event, Seen seen) {
    return switch (event.event()) {
      case "SilentAlarm" ->
          List.of(access(event, seen, "DURESS", "PRESENTED", "UNKNOWN"), duress(event, seen));
      case "LiftFloorsEnabled", "LiftFloorEnabled" -> List.of(floors(event, seen));
      case "CallSessionStateChanged" -> List.of(call(withInfo(event), seen, "CALL_SESSION"));
      default -> List.of(record(event, seen));
    };
  }

  private SpecificRecord record(TwonEvent event, Seen seen) {
    return switch (event.event()) {
      case "UserAuthenticated" -> access(event, seen, "DECISION", "GRANTED", "UNKNOWN");
      case "UserRejected" -> access(event, seen, "DECISION", "DENIED", "UNKNOWN");
      case "ApiAccessRequested" -> access(event, seen, "REMOTE", granted(event), "REMOTE");
      case "RexActivated" -> access(event, seen, "EXIT_BUTTON", "GRANTED", "BUTTON");
      case "CardEntered", "CardHeld" -> credential(event, seen, "CARD", event.text("uid"));
      case "MobKeyEntered" -> credential(event, seen, "MOBILE_KEY", event.text("authid"));
      case "LicensePlateRecognized" ->
          credential(event, seen, "LICENSE_PLATE", event.text("licensePlate"));
      case "CodeEntered" -> credential(event, seen, "CODE", null);
      case "DtmfEntered" -> credential(event, seen, "DTMF", null);
      case "FingerEntered" -> credential(event, seen, "FINGER", null);
      case "AccessTaken", "Access Taken" -> access(event, seen, "ANTI_PASSBACK", "UNKNOWN", "CARD");

      case "CallStateChanged" -> call(event, seen, "CALL");
      case "CheckingCall" -> call(event, seen, "CALL_CHECK");
      case "DtmfPressed", "DtmfSent" -> call(event, seen, "DTMF");

      case "TamperSwitchActivated" -> alarm(event, seen, "TAMPER", "HIGH");
      case "SwitchesBlocked" -> alarm(event, seen, "SWITCHES_BLOCKED", "MEDIUM");
      case "UnauthorizedDoorOpen" -> alarm(event, seen, "FORCED_DOOR", "HIGH");
      case "DoorOpenTooLong" -> alarm(event, seen, "DOOR_HELD_OPEN", "MEDIUM");
      case "AccessLimited" -> alarm(event, seen, "ACCESS_LIMITED", "MEDIUM");
      case "AccessBlocked", "ApLockStateChanged" -> alarm(event, seen, "ACCESS_BLOCKED", "HIGH");
      case "RescueStateChanged" -> alarm(event, seen, "RESCUE", "HIGH");
      case "ErrorStateChanged" -> alarm(event, seen, "DEVICE_FAULT", "MEDIUM");
      case "LoginBlocked" -> pulse(event, seen, "LOGIN_BLOCKED", "MEDIUM");

      case "DoorStateChanged" -> device(event, seen, "DOOR", openOrClosed(event), NONE);
      case "InputChanged" -> device(event, seen, "INPUT", onOrOff(event), PORT);
      case "OutputChanged" -> device(event, seen, "OUTPUT", onOrOff(event), PORT);
      case "VirtualInput" -> device(event, seen, "INPUT", onOrOff(event), VIRTUAL_PORT);
      case "VirtualOutput" -> device(event, seen, "OUTPUT", onOrOff(event), VIRTUAL_PORT);
      case "SwitchStateChanged", "SwitchOperationChanged" ->
          device(event, seen, "SWITCH", onOrOff(event), SWITCH);
      case "KeyPressed" -> key(event, seen, "PRESSED");
      case "KeyReleased" -> key(event, seen, "RELEASED");
      case "DisplayTouched" -> device(event, seen, "DISPLAY", null, NONE);
      case "WaveKeyActivated" -> device(event, seen, "READER", null, WAVE_KEY);
      case "FingerEnrollState" -> device(event, seen, "READER", event.text("state"), NONE);
      case "PairingStateChanged" -> pairing(event, seen);
      case "MotionDetected" -> device(event, seen, "MOTION", onOrOff(event), MOTION);
      case "NoiseDetected" -> device(event, seen, "NOISE", onOrOff(event), NONE);
      case "RegistrationStateChanged" ->
          device(event, seen, "REGISTRATION", event.text("state"), REGISTRATION);
      case "LiftStatusChanged" -> device(event, seen, "LIFT", connected(event), LIFT);
      case "LiftConfigChanged", "LifConfigChanged" -> device(event, seen, "LIFT", null, LIFT);
      case "DirectoryChanged", "DirectorySaved" -> device(event, seen, "DIRECTORY", null, SYSTEM);
      case "UserActionActivated" -> device(event, seen, "ACTION", onOrOff(event), SYSTEM);
      case "HardwareChanged" -> device(event, seen, "HARDWARE", null, SYSTEM);
      case "ExternalCameraStateChanged", "ExternalCameraState Changed" ->
          device(event, seen, "CAMERA", event.text("state"), NONE);
      case "CapabilitiesChanged", "ConfigurationChanged" ->
          device(event, seen, "CONFIGURATION", null, NONE);
      case "AudioLoopTest" -> device(event, seen, "AUDIO_TEST", result(event), NONE);
      case "DeviceState" -> device(event, seen, "SYSTEM", event.text("state"), NONE);
      default -> device(event, seen, "UNKNOWN", null, NONE);
    };
  }

  private AccessEvent credential(TwonEvent event, Seen seen, String method, String credential) {
    AccessEvent access = access(event, seen, "CREDENTIAL", "PRESENTED", method);
    access.setCredential(redactor.token(credential));
    access.setAttributes(CREDENTIAL.read(event));
    return access;
  }

  private AccessEvent access(
      TwonEvent event, Seen seen, String type, String decision, String method) {
    AccessEvent access = common(new AccessEvent(), event, seen, type);
    access.setDecision(decision);
    access.setMethod(method);
    access.setDirection(TwonVocabulary.direction(event.text("direction")));
    access.setPersonId(event.text("uuid"));
    access.setPersonName(event.text("name"));
    access.setReason(event.text("reason"));
    access.setDuress(type.equals("DURESS"));
    access.setAttributes(DECISION.read(event));
    return access;
  }

  /** Floors for one person are an access, floors for everybody are not. */
  private SpecificRecord floors(TwonEvent event, Seen seen) {
    if (!"user".equalsIgnoreCase(event.text("type"))) {
      return device(event, seen, "LIFT", null, LIFT);
    }
    AccessEvent access = access(event, seen, "FLOORS", "UNKNOWN", "UNKNOWN");
    access.setAttributes(FLOORS.read(event));
    return access;
  }

  private CallEvent call(TwonEvent event, Seen seen, String type) {
    CallEvent call = common(new CallEvent(), event, seen, type);
    String state = event.text("state");
    String session = event.text("session", "sessionNumber");
    call.put(CommonFields.SESSION, session == null ? null : "call/" + session);
    call.setState(TwonVocabulary.callState(state));
    call.setDirection(TwonVocabulary.callDirection(event.text("direction")));
    call.setPeer(event.text("peer", "address"));
    call.setCallId(event.text("call"));
    call.setReason(event.text("reason"));
    Map<String, String> attributes = CALL.read(event);
    if ("UNKNOWN".equals(call.getState())) {
      attributes.put("state", state);
    }
    call.setAttributes(attributes);
    return call;
  }

  /** Firmware differs in whether the call's facts are parameters or within {@code info}. */
  private static TwonEvent withInfo(TwonEvent event) {
    JsonNode info = event.params().path("info");
    if (!info.isObject()) {
      return event;
    }
    ObjectNode all = info.deepCopy();
    all.setAll((ObjectNode) event.params());
    return new TwonEvent(
        event.id(),
        event.utcTime(),
        event.upTime(),
        event.tzShift(),
        event.event(),
        all,
        event.json());
  }

  private AlarmEvent alarm(TwonEvent event, Seen seen, String type, String severity) {
    AlarmEvent alarm = pulse(event, seen, type, severity);
    String state = event.text("state");
    Boolean on = truth(state);
    alarm.setPhase(on == null ? "UPDATE" : on ? "START" : "END");
    alarm.setAlarmId(alarmId(event, type));
    if (on == null && state != null) {
      alarm.getAttributes().put("state", state);
    }
    return alarm;
  }

  private AlarmEvent duress(TwonEvent event, Seen seen) {
    return pulse(event, seen, "DURESS", "CRITICAL");
  }

  private AlarmEvent pulse(TwonEvent event, Seen seen, String type, String severity) {
    AlarmEvent alarm = common(new AlarmEvent(), event, seen, type);
    alarm.setPhase("PULSE");
    alarm.setSeverity(severity);
    alarm.setAlarmId(seen.eventId());
    alarm.setAttachments(List.of());
    alarm.setAttributes(ALARM.read(event));
    return alarm;
  }

  private String alarmId(TwonEvent event, String type) {
    StringBuilder id = new StringBuilder(device.id()).append('/').append(type);
    String accessPoint = event.text("ap");
    if (accessPoint != null) {
      id.append('/').append(accessPoint);
    }
    // AccessLimited: each kind of reader is limited by itself.
    String credentialType = event.text("type");
    if (credentialType != null) {
      id.append('/').append(credentialType);
    }
    return id.toString();
  }

  private DeviceEvent key(TwonEvent event, Seen seen, String state) {
    DeviceEvent key = device(event, seen, "KEY", state, KEY);
    key.getAttributes().computeIfPresent("key", (name, value) -> keyOrNull(value));
    return key;
  }

  private static String keyOrNull(String key) {
    return TwonSecrets.isKeypad(key) ? null : key;
  }

  private DeviceEvent pairing(TwonEvent event, Seen seen) {
    DeviceEvent pairing = device(event, seen, "PAIRING", event.text("state"), NONE);
    String token = redactor.token(event.text("authId"));
    if (token != null) {
      pairing.getAttributes().put("credential", token);
    }
    return pairing;
  }

  private DeviceEvent device(
      TwonEvent event, Seen seen, String type, String state, TwonAttributes attributes) {
    DeviceEvent result = common(new DeviceEvent(), event, seen, type);
    result.setState(state);
    result.setAttributes(attributes.read(event));
    return result;
  }

  private <E extends SpecificRecord> E common(E record, TwonEvent event, Seen seen, String type) {
    record.put(CommonFields.EVENT_ID, seen.eventId());
    record.put(CommonFields.VENDOR, "twon");
    record.put(CommonFields.DEVICE_ID, device.id());
    record.put(CommonFields.DEVICE_NAME, device.name());
    record.put(CommonFields.SITE, device.site());
    record.put(CommonFields.ZONE, device.zone());
    record.put(CommonFields.DOOR, door(event, type));
    record.put(CommonFields.TYPE, type);
    record.put(CommonFields.VENDOR_TYPE, event.event());
    record.put(CommonFields.VENDOR_EVENT_ID, event.id() == 0 ? null : Long.toString(event.id()));
    Instant receivedAt = seen.receivedAt().truncatedTo(ChronoUnit.MILLIS);
    record.put(
        CommonFields.OCCURRED_AT,
        event.utcTime() == TwonPosition.UNKNOWN
            ? receivedAt
            : Instant.ofEpochSecond(event.utcTime()));
    record.put(
        CommonFields.UTC_OFFSET_MINUTES, event.json().has("tzShift") ? event.tzShift() : null);
    record.put(CommonFields.RECEIVED_AT, receivedAt);
    record.put(CommonFields.RECOVERED, seen.recovered());
    record.put(CommonFields.CLOCK_SKEW_MS, seen.clockSkewMs());
    record.put(CommonFields.SESSION, session(event));
    record.put(CommonFields.RAW, redactor.raw(event.json()));
    return record;
  }

  /** The door of the access point; a door sensor has none, and watches a device's only door. */
  private String door(TwonEvent event, String type) {
    String accessPoint = event.text("ap");
    if (accessPoint != null) {
      return device.door(accessPoint);
    }
    return switch (type) {
      case "DOOR", "FORCED_DOOR", "DOOR_HELD_OPEN" -> onlyDoor;
      default -> null;
    };
  }

  private static String session(TwonEvent event) {
    String session = event.text("session");
    String accessPoint = event.text("ap");
    return session == null || accessPoint == null ? session : accessPoint + "/" + session;
  }

  private static String granted(TwonEvent event) {
    Boolean valid = truth(event.text("valid"));
    return valid == null ? "UNKNOWN" : valid ? "GRANTED" : "DENIED";
  }

  private static String onOrOff(TwonEvent event) {
    return either(event.text("state"), "ON", "OFF");
  }

  private static String openOrClosed(TwonEvent event) {
    return either(event.text("state"), "OPENED", "CLOSED");
  }

  private static String connected(TwonEvent event) {
    return either(event.text("ready"), "ON", "OFF");
  }

  private static String result(TwonEvent event) {
    return TwonVocabulary.testResult(event.text("result"));
  }
}
