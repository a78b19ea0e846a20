package io.gatehouse.hikconnect.events;

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
import io.gatehouse.events.CallEvent;
import io.gatehouse.events.CommonFields;
import io.gatehouse.events.DeviceEvent;
import io.gatehouse.hikconnect.events.HikConnectSamples.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HikConnectEventsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Redactor REDACTOR = new Redactor(HikConnectEvents.REDACTION, "a key", true);
  private static final Instant RECEIVED = Instant.parse("2026-11-21T10:00:00.123456Z");
  private static final Seen SEEN = new Seen("e-1", RECEIVED, false, -250L);
  private static final HikConnectEvents EVENTS = events(HikConnectQueue.RAWMSG);

  static List<Sample> samples() {
    return HikConnectSamples.all(REDACTOR);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everySampleBecomesWhatTheTableSays(Sample sample) {
    assertThat(described(sample, sample.json())).isEqualTo(sample.expected());
  }

  @Test
  void theTableHasEverySample() throws IOException {
    Set<String> inTable = samples().stream().map(Sample::name).collect(Collectors.toSet());

    try (Stream<Path> files = Files.list(Path.of("src/test/resources/hikconnect-samples"))) {
      assertThat(inTable)
          .isEqualTo(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".json"))
                  .map(name -> name.replace(".json", ""))
                  .collect(Collectors.toSet()));
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyRecordHasTheCommonFields(Sample sample) {
    for (SpecificRecord record : HikConnectSamples.map(EVENTS, sample, sample.json(), SEEN)) {
      assertThat(record.get(CommonFields.EVENT_ID)).isEqualTo("e-1");
      assertThat(record.get(CommonFields.VENDOR)).isEqualTo("hikconnect");
      assertThat(record.get(CommonFields.RECEIVED_AT))
          .isEqualTo(Instant.parse("2026-11-21T10:00:00.123Z"));
      assertThat(record.get(CommonFields.CLOCK_SKEW_MS)).isEqualTo(-250L);
      assertThat((String) record.get(CommonFields.RAW)).isEqualTo(rawOf(sample));
    }
  }

  private static String rawOf(Sample sample) {
    String raw = REDACTOR.raw(sample.json());
    // The one vehicle of the samples that is called by its plate, and the template of 5.3.2.
    for (String plate : List.of("111", "string")) {
      if (sample.json().findValuesAsText("licensePlate").contains(plate)) {
        raw = raw.replace('"' + plate + '"', '"' + REDACTOR.token(plate) + '"');
      }
    }
    return raw;
  }

  @Test
  void vendorsIdsAreThoseOfTheEventTheAlarmTheRecordAndTheDevicesOwnNumber() {
    assertThat(
            Stream.of(
                    "manual-A.1.5-card",
                    "manual-5.3.1-alarm",
                    "manual-5.4.1-phone",
                    "observed-record",
                    "observed-card-granted",
                    "table-rawmsg-call-pushed",
                    "observed-no-person")
                .map(name -> record(name).get(CommonFields.VENDOR_EVENT_ID)))
        .containsExactly(
            "84fcc2865ba14933afbb16bf3db679bc",
            "18892bc026ddddd",
            "ba28708fd5664a7281bc764925d68a28",
            "0b8f2f0f8d7c4c0b9c1c1d5f7f7a0001",
            "11973",
            "call-7",
            null);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void numbersAndTruthsAsTextAreTheSame(Sample sample) {
    assertThat(described(sample, everyScalar(sample.json(), HikConnectEventsTest::asText)))
        .isEqualTo(sample.expected());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void textAndTruthsAsNumbersAreTheSame(Sample sample) {
    assertThat(described(sample, everyScalar(sample.json(), HikConnectEventsTest::asNumber)))
        .isEqualTo(sample.expected());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void namesInAnyCaseAreTheSame(Sample sample) {
    assertThat(described(sample, everyName(sample.json(), name -> name.toUpperCase(Locale.ROOT))))
        .isEqualTo(sample.expected());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void misspeltNamesAreTheSame(Sample sample) {
    Map<String, String> misspelt =
        Map.of(
            "lng", "Ing",
            "msgId", "msgld",
            "doorId", "doorld",
            "sourceID", "sourceld",
            "sourceId", "sourceld",
            "eventData", "evenData",
            "vehicleRelatedInfo", "vehicleReletedInfo",
            "queueRelatedInfo", "queueReletedInfo",
            "anprInfo", "anprinfo",
            "url", "URL");

    assertThat(
            described(sample, everyName(sample.json(), name -> misspelt.getOrDefault(name, name))))
        .isEqualTo(sample.expected());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void emptyAndNullFieldsAreAsIfTheyWereNotThere(Sample sample) {
    JsonNode json = sample.json().deepCopy();
    for (String name : List.of("serialNo", "cardReaderId", "areaName", "deviceName", "picture")) {
      addEverywhere(json, name);
    }

    assertThat(described(sample, json)).isEqualTo(sample.expected());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Msg110003", "Msg 110003", "110003", "msg110003"})
  void aCodeIsTheSameInAnySpellingWithinAndWithout(String spelling) {
    Sample sample = sample("observed-card-granted");
    ObjectNode outer = sample.json().deepCopy();
    ((ObjectNode) outer.get("basicInfo")).put("msgType", spelling);
    ((ObjectNode) outer.at("/data/openDoorInfo/event/basicInfo")).remove("eventType");
    ObjectNode inner = sample.json().deepCopy();
    ((ObjectNode) inner.get("basicInfo")).put("msgType", "something new");
    ((ObjectNode) inner.at("/data/openDoorInfo/event/basicInfo")).put("eventType", spelling);

    assertThat(described(sample, outer)).isEqualTo(sample.expected());
    assertThat(described(sample, inner)).isEqualTo(sample.expected());
    assertThat(map(HikConnectQueue.RAWMSG, outer).get(0).get(CommonFields.VENDOR_TYPE))
        .isEqualTo(spelling);
  }

  @ParameterizedTest
  @CsvSource({
    // type, result, decision, reason
    "110003, 1,    GRANTED,",
    "110003, 0,    DENIED, AUTHENTICATION_FAILED",
    "110003, true, GRANTED,",
    "110003, 7,    UNKNOWN,",
    "110003, ,     UNKNOWN,",
    "80001,  ,     GRANTED,",
    "80001,  0,    DENIED, AUTHENTICATION_FAILED",
    "110514, 1,    DENIED, NO_ACCESS_LEVEL",
    "110514, ,     DENIED, NO_ACCESS_LEVEL",
    "110506, 1,    DENIED, TIMED_OUT",
    "110531, 0,    DENIED,",
    "110007, 1,    GRANTED,",
    "110007, 0,    DENIED, AUTHENTICATION_FAILED",
    "110007, ,     UNKNOWN,",
    "80036,  ,     UNKNOWN,"
  })
  void codeAndResultDecideTogether(String code, String result, String decision, String reason) {
    ObjectNode json = sample("observed-card-granted").json().deepCopy();
    ((ObjectNode) json.get("basicInfo")).put("msgType", "Msg" + code);
    ((ObjectNode) json.at("/data/openDoorInfo/event/intelliInfo")).put("authResult", result);

    AccessEvent access = (AccessEvent) map(HikConnectQueue.RAWMSG, json).get(0);

    assertThat(access.getDecision()).isEqualTo(decision);
    assertThat(access.getReason()).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "110003, 0, DENIED",
    "80093, 1, GRANTED",
    "110019, 1, UNKNOWN",
    "110019, 0, UNKNOWN",
    "110999, 1, UNKNOWN",
    "110999, 0, UNKNOWN"
  })
  void aRecordIsDecidedLikeAMessage(int code, int result, String decision) {
    ObjectNode json = sample("observed-record").json().deepCopy();
    json.put("eventType", code).put("swipeAuthResult", result);

    AccessEvent access = EVENTS.ofRecord(json, SEEN);

    assertThat(access.getType()).isEqualTo("DECISION");
    assertThat(access.getDecision()).isEqualTo(decision);
    assertThat(access.getRecovered()).isTrue();
  }

  @Test
  void aPersonWhoIsFoundLaterIsNoPassageOfItsOwn() {
    AccessEvent person = EVENTS.person(sample("observed-record").json(), SEEN, "e-0");

    assertThat(person.getType()).isEqualTo("IDENTIFIED");
    assertThat(person.getPersonId()).isEqualTo("655816174650930001");
    assertThat(person.getPersonName()).isEqualTo("Ann O'Neil");
    assertThat(person.getRecovered()).isTrue();
    assertThat(person.getAttributes()).containsEntry("eventId", "e-0");
  }

  @Test
  void onePassageIsCountedOnceWhicheverQueueCounts() {
    JsonNode combine = sample("manual-A.1.5-card").json();
    JsonNode rawmsg = sample("observed-card-granted").json();

    for (HikConnectQueue accessQueue : List.of(HikConnectQueue.COMBINE, HikConnectQueue.RAWMSG)) {
      HikConnectEvents events = events(accessQueue);
      AccessEvent first =
          (AccessEvent)
              events.map(HikConnectEvent.of(HikConnectQueue.COMBINE, combine), SEEN).get(0);
      AccessEvent second =
          (AccessEvent) events.map(HikConnectEvent.of(HikConnectQueue.RAWMSG, rawmsg), SEEN).get(0);

      assertThat(List.of(first.getType(), second.getType()))
          .containsExactlyInAnyOrder("DECISION", "SECOND_REPORT");
      assertThat(first.getType().equals("DECISION"))
          .isEqualTo(accessQueue == HikConnectQueue.COMBINE);
    }
  }

  @Test
  void aCallAndAnAlarmOfAVehicleCountOnceToo() {
    HikConnectEvents events = events(HikConnectQueue.COMBINE);

    CallEvent call =
        (CallEvent)
            events
                .map(
                    HikConnectEvent.of(HikConnectQueue.COMBINE, sample("manual-A.1.5-call").json()),
                    SEEN)
                .get(0);
    CallEvent secondCall =
        (CallEvent)
            events
                .map(
                    HikConnectEvent.of(
                        HikConnectQueue.RAWMSG, sample("table-rawmsg-call-pushed").json()),
                    SEEN)
                .get(0);
    AlarmEvent panic =
        (AlarmEvent)
            events
                .map(
                    HikConnectEvent.of(HikConnectQueue.RAWMSG, sample("table-rawmsg-panic").json()),
                    SEEN)
                .get(0);

    assertThat(call.getType()).isEqualTo("CALL");
    assertThat(secondCall.getType()).isEqualTo("SECOND_REPORT");
    assertThat(panic.getPhase()).isEqualTo("UPDATE");
  }

  @Test
  void whatOnlyOneQueueTellsCountsWhereverItComesFrom() {
    for (HikConnectQueue accessQueue : List.of(HikConnectQueue.COMBINE, HikConnectQueue.RAWMSG)) {
      for (HikConnectQueue queue : HikConnectQueue.values()) {
        AlarmEvent motion =
            (AlarmEvent)
                events(accessQueue)
                    .map(HikConnectEvent.of(queue, sample("manual-A.1.5-motion").json()), SEEN)
                    .get(0);

        assertThat(motion.getPhase()).isEqualTo("PULSE");
        assertThat(motion.getAttributes()).containsEntry("queue", queue.word());
      }
    }
  }

  @Test
  void anAlarmRulesAlarmIsOneInEveryQueue() {
    Sample sample = sample("table-alarm-intrusion-end");

    for (HikConnectQueue queue : HikConnectQueue.values()) {
      AlarmEvent alarm = (AlarmEvent) map(queue, sample.json()).get(0);

      assertThat(alarm.getPhase()).isEqualTo("END");
      assertThat(alarm.getAlarmId()).isEqualTo("guid:g-10103");
    }
  }

  @Test
  void aSecondUploadIsMoreOfTheSame() {
    AccessEvent access = (AccessEvent) again("observed-card-granted");
    AlarmEvent alarm = (AlarmEvent) again("table-alarm-intrusion-start");
    DeviceEvent face = (DeviceEvent) again("table-combine-face");

    assertThat(access.getType()).isEqualTo("SECOND_REPORT");
    assertThat(alarm.getPhase()).isEqualTo("UPDATE");
    assertThat(alarm.getAlarmId())
        .isEqualTo(((AlarmEvent) record("table-alarm-intrusion-start")).getAlarmId());
    assertThat(face.getAttributes()).containsEntry("secondReport", "true");
  }

  @ParameterizedTest
  @CsvSource({
    "table-rawmsg-panic, table-rawmsg-panic-update",
    "table-combine-camera-offline, table-combine-camera-online",
    "table-alarm-intrusion-start, table-alarm-intrusion-acknowledged",
    "table-alarm-intrusion-start, table-alarm-intrusion-end"
  })
  void whatIsSaidOfOneAlarmHasItsAlarmId(String first, String later) {
    assertThat(((AlarmEvent) record(later)).getAlarmId())
        .isEqualTo(((AlarmEvent) record(first)).getAlarmId());
  }

  @Test
  void duressIsOneAlarmInBothQueues() {
    List<SpecificRecord> first = map(HikConnectQueue.RAWMSG, sample("table-rawmsg-duress").json());
    List<SpecificRecord> second =
        map(HikConnectQueue.COMBINE, sample("table-combine-duress").json());

    AlarmEvent alarm = (AlarmEvent) first.get(1);
    AlarmEvent update = (AlarmEvent) second.get(1);
    assertThat(((AccessEvent) first.get(0)).getDuress()).isTrue();
    assertThat(alarm.getPhase()).isEqualTo("PULSE");
    assertThat(update.getPhase()).isEqualTo("UPDATE");
    assertThat(update.getAlarmId()).isEqualTo(alarm.getAlarmId());
  }

  @Test
  void aRestoreCodeEndsItsAlarmThroughAnAlarmRuleToo() {
    AlarmEvent offline = rule("10057", "1");
    AlarmEvent online = rule("10056", "1");
    AlarmEvent onlineOver = rule("10056", "0");

    assertThat(offline.getPhase()).isEqualTo("START");
    assertThat(rule("10057", "0").getPhase()).isEqualTo("END");
    assertThat(online.getPhase()).isEqualTo("END");
    assertThat(onlineOver.getPhase()).isEqualTo("UPDATE");
    assertThat(List.of(online.getAlarmId(), onlineOver.getAlarmId()))
        .containsOnly(offline.getAlarmId());
  }

  private static AlarmEvent rule(String code, String msgType) {
    ObjectNode json = sample("table-alarm-intrusion-start").json().deepCopy();
    json.put("msgType", msgType);
    ((ObjectNode) json.get("eventSource")).put("eventType", code);
    return (AlarmEvent) map(HikConnectQueue.ALARM, json).get(0);
  }

  @Test
  void anAlarmWithoutATimeOfItsOwnIsNamedByItsEvent() {
    ObjectNode json = sample("manual-A.1.5-motion").json().deepCopy();
    ((ObjectNode) json.get("basicInfo")).remove("occurrenceTime");

    AlarmEvent alarm = (AlarmEvent) map(HikConnectQueue.COMBINE, json).get(0);

    assertThat(alarm.getAlarmId()).isEqualTo("e-1");
    assertThat(alarm.getOccurredAt()).isEqualTo(alarm.getReceivedAt());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"FR0000001", "fr0000001", "5500192BA0524282B820FA00DA520001", "Lobby reader"})
  void aDeviceIsFoundByItsSerialNumberItsIdAndItsName(String serial) {
    HikConnectEvents events = events(spec("mine", serial, Map.of()));

    AccessEvent access = (AccessEvent) first(events, "observed-card-granted");

    assertThat(access.getDeviceId()).isEqualTo("mine");
    assertThat(access.getDeviceName()).isEqualTo("Mine");
    assertThat(access.getSite()).isEqualTo("Site");
    assertThat(access.getZone()).isEqualTo("Zone");
  }

  @Test
  void aDeviceThatNobodyDescribedIsCalledAsTheCloudCallsIt() {
    HikConnectEvents events = events(spec("mine", "another", Map.of()));
    ObjectNode bySerial = sample("manual-A.1.5-motion").json().deepCopy();
    ((ObjectNode) bySerial.at("/basicInfo/resourceInfo/deviceInfo")).remove("id");

    AccessEvent byId = (AccessEvent) first(events, "observed-card-granted");

    assertThat(byId.getDeviceId()).isEqualTo("5500192ba0524282b820fa00da520001");
    assertThat(byId.getDeviceName()).isEqualTo("Lobby reader");
    assertThat(byId.getSite()).isNull();
    assertThat(map(HikConnectQueue.COMBINE, bySerial).get(0).get(CommonFields.DEVICE_ID))
        .isEqualTo("FG0587279");
    assertThat(map(HikConnectQueue.COMBINE, json("{}")).get(0).get(CommonFields.DEVICE_ID))
        .isEqualTo(HikConnectSamples.FEED);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, Front",
    "1, 1, Front",
    "2, 2, Front",
    "2, 1, Lobby reader",
    "2, dad01520315c4416b82fc30c39250001, Front",
    "2, Lobby reader, Front"
  })
  void aDoorIsNamedByItsNumberItsIdOrItsNameInTheCloud(int channel, String named, String door) {
    HikConnectEvents events = events(spec("mine", "FR0000001", Map.of(named, "Front")));
    ObjectNode json = sample("observed-card-granted").json().deepCopy();
    ((ObjectNode) json.at("/data/openDoorInfo/event/basicInfo")).put("channelNo", channel);

    AccessEvent access =
        (AccessEvent) events.map(HikConnectEvent.of(HikConnectQueue.RAWMSG, json), SEEN).get(0);

    assertThat(access.getDoor()).isEqualTo(door);
  }

  @Test
  void lateIsSaidInThreeWays() {
    ObjectNode alarm = sample("table-alarm-intrusion-start").json().deepCopy();
    ObjectNode combine = sample("manual-A.1.5-motion").json().deepCopy();

    assertThat(isRecovered(sample("observed-no-person").json())).as("currentEvent 0").isTrue();
    assertThat(isRecovered(alarm.put("dataRetransmission", 0))).isTrue();
    assertThat(isRecovered(alarm.put("dataRetransmission", 1))).isFalse();
    ((ObjectNode) combine.get("basicInfo")).put("dataRetransmission", 0);
    assertThat(isRecovered(combine)).isFalse();
    ((ObjectNode) combine.get("basicInfo")).put("dataRetransmission", 1);
    assertThat(isRecovered(combine)).isTrue();
  }

  @Test
  void whatWasRecoveredStaysSo() {
    Seen recovered = new Seen("e-1", RECEIVED, true, null);

    assertThat(
            EVENTS
                .map(
                    HikConnectEvent.of(
                        HikConnectQueue.RAWMSG, sample("observed-card-granted").json()),
                    recovered)
                .get(0)
                .get(CommonFields.RECOVERED))
        .isEqualTo(true);
  }

  @Test
  void anUnknownTypeIsKeptWithAllItSaid() {
    JsonNode json = json("{'eventId': 'e', 'eventType': '999', 'eventData': {'steps': [1, null]}}");

    SpecificRecord record = map(HikConnectQueue.COMBINE, json).get(0);

    assertThat(record).isInstanceOf(DeviceEvent.class);
    assertThat(record.get(CommonFields.TYPE)).isEqualTo("UNKNOWN");
    assertThat(record.get(CommonFields.VENDOR_TYPE)).isEqualTo("999");
    assertThat(json((String) record.get(CommonFields.RAW))).isEqualTo(json);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "[[]]", "null", "17", "'text'", "{'basicInfo': [1]}"})
  void whatIsNoProperMessageIsKeptAsFarAsItGoes(String text) {
    for (HikConnectQueue queue : HikConnectQueue.values()) {
      List<SpecificRecord> records = map(queue, json(text));

      assertThat(records).hasSize(1);
      assertThat(records.get(0).get(CommonFields.TYPE)).isEqualTo("UNKNOWN");
      assertThat(json((String) records.get(0).get(CommonFields.RAW))).isEqualTo(json(text));
    }
    assertThat(EVENTS.ofRecord(json(text), SEEN).getDecision()).isEqualTo("UNKNOWN");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void nothingThatAFieldCanHoldIsTooMuch(Sample sample) {
    int fields = count(sample.json());
    for (int i = 0; i < fields; i++) {
      for (String odd :
          List.of("null", "[]", "{}", "''", "'x'", "-1", "1e300", "true", "[{}]", "[[1]]")) {
        JsonNode json = sample.json().deepCopy();
        replace(json, new int[] {i}, json(odd));

        List<SpecificRecord> records = HikConnectSamples.map(EVENTS, sample, json, SEEN);

        assertThat(records).as(json.toString()).isNotEmpty();
        assertThat(records.get(0).toString()).contains("hikconnect");
      }
    }
  }

  @Test
  void rawCanBeSwitchedOff() {
    HikConnectEvents events =
        new HikConnectEvents(
            HikConnectSamples.FEED,
            new HikConnectDevices(List.of()),
            HikConnectQueue.RAWMSG,
            new Redactor(HikConnectEvents.REDACTION, "a key", false));

    for (Sample sample : samples()) {
      for (SpecificRecord record : HikConnectSamples.map(events, sample, sample.json(), SEEN)) {
        assertThat(record.get(CommonFields.RAW)).isNull();
      }
    }
  }

  private static boolean isRecovered(JsonNode json) {
    return map(HikConnectQueue.RAWMSG, json).get(0).get(CommonFields.RECOVERED).equals(true);
  }

  private static SpecificRecord again(String name) {
    Sample sample = sample(name);
    HikConnectQueue queue = HikConnectQueue.valueOf(sample.queue().toUpperCase(Locale.ROOT));
    return EVENTS.map(HikConnectEvent.of(queue, sample.json()).uploadedAgain(), SEEN).get(0);
  }

  private static DeviceSpec spec(String id, String serial, Map<String, String> doors) {
    return new DeviceSpec(
        id, null, serial, "Mine", "Site", "Zone", doors, null, null, null, null, null, null);
  }

  private static HikConnectEvents events(DeviceSpec device) {
    return new HikConnectEvents(
        HikConnectSamples.FEED,
        new HikConnectDevices(List.of(device)),
        HikConnectQueue.RAWMSG,
        REDACTOR);
  }

  private static HikConnectEvents events(HikConnectQueue accessQueue) {
    return new HikConnectEvents(
        HikConnectSamples.FEED,
        new HikConnectDevices(HikConnectSamples.devices()),
        accessQueue,
        REDACTOR);
  }

  private static Sample sample(String name) {
    return samples().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }

  private static SpecificRecord record(String name) {
    return first(EVENTS, name);
  }

  private static SpecificRecord first(HikConnectEvents events, String name) {
    Sample sample = sample(name);
    return HikConnectSamples.map(events, sample, sample.json(), SEEN).get(0);
  }

  private static List<SpecificRecord> map(HikConnectQueue queue, JsonNode json) {
    return EVENTS.map(HikConnectEvent.of(queue, json), SEEN);
  }

  private static List<String> described(Sample sample, JsonNode json) {
    return HikConnectSamples.map(EVENTS, sample, json, SEEN).stream()
        .map(HikConnectSamples::describe)
        .toList();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }

  private static void addEverywhere(JsonNode json, String name) {
    for (JsonNode child : json) {
      addEverywhere(child, name);
    }
    if (json instanceof ObjectNode object && !object.has(name)) {
      if (name.length() % 2 == 0) {
        object.put(name, " ");
      } else {
        object.putNull(name);
      }
    }
  }

  private static JsonNode everyName(JsonNode node, UnaryOperator<String> change) {
    return everywhere(node, change, UnaryOperator.identity());
  }

  private static JsonNode everyScalar(JsonNode node, UnaryOperator<JsonNode> change) {
    return everywhere(node, UnaryOperator.identity(), change);
  }

  private static JsonNode everywhere(
      JsonNode node, UnaryOperator<String> names, UnaryOperator<JsonNode> scalars) {
    if (node.isObject()) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      node.properties()
          .forEach(
              field ->
                  copy.set(
                      names.apply(field.getKey()), everywhere(field.getValue(), names, scalars)));
      return copy;
    }
    if (node.isArray()) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      node.forEach(element -> copy.add(everywhere(element, names, scalars)));
      return copy;
    }
    return scalars.apply(node);
  }

  private static JsonNode asText(JsonNode scalar) {
    return JsonNodeFactory.instance.textNode(scalar.asText());
  }

  private static JsonNode asNumber(JsonNode scalar) {
    if (scalar.isBoolean()) {
      return JsonNodeFactory.instance.numberNode(scalar.asBoolean() ? 1 : 0);
    }
    String text = scalar.asText();
    return text.matches("0|[1-9][0-9]{0,17}")
        ? JsonNodeFactory.instance.numberNode(Long.parseLong(text))
        : scalar;
  }

  private static int count(JsonNode node) {
    int fields = node.size();
    for (JsonNode child : node) {
      fields += count(child);
    }
    return fields;
  }

  /** Replaces one field or element, counted through the whole tree. */
  private static void replace(JsonNode node, int[] left, JsonNode value) {
    if (node instanceof ObjectNode object) {
      for (String name : object.properties().stream().map(Map.Entry::getKey).toList()) {
        if (left[0]-- == 0) {
          object.set(name, value);
          return;
        }
        replace(object.get(name), left, value);
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        if (left[0]-- == 0) {
          array.set(i, value);
          return;
        }
        replace(array.get(i), left, value);
      }
    }
  }
}
