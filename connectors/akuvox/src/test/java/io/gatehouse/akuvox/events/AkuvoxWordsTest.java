package io.gatehouse.akuvox.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.engine.DeviceSpec;
import io.gatehouse.engine.Redactor;
import io.gatehouse.engine.Seen;
import io.gatehouse.events.AccessEvent;
import io.gatehouse.events.CallEvent;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the words and digits of both generations of firmware mean: manual 002, and what is sent. */
class AkuvoxWordsTest {

  private static final Redactor REDACTOR = new Redactor(AkuvoxSecrets.RULES, "a key", true);
  private static final Seen SEEN =
      new Seen("e-1", Instant.parse("2026-11-21T10:00:00Z"), false, null);

  @ParameterizedTest
  @CsvSource({
    "Succ, GRANTED",
    "succ, GRANTED",
    "SUCCESS, GRANTED",
    "'  Succ ', GRANTED",
    "0, GRANTED",
    "Failed, DENIED",
    "failed, DENIED",
    "Fail, DENIED",
    "1, DENIED",
    "2, UNKNOWN",
    "-1, UNKNOWN",
    "ok, UNKNOWN",
    "true, UNKNOWN",
    "'', UNKNOWN"
  })
  void aStatusDecides(String status, String decision) {
    AccessEvent access = access(door("Face", status));

    assertThat(access.getDecision()).isEqualTo(decision);
    assertThat(access.getAttributes().getOrDefault("status", "")).isEqualTo(status.strip());
  }

  @Test
  void aStatusAsANumberDecidesAndAMissingOneDoesNot() {
    assertThat(access(door("Face", "").put("Status", 0)).getDecision()).isEqualTo("GRANTED");
    assertThat(access(door("Face", "").put("Status", 1)).getDecision()).isEqualTo("DENIED");
    assertThat(access(door("Face", "").putNull("Status")).getDecision()).isEqualTo("UNKNOWN");
  }

  @ParameterizedTest
  @CsvSource({
    "0, UNKNOWN",
    "1, CARD",
    "2, CODE",
    "3, CODE",
    "4, FACE",
    "5, UNKNOWN",
    "Card, CARD",
    "card, CARD",
    "' CARD ', CARD",
    "RF Card, CARD",
    "RF_Card_Unlock, CARD",
    "RFID, CARD",
    "Card code, CARD",
    "Card PIN, CODE",
    "Temporary Key, CODE",
    "PIN, CODE",
    "Pin Code, CODE",
    "Private PIN, CODE",
    "PrivatePIN, CODE",
    "privatepin, CODE",
    "Public PIN, CODE",
    "Public, CODE",
    "Private Key, CODE",
    "Password, CODE",
    "passcode, CODE",
    "Keypad, CODE",
    "Access code, CODE",
    "Temp Key, CODE",
    "TempKey, CODE",
    "temp-key, CODE",
    "Face, FACE",
    "Face Unlock, FACE",
    "Facial recognition, FACE",
    "Call, CALL",
    "Call to open, CALL",
    "DTMF, DTMF",
    "Call DTMF, DTMF",
    "QR, QR_CODE",
    "QR Code, QR_CODE",
    "QRCode, QR_CODE",
    "Bluetooth, MOBILE_KEY",
    "BLE, MOBILE_KEY",
    "NFC, MOBILE_KEY",
    "HTTP, REMOTE",
    "HTTP API, REMOTE",
    "Remote, REMOTE",
    "Unlock on SmartPlus, REMOTE",
    "Finger, FINGER",
    "Fingerprint, FINGER",
    "Exit Button, BUTTON",
    "Input A, BUTTON",
    "License Plate, LICENSE_PLATE",
    "Card+PIN, MULTIPLE",
    "Face & Card, MULTIPLE",
    "Face and PIN, MULTIPLE",
    "PIN + PIN, CODE",
    "Unknown, UNKNOWN",
    "Web interface, UNKNOWN",
    "Double authentication, UNKNOWN",
    "Mapping, UNKNOWN",
    "'', UNKNOWN"
  })
  void aTypeSaysHowItWasAskedFor(String type, String method) {
    AccessEvent access = access(door(type, "Succ"));

    assertThat(access.getMethod()).isEqualTo(method);
    assertThat(access.getAttributes().getOrDefault("type", "")).isEqualTo(type.strip());
  }

  @Test
  void aTypeAsANumberIsItsDigitAndAMissingOneIsUnknown() {
    assertThat(access(door("", "0").put("Type", 4)).getMethod()).isEqualTo("FACE");
    assertThat(access(door("", "0").putNull("Type")).getMethod()).isEqualTo("UNKNOWN");
  }

  @ParameterizedTest
  @CsvSource({
    "1, TERMINATED, OUTGOING",
    "2, TERMINATED, INCOMING",
    "3, MISSED, INCOMING",
    "4, FORWARDED,",
    "5, UNKNOWN,",
    "0, UNKNOWN,",
    "Dialed, TERMINATED, OUTGOING",
    "DIALED, TERMINATED, OUTGOING",
    "received, TERMINATED, INCOMING",
    "' Missed ', MISSED, INCOMING",
    "Forwarded, FORWARDED,",
    "Unknow, UNKNOWN,",
    "Unknown, UNKNOWN,",
    "'', UNKNOWN,"
  })
  void aTypeSaysWhatBecameOfACall(String type, String state, String direction) {
    CallEvent call = call(type);

    assertThat(call.getType()).isEqualTo("CALL");
    assertThat(call.getState()).isEqualTo(state);
    assertThat(call.getDirection()).isEqualTo(direction);
    assertThat(call.getAttributes().getOrDefault("type", "")).isEqualTo(type.strip());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "A", "a", "RelayA", "Relay 1", "relay_a"})
  void aRelayOpensADoorWhicheverOfItsNamesWasTaken(String name) {
    for (String relay : List.of("1", "A", "RelayA")) {
      AkuvoxEvents events = events(Map.of(name, "Gate", "2", "x"));

      AccessEvent access =
          (AccessEvent)
              events.map(AkuvoxLog.DOORLOG, door("Face", "Succ").put("Relay", relay), null, SEEN);

      assertThat(access.getDoor()).as("%s of %s", relay, name).isEqualTo("Gate");
      assertThat(access.getAttributes()).containsEntry("relay", relay);
    }
  }

  @Test
  void ofTwoNamesOfOneRelayTheNumberCounts() {
    Map<String, String> doors = Map.of("RelayA", "y", "A", "x", "1", "Gate", "a", "z");

    for (String relay : List.of("1", "A", "RelayA")) {
      AccessEvent access =
          (AccessEvent)
              events(doors)
                  .map(AkuvoxLog.DOORLOG, door("Face", "Succ").put("Relay", relay), null, SEEN);

      assertThat(access.getDoor()).isEqualTo("Gate");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "C", "0", "12", "#", "", "RelayAB"})
  void aRelayThatNobodyNamedOpensNoDoor(String relay) {
    assertThat(access(door("Face", "Succ").put("Relay", relay)).getDoor()).isNull();
  }

  private static AccessEvent access(ObjectNode item) {
    return (AccessEvent)
        events(Map.of("1", "Entrance", "B", "Garage")).map(AkuvoxLog.DOORLOG, item, null, SEEN);
  }

  private static CallEvent call(String type) {
    ObjectNode item = JsonNodeFactory.instance.objectNode().put("Type", type);
    return (CallEvent) events(Map.of()).map(AkuvoxLog.CALLLOG, item, null, SEEN);
  }

  private static AkuvoxEvents events(Map<String, String> doors) {
    URI url = URI.create("http://192.168.1.78");
    DeviceSpec device =
        new DeviceSpec(
            "lobby", url, null, null, null, null, doors, null, null, null, null, null, null);
    return new AkuvoxEvents(device, REDACTOR);
  }

  private static ObjectNode door(String type, String status) {
    return JsonNodeFactory.instance.objectNode().put("Type", type).put("Status", status);
  }
}
