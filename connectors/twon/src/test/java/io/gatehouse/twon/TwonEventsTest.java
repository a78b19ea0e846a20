package io.gatehouse.twon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.engine.DeviceSpec;
import io.gatehouse.engine.Redactor;
import io.gatehouse.engine.Seen;
import io.gatehouse.events.AccessEvent;
import io.gatehouse.events.AlarmEvent;
import io.gatehouse.events.CommonFields;
import io.gatehouse.events.DeviceEvent;
import io.gatehouse.twon.SampleTable.Sample;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwonEventsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Redactor REDACTOR = new Redactor(TwonEvents.REDACTION, "a key", true);
  private static final TwonEvents EVENTS = events(REDACTOR);
  private static final Instant RECEIVED = Instant.parse("2026-11-21T10:00:00.123456Z");
  private static final Seen SEEN = new Seen("e-1", RECEIVED, true, -250L);

  /** All types of the two manuals, of newer tables and of real devices, in every known spelling. */
  private static final String TYPES =
      """
      AccessBlocked AccessLimited AccessTaken ApiAccessRequested ApLockStateChanged AudioLoopTest
      CallSessionStateChanged CallStateChanged CapabilitiesChanged CardEntered CardHeld CheckingCall
      CodeEntered ConfigurationChanged DeviceState DirectoryChanged DirectorySaved DisplayTouched
      DoorOpenTooLong DoorStateChanged DtmfEntered DtmfPressed DtmfSent ErrorStateChanged
      ExternalCameraStateChanged FingerEnrollState FingerEntered HardwareChanged InputChanged
      KeyPressed KeyReleased LicensePlateRecognized LifConfigChanged LiftConfigChanged
      LiftFloorEnabled LiftFloorsEnabled LiftStatusChanged LoginBlocked MobKeyEntered MotionDetected
      NoiseDetected OutputChanged PairingStateChanged RegistrationStateChanged RescueStateChanged
      RexActivated SilentAlarm SwitchOperationChanged SwitchStateChanged SwitchesBlocked
      TamperSwitchActivated UnauthorizedDoorOpen UserActionActivated UserAuthenticated UserRejected
      VirtualInput VirtualOutput WaveKeyActivated
      """;

  static List<Sample> samples() {
    return SampleTable.all(REDACTOR);
  }

  static Stream<String> types() {
    return Stream.concat(
        Arrays.stream(TYPES.split("\\s+")),
        Stream.of("Access Taken", "ExternalCameraState Changed"));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everySampleBecomesWhatTheTableSays(Sample sample) {
    assertThat(described(sample.event())).isEqualTo(sample.expected());
  }

  @Test
  void theTableHasEveryType() {
    Set<String> inTable =
        samples().stream()
            .map(sample -> sample.event().get("event").asText())
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(inTable).containsAll(types().toList());
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyTypeIsKnownEvenWithoutParameters(String type) {
    List<SpecificRecord> records = map(event(type, null));

    assertThat(records).isNotEmpty();
    for (SpecificRecord record : records) {
      assertThat(record.get(CommonFields.TYPE)).isNotEqualTo("UNKNOWN");
      assertThat(record.get(CommonFields.VENDOR_TYPE)).isEqualTo(type);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyRecordHasTheCommonFields(Sample sample) {
    for (SpecificRecord record : map(sample.event())) {
      assertThat(record.get(CommonFields.EVENT_ID)).isEqualTo("e-1");
      assertThat(record.get(CommonFields.VENDOR)).isEqualTo("twon");
      assertThat(record.get(CommonFields.DEVICE_ID)).isEqualTo("lobby");
      assertThat(record.get(CommonFields.DEVICE_NAME)).isEqualTo("Lobby");
      assertThat(record.get(CommonFields.SITE)).isEqualTo("Headquarters");
      assertThat(record.get(CommonFields.ZONE)).isEqualTo("Ground floor");
      assertThat(record.get(CommonFields.VENDOR_TYPE))
          .isEqualTo(sample.event().get("event").asText());
      assertThat(record.get(CommonFields.OCCURRED_AT))
          .isEqualTo(Instant.ofEpochMilli(sample.event().get("utcTime").asLong() * 1000));
      assertThat(record.get(CommonFields.RECEIVED_AT))
          .isEqualTo(Instant.parse("2026-11-21T10:00:00.123Z"));
      assertThat(record.get(CommonFields.RECOVERED)).isEqualTo(true);
      assertThat(record.get(CommonFields.CLOCK_SKEW_MS)).isEqualTo(-250L);
      assertThat((String) record.get(CommonFields.RAW))
          .isEqualTo(REDACTOR.raw(sample.event()))
          .contains(sample.event().get("event").asText());
    }
  }

  @Test
  void numberAndTimeZoneAreThoseOfTheDevice() {
    SpecificRecord told = map(event("DeviceState", null)).get(0);
    SpecificRecord untold = map(json("{'event': 'DeviceState'}")).get(0);

    assertThat(told.get(CommonFields.VENDOR_EVENT_ID)).isEqualTo("42");
    assertThat(told.get(CommonFields.UTC_OFFSET_MINUTES)).isEqualTo(-90);
    assertThat(untold.get(CommonFields.VENDOR_EVENT_ID)).isNull();
    assertThat(untold.get(CommonFields.UTC_OFFSET_MINUTES)).isNull();
    assertThat(untold.get(CommonFields.OCCURRED_AT))
        .as("nothing better is known than when it was received")
        .isEqualTo(untold.get(CommonFields.RECEIVED_AT));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void numbersAndTruthsAsTextAreTheSame(Sample sample) {
    assertThat(described(everyScalar(sample.event(), TwonEventsTest::asText)))
        .isEqualTo(sample.expected());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void textAndTruthsAsNumbersAreTheSame(Sample sample) {
    assertThat(described(everyScalar(sample.event(), TwonEventsTest::asNumber)))
        .isEqualTo(sample.expected());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void parametersInAnyCaseAreTheSame(Sample sample) {
    ObjectNode event = sample.event().deepCopy();
    if (event.path("params").isObject()) {
      ObjectNode params = JsonNodeFactory.instance.objectNode();
      sample
          .event()
          .get("params")
          .properties()
          .forEach(param -> params.set(upperCase(param.getKey()), param.getValue()));
      event.set("params", params);
    }

    if (!sample.name().endsWith("-info")) {
      assertThat(described(event)).isEqualTo(sample.expected());
    }
  }

  @Test
  void anUnknownTypeIsKeptWithAllItSaid() {
    JsonNode event = event("TeleportActivated", "{'to': 'roof', 'steps': [1, {'via': null}]}");

    SpecificRecord record = map(event).get(0);

    assertThat(record).isInstanceOf(DeviceEvent.class);
    assertThat(record.get(CommonFields.TYPE)).isEqualTo("UNKNOWN");
    assertThat(record.get(CommonFields.VENDOR_TYPE)).isEqualTo("TeleportActivated");
    assertThat(json((String) record.get(CommonFields.RAW))).isEqualTo(event);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "17",
        "'text'",
        "{'event': null, 'params': null}",
        "{'event': {'a': 1}, 'params': [1]}",
        "{'event': 'CardEntered', 'params': {'uid': {}, 'ap': [], 'session': null, 'valid': {}}}",
        "{'event': 'CallSessionStateChanged', 'params': {'info': 7}}",
        "{'event': 'DoorStateChanged', 'id': -1, 'utcTime': -1, 'tzShift': 'x', 'params': 'x'}",
        "{'event': 'DoorStateChanged', 'id': 'x', 'utcTime': 99999999999999, 'upTime': {}}"
      })
  void whatIsNoProperEventIsKeptAsFarAsItGoes(String event) {
    List<SpecificRecord> records = map(json(event));

    assertThat(records).hasSize(1);
    SpecificRecord record = records.get(0);
    assertThat(record.get(CommonFields.VENDOR_EVENT_ID)).isNull();
    assertThat(record.get(CommonFields.OCCURRED_AT))
        .isEqualTo(record.get(CommonFields.RECEIVED_AT));
    assertThat(record.get(CommonFields.RAW)).isNotNull();
  }

  @Test
  void numbersAreUnsigned32BitOrMissing() {
    TwonEvent largest =
        TwonEvent.of(json("{'id': 4294967295, 'utcTime': '4294967295', 'upTime': 0}"));
    TwonEvent tooLarge = TwonEvent.of(json("{'id': 4294967296, 'utcTime': 4294967296}"));

    assertThat(largest.id()).isEqualTo(4294967295L);
    assertThat(largest.utcTime()).isEqualTo(4294967295L);
    assertThat(largest.upTime()).isZero();
    assertThat(tooLarge.id()).isZero();
    assertThat(tooLarge.utcTime()).isEqualTo(TwonPosition.UNKNOWN);
    assertThat(tooLarge.upTime()).isEqualTo(TwonPosition.UNKNOWN);
  }

  @Test
  void startAndEndOfAnAlarmHaveOneIdAndOtherAlarmsAnother() {
    AlarmEvent start = alarm("{'ap': 0, 'type': 'card', 'state': 'in'}");
    AlarmEvent end = alarm("{'ap': '0', 'type': 'card', 'state': 'out'}");
    AlarmEvent otherDoor = alarm("{'ap': 1, 'type': 'card', 'state': 'in'}");
    AlarmEvent otherReader = alarm("{'ap': 0, 'type': 'code', 'state': 'in'}");

    assertThat(start.getPhase()).isEqualTo("START");
    assertThat(end.getPhase()).isEqualTo("END");
    assertThat(end.getAlarmId()).isEqualTo(start.getAlarmId());
    assertThat(Set.of(start.getAlarmId(), otherDoor.getAlarmId(), otherReader.getAlarmId()))
        .hasSize(3);
  }

  @Test
  void aSilentAlarmIsAnAccessAndAnAlarmWithOneId() {
    List<SpecificRecord> records = map(event("SilentAlarm", "{'ap': 0, 'session': 17}"));

    assertThat(records).hasSize(2);
    assertThat(((AccessEvent) records.get(0)).getDuress()).isTrue();
    assertThat(records.get(0).get(CommonFields.EVENT_ID))
        .isEqualTo(records.get(1).get(CommonFields.EVENT_ID));
  }

  @Test
  void aDoorSensorOfTwoDoorsNamesNone() {
    DeviceSpec device =
        new DeviceSpec(
            "d",
            URI.create("http://127.0.0.1"),
            null,
            null,
            null,
            null,
            Map.of("0", "Front", "1", "Back"),
            null,
            null,
            null,
            null,
            null,
            null);
    TwonEvents events = new TwonEvents(device, REDACTOR);

    SpecificRecord opened =
        events.map(TwonEvent.of(event("DoorStateChanged", "{'state': 'opened'}")), SEEN).get(0);
    SpecificRecord entered =
        events.map(TwonEvent.of(event("RexActivated", "{'ap': 1}")), SEEN).get(0);

    assertThat(opened.get(CommonFields.DOOR)).isNull();
    assertThat(entered.get(CommonFields.DOOR)).isEqualTo("Back");
  }

  @Test
  void rawCanBeSwitchedOff() {
    TwonEvents events = events(new Redactor(TwonEvents.REDACTION, "a key", false));

    for (Sample sample : samples()) {
      for (SpecificRecord record : events.map(TwonEvent.of(sample.event()), SEEN)) {
        assertThat(record.get(CommonFields.RAW)).isNull();
      }
    }
  }

  private static AlarmEvent alarm(String params) {
    return (AlarmEvent) map(event("AccessLimited", params)).get(0);
  }

  private static TwonEvents events(Redactor redactor) {
    return new TwonEvents(SampleTable.device(URI.create("http://127.0.0.1")), redactor);
  }

  private static List<SpecificRecord> map(JsonNode event) {
    return EVENTS.map(TwonEvent.of(event), SEEN);
  }

  private static List<String> described(JsonNode event) {
    return map(event).stream().map(SampleTable::describe).toList();
  }

  private static JsonNode event(String type, String params) {
    ObjectNode event =
        (ObjectNode)
            json(
                "{'id': 42, 'tzShift': -90, 'utcTime': 1780000000, 'upTime': 7, 'event': '"
                    + type
                    + "'}");
    if (params != null) {
      event.set("params", json(params));
    }
    return event;
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private static JsonNode everyScalar(JsonNode node, UnaryOperator<JsonNode> change) {
    if (node.isObject()) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      node.properties()
          .forEach(field -> copy.set(field.getKey(), everyScalar(field.getValue(), change)));
      return copy;
    }
    if (node.isArray()) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      node.forEach(element -> copy.add(everyScalar(element, change)));
      return copy;
    }
    return change.apply(node);
  }

  private static JsonNode asText(JsonNode scalar) {
    return JsonNodeFactory.instance.textNode(scalar.asText());
  }

  private static JsonNode asNumber(JsonNode scalar) {
    if (scalar.isBoolean()) {
      return JsonNodeFactory.instance.numberNode(scalar.asBoolean() ? 1 : 0);
    }
    String text = scalar.asText();
    boolean isNumber =
        !text.isEmpty()
            && text.length() < 19
            && (text.equals("0") || !text.startsWith("0"))
            && text.chars().allMatch(Character::isDigit);
    return isNumber ? JsonNodeFactory.instance.numberNode(Long.parseLong(text)) : scalar;
  }

  private static String upperCase(String text) {
    return text.toUpperCase(Locale.ROOT);
  }
}
