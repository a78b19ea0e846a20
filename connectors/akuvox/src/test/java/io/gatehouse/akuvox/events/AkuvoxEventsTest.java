package io.gatehouse.akuvox.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.akuvox.events.AkuvoxSamples.Sample;
import io.gatehouse.akuvox.log.LogTime;
import io.gatehouse.akuvox.log.LogTime.Basis;
import io.gatehouse.engine.DeviceSpec;
import io.gatehouse.engine.Redactor;
import io.gatehouse.engine.Seen;
import io.gatehouse.events.AccessEvent;
import io.gatehouse.events.AlarmEvent;
import io.gatehouse.events.CallEvent;
import io.gatehouse.events.CommonFields;
import io.gatehouse.events.DeviceEvent;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
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

class AkuvoxEventsTest {

  private static final Redactor REDACTOR = new Redactor(AkuvoxSecrets.RULES, "a key", true);
  private static final Instant RECEIVED = Instant.parse("2026-11-21T10:00:00.123456Z");
  private static final Seen SEEN = new Seen("e-1", RECEIVED, true, -250L);
  private static final LogTime TIME =
      new LogTime(Instant.parse("2026-11-21T09:59:58Z"), 60, "+01:00", Basis.MEASURED, false);
  private static final DeviceSpec DEVICE = AkuvoxSamples.device(URI.create("http://192.168.1.78"));
  private static final AkuvoxEvents EVENTS = new AkuvoxEvents(DEVICE, REDACTOR);

  static List<Sample> samples() {
    return AkuvoxSamples.all(REDACTOR);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyRecordOfASampleBecomesWhatTheTableSays(Sample sample) {
    assertThat(described(sample, sample.items())).isEqualTo(sample.expected());
  }

  @Test
  void theTableHasEverySample() throws IOException {
    Set<String> inTable = samples().stream().map(Sample::name).collect(Collectors.toSet());
    inTable.add("manual-003-device-list");

    try (Stream<Path> files = Files.list(Path.of("src/test/resources/akuvox-samples"))) {
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
  void namesInAnyCaseAndWithBlanksAreTheSame(Sample sample) {
    List<JsonNode> upper = new ArrayList<>();
    List<JsonNode> lower = new ArrayList<>();
    for (JsonNode item : sample.items()) {
      upper.add(renamed(item, name -> " " + name.toUpperCase(Locale.ROOT)));
      lower.add(renamed(item, name -> name.toLowerCase(Locale.ROOT)));
    }

    assertThat(described(sample, upper)).isEqualTo(sample.expected());
    assertThat(described(sample, lower)).isEqualTo(sample.expected());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void numbersAndTruthsAsTextsAreTheSame(Sample sample) {
    List<JsonNode> texts = new ArrayList<>();
    for (JsonNode item : sample.items()) {
      ObjectNode text = JsonNodeFactory.instance.objectNode();
      item.properties()
          .forEach(
              field ->
                  text.put(
                      field.getKey(),
                      field.getValue().isNull() ? "" : " " + field.getValue().asText() + " "));
      texts.add(text);
    }

    assertThat(described(sample, texts)).isEqualTo(sample.expected());
  }

  @Test
  void anEventHasTheCommonFields() {
    AccessEvent access = access(door("Face", "Succ").put("ID", 4711));

    assertThat(access.getEventId()).isEqualTo("e-1");
    assertThat(access.getVendor()).isEqualTo("akuvox");
    assertThat(access.getDeviceId()).isEqualTo("lobby");
    assertThat(access.getDeviceName()).isEqualTo("Lobby");
    assertThat(access.getSite()).isEqualTo("Headquarters");
    assertThat(access.getZone()).isEqualTo("Ground floor");
    assertThat(access.getType()).isEqualTo("DECISION");
    assertThat(access.getVendorType()).isEqualTo("doorlog");
    assertThat(access.getVendorEventId()).isEqualTo("4711");
    assertThat(access.getReceivedAt()).isEqualTo(Instant.parse("2026-11-21T10:00:00.123Z"));
    assertThat(access.getRecovered()).isTrue();
    assertThat(access.getClockSkewMs()).isEqualTo(-250L);
    assertThat(access.getRaw()).contains("\"ID\":4711", "\"Type\":\"Face\"");
    assertThat(EVENTS.map(AkuvoxLog.CALLLOG, call(), TIME, SEEN).get(CommonFields.VENDOR_TYPE))
        .isEqualTo("calllog");
  }

  @Test
  void aRecordWithoutAnIdHasNone() {
    assertThat(access(door("Face", "Succ")).getVendorEventId()).isNull();
    assertThat(access(door("Face", "Succ").put("ID", " ")).getVendorEventId()).isNull();
  }

  @Test
  void aTimeIsThatOfTheLogWithItsZoneAndHowThatIsKnown() {
    AccessEvent access = access(door("Face", "Succ"));

    assertThat(access.getOccurredAt()).isEqualTo(TIME.at());
    assertThat(access.getUtcOffsetMinutes()).isEqualTo(60);
    assertThat(access.getAttributes())
        .containsEntry("timeZone", "+01:00")
        .containsEntry("timeZoneBasis", "measured")
        .doesNotContainKeys("timeIsAmbiguous", "clock", "localTime");
  }

  @Test
  void ofAnAssumedZoneTheOffsetIsNotClaimed() {
    LogTime assumed = new LogTime(TIME.at(), 0, "UTC", Basis.ASSUMED, false);

    SpecificRecord access = EVENTS.map(AkuvoxLog.DOORLOG, door("Face", "Succ"), assumed, SEEN);

    assertThat(access.get(CommonFields.OCCURRED_AT)).isEqualTo(TIME.at());
    assertThat(access.get(CommonFields.UTC_OFFSET_MINUTES)).isNull();
    assertThat(((AccessEvent) access).getAttributes())
        .containsEntry("timeZone", "UTC")
        .containsEntry("timeZoneBasis", "assumed");
  }

  @Test
  void aLocalTimeThatCameTwiceSaysSo() {
    LogTime twice = new LogTime(TIME.at(), -300, "America/New_York", Basis.CONFIGURED, true);

    CallEvent call = (CallEvent) EVENTS.map(AkuvoxLog.CALLLOG, call(), twice, SEEN);

    assertThat(call.getUtcOffsetMinutes()).isEqualTo(-300);
    assertThat(call.getAttributes())
        .containsEntry("timeZoneBasis", "configured")
        .containsEntry("timeIsAmbiguous", "true");
  }

  @ParameterizedTest
  @CsvSource({
    "--, 00:03:11, -- 00:03:11",
    "'', 00:03:11, 00:03:11",
    "31/31/2026, ' 25:00:00 ', 31/31/2026 25:00:00",
    "'', '',"
  })
  void aRecordWithoutAUsableDateIsOfWhenItWasReceived(String date, String time, String kept) {
    AccessEvent access =
        (AccessEvent)
            EVENTS.map(
                AkuvoxLog.DOORLOG,
                door("Face", "Succ").put("Date", date).put("Time", time),
                null,
                SEEN);

    assertThat(access.getOccurredAt()).isEqualTo(access.getReceivedAt());
    assertThat(access.getUtcOffsetMinutes()).isNull();
    assertThat(access.getAttributes())
        .containsEntry("clock", "unset")
        .doesNotContainKeys("timeZone", "timeZoneBasis");
    assertThat(access.getAttributes().get("localTime")).isEqualTo(kept);
  }

  @Test
  void aPictureThatComesLaterIsToldOnceMoreAndNotToBeCounted() {
    String url = "http://192.168.1.78/pictures/7.jpg";

    CallEvent call =
        (CallEvent)
            EVENTS.pictured(AkuvoxLog.CALLLOG, call().put("PicUrl", url), TIME, SEEN, "e-0");
    AccessEvent access =
        (AccessEvent)
            EVENTS.pictured(
                AkuvoxLog.DOORLOG, door("Face", "Succ").put("PicURL", url), TIME, SEEN, "e-0");

    assertThat(call.getType()).isEqualTo("SECOND_REPORT");
    assertThat(access.getType()).isEqualTo("SECOND_REPORT");
    assertThat(access.getEventId()).isEqualTo("e-1");
    assertThat(access.getDecision()).isEqualTo("GRANTED");
    for (Map<String, String> attributes : List.of(call.getAttributes(), access.getAttributes())) {
      assertThat(attributes).containsEntry("eventId", "e-0").containsEntry("picture", url);
    }
  }

  @Test
  void anInputIsOnWhenItIsNotAtRest() {
    DeviceEvent on = EVENTS.input("A", 0, false, SEEN);
    DeviceEvent off = EVENTS.input("A", 1, true, SEEN);

    assertThat(on.getType()).isEqualTo("INPUT");
    assertThat(on.getVendorType()).isEqualTo("input");
    assertThat(on.getVendorEventId()).isNull();
    assertThat(on.getDoor()).isNull();
    assertThat(on.getRaw()).isNull();
    assertThat(on.getOccurredAt()).isEqualTo(on.getReceivedAt());
    assertThat(on.getState()).isEqualTo("ON");
    assertThat(on.getAttributes()).isEqualTo(Map.of("port", "A", "level", "0", "polled", "true"));
    assertThat(off.getState()).isEqualTo("OFF");
    assertThat(off.getAttributes()).containsEntry("level", "1");
  }

  @Test
  void aRelayIsAnOutputAtItsDoor() {
    DeviceEvent on = EVENTS.relay("B", 1, SEEN);

    assertThat(on.getType()).isEqualTo("OUTPUT");
    assertThat(on.getVendorType()).isEqualTo("relay");
    assertThat(on.getDoor()).isEqualTo("Garage");
    assertThat(on.getState()).isEqualTo("ON");
    assertThat(on.getAttributes()).isEqualTo(Map.of("port", "B", "level", "1", "polled", "true"));
    assertThat(EVENTS.relay("A", 0, SEEN).getState()).isEqualTo("OFF");
    assertThat(EVENTS.relay("A", 0, SEEN).getDoor()).isEqualTo("Entrance");
    assertThat(EVENTS.relay("C", 0, SEEN).getDoor()).isNull();
  }

  @Test
  void aPortIsCalledByItsLetterHoweverItIsNamed() {
    assertThat(EVENTS.input("InputC", 1, true, SEEN).getAttributes()).containsEntry("port", "C");
    assertThat(EVENTS.relay("RelayA", 1, SEEN).getAttributes()).containsEntry("port", "A");
  }

  @Test
  void aTamperContactRaisesAndEndsOneAlarm() {
    AlarmEvent start = EVENTS.tamper("B", 0, false, SEEN);
    AlarmEvent end = EVENTS.tamper("InputB", 1, true, SEEN);

    assertThat(start.getType()).isEqualTo("TAMPER");
    assertThat(start.getVendorType()).isEqualTo("input");
    assertThat(start.getPhase()).isEqualTo("START");
    assertThat(start.getSeverity()).isEqualTo("HIGH");
    assertThat(start.getAttachments()).isEmpty();
    assertThat(start.getAttributes())
        .isEqualTo(Map.of("port", "B", "level", "0", "polled", "true"));
    assertThat(end.getPhase()).isEqualTo("END");
    assertThat(end.getAlarmId()).isEqualTo(start.getAlarmId()).isEqualTo("lobby/TAMPER/B");
  }

  @Test
  void whatCannotBeMappedIsKeptAsItIs() {
    DeviceEvent event = EVENTS.unmapped(AkuvoxLog.CALLLOG, call().put("ID", "5"), SEEN);

    assertThat(event.getType()).isEqualTo("UNKNOWN");
    assertThat(event.getVendorType()).isEqualTo("calllog");
    assertThat(event.getDeviceId()).isEqualTo("lobby");
    assertThat(event.getVendorEventId()).isNull();
    assertThat(event.getOccurredAt()).isEqualTo(event.getReceivedAt());
    assertThat(event.getRecovered()).isTrue();
    assertThat(event.getState()).isNull();
    assertThat(event.getAttributes()).isEmpty();
    assertThat(event.getRaw()).contains("\"ID\":\"5\"");
  }

  @Test
  void whatIsNoObjectIsUnmappedAndAValueAloneCouldBeAPin() {
    JsonNodeFactory json = JsonNodeFactory.instance;
    for (JsonNode item :
        List.of(json.textNode("97531"), json.numberNode(97531), json.arrayNode().add("97531"))) {
      SpecificRecord event = EVENTS.pictured(AkuvoxLog.DOORLOG, item, null, SEEN, "e-0");

      assertThat(event).isInstanceOf(DeviceEvent.class);
      assertThat(event.get(CommonFields.TYPE)).isEqualTo("UNKNOWN");
      assertThat((String) event.get(CommonFields.RAW)).contains(Redactor.REMOVED);
      assertThat(event.toString()).doesNotContain("97531");
    }
  }

  @Test
  void anEmptyRecordIsAnAccessOfWhichNothingIsKnown() {
    AccessEvent access =
        (AccessEvent)
            EVENTS.map(AkuvoxLog.DOORLOG, JsonNodeFactory.instance.objectNode(), null, SEEN);

    assertThat(access.getDecision()).isEqualTo("UNKNOWN");
    assertThat(access.getMethod()).isEqualTo("UNKNOWN");
    assertThat(access.getPersonName()).isNull();
    assertThat(access.getRaw()).isEqualTo("{}");
  }

  @Test
  void noRawWhereItIsSwitchedOff() {
    AkuvoxEvents events =
        new AkuvoxEvents(DEVICE, new Redactor(AkuvoxSecrets.RULES, "a key", false));

    assertThat(
            events.map(AkuvoxLog.DOORLOG, door("Face", "Succ"), TIME, SEEN).get(CommonFields.RAW))
        .isNull();
  }

  private static List<String> described(Sample sample, List<JsonNode> items) {
    AkuvoxCloudEvents cloud =
        new AkuvoxCloudEvents(AkuvoxSamples.RESIDENCE, AkuvoxSamples.cloudDevices(), REDACTOR);
    cloud.meet(AkuvoxSamples.deviceList());
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      LogTime time = AkuvoxSamples.time(sample.expected().get(i));
      lines.add(
          AkuvoxSamples.describe(
              AkuvoxSamples.map(EVENTS, cloud, sample.kind(), items.get(i), time, SEEN)));
    }
    return lines;
  }

  private static JsonNode renamed(JsonNode item, UnaryOperator<String> spelling) {
    ObjectNode renamed = JsonNodeFactory.instance.objectNode();
    item.properties()
        .forEach(field -> renamed.set(spelling.apply(field.getKey()), field.getValue()));
    return renamed;
  }

  private static AccessEvent access(ObjectNode item) {
    return (AccessEvent) EVENTS.map(AkuvoxLog.DOORLOG, item, TIME, SEEN);
  }

  private static ObjectNode call() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("Type", "Dialed")
        .put("Num", "100@192.168.1.1");
  }

  private static ObjectNode door(String type, String status) {
    return JsonNodeFactory.instance.objectNode().put("Type", type).put("Status", status);
  }
}
