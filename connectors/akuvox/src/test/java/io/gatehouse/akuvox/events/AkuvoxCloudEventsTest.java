package io.gatehouse.akuvox.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.akuvox.log.LogTime;
import io.gatehouse.akuvox.log.LogTime.Basis;
import io.gatehouse.engine.Redactor;
import io.gatehouse.engine.Seen;
import io.gatehouse.events.AccessEvent;
import io.gatehouse.events.CallEvent;
import io.gatehouse.events.DeviceEvent;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AkuvoxCloudEventsTest {

  private static final String RESIDENCE = AkuvoxSamples.RESIDENCE;
  private static final Seen SEEN =
      new Seen("e-1", Instant.parse("2026-11-21T10:00:00Z"), false, null);
  private static final LogTime TIME =
      new LogTime(Instant.parse("2026-11-21T09:59:58Z"), 0, "UTC", Basis.CONFIGURED, false);

  private final AkuvoxCloudEvents events =
      new AkuvoxCloudEvents(
          RESIDENCE,
          AkuvoxSamples.cloudDevices(),
          new Redactor(AkuvoxSecrets.RULES, "a key", true));

  @ParameterizedTest
  @CsvSource({
    "true, GRANTED",
    "TRUE, GRANTED",
    "' true ', GRANTED",
    "1, GRANTED",
    "false, DENIED",
    "0, DENIED",
    "yes, UNKNOWN",
    "'', UNKNOWN"
  })
  void openDoorDecides(String openDoor, String decision) {
    assertThat(access(passage("R29").put("open_door", openDoor)).getDecision()).isEqualTo(decision);
  }

  @Test
  void openDoorDecidesAsATruthAndAsANumberAndNotWhereItIsMissing() {
    assertThat(access(passage("R29").put("open_door", true)).getDecision()).isEqualTo("GRANTED");
    assertThat(access(passage("R29").put("open_door", false)).getDecision()).isEqualTo("DENIED");
    assertThat(access(passage("R29").put("open_door", 1)).getDecision()).isEqualTo("GRANTED");
    assertThat(access(passage("R29").putNull("open_door")).getDecision()).isEqualTo("UNKNOWN");
    assertThat(access(passage("R29")).getDecision()).isEqualTo("UNKNOWN");
  }

  @Test
  void digitsOfADoorLogMeanNothingInTheCloud() {
    for (String digit : new String[] {"0", "1", "2", "3", "4"}) {
      AccessEvent access = access(passage("R29").put("open_door_type", digit));

      assertThat(access.getMethod()).isEqualTo("UNKNOWN");
      assertThat(access.getAttributes()).containsEntry("type", digit);
    }
  }

  @Test
  void aPassageHasNoIdOfTheVendorsAndSaysThatTheCloudToldIt() {
    AccessEvent access = access(passage("R29").put("id", "7"));

    assertThat(access.getVendor()).isEqualTo("akuvox");
    assertThat(access.getVendorType()).isEqualTo("open_door_history");
    assertThat(access.getVendorEventId()).isNull();
    assertThat(access.getUtcOffsetMinutes()).isZero();
    assertThat(access.getAttributes())
        .containsEntry("source", "cloud")
        .containsEntry("timeZone", "UTC");
  }

  @Test
  void aDeviceDescribedByItsNameIsFoundBeforeTheListIsKnown() {
    AccessEvent access = access(passage(" r29 "));

    assertThat(access.getDeviceId()).isEqualTo("r29");
    assertThat(access.getDeviceName()).isEqualTo("Side entrance");
    assertThat(access.getSite()).isEqualTo("Headquarters");
    assertThat(access.getZone()).isEqualTo("Ground floor");
  }

  @Test
  void aDeviceDescribedByItsMacIsFoundOnceTheListSaysItsName() {
    assertThat(access(passage("Front Door")).getDeviceId()).isEqualTo(RESIDENCE);

    events.meet(AkuvoxSamples.json("manual-003-device-list").get("result"));

    AccessEvent access = access(passage("Front Door"));
    assertThat(access.getDeviceId()).isEqualTo("front");
    assertThat(access.getDeviceName()).isEqualTo("Front Door");
  }

  @Test
  void aDeviceThatNobodyDescribedIsItsMac() {
    events.meet(list(Map.of("0c:11:05:00:00:02", "Back Door")));

    AccessEvent access = access(passage("BACK DOOR"));
    assertThat(access.getDeviceId()).isEqualTo("0C1105000002");
    assertThat(access.getDeviceName()).isEqualTo("BACK DOOR");
    assertThat(access.getSite()).isNull();
  }

  @Test
  void ofTwoDevicesWithOneNameItIsTheResidence() {
    events.meet(list(Map.of("0C1105000002", "Door", "0C1105000003", "Door")));

    AccessEvent access = access(passage("Door"));
    assertThat(access.getDeviceId()).isEqualTo(RESIDENCE);
    assertThat(access.getDeviceName()).isEqualTo("Door");
  }

  @Test
  void oneDeviceThatIsListedTwiceIsOne() {
    ArrayNode list = list(Map.of("0C1105000002", "Door"));
    list.add(list.get(0).deepCopy());

    events.meet(list);

    assertThat(access(passage("Door")).getDeviceId()).isEqualTo("0C1105000002");
  }

  @Test
  void aNewListReplacesTheOldOneAndWhatIsNoListDoesNot() {
    events.meet(list(Map.of("0C1105000002", "Door")));
    events.meet(MissingNode.getInstance());
    events.meet(JsonNodeFactory.instance.textNode("none"));
    assertThat(access(passage("Door")).getDeviceId()).isEqualTo("0C1105000002");

    events.meet(list(Map.of("0C1105000002", "Gate")));

    assertThat(access(passage("Door")).getDeviceId()).isEqualTo(RESIDENCE);
    assertThat(access(passage("Gate")).getDeviceId()).isEqualTo("0C1105000002");
  }

  @Test
  void aPassageThatNamesNoDeviceIsTheResidences() {
    AccessEvent access =
        access(JsonNodeFactory.instance.objectNode().put("open_door", true).put("mac", ""));

    assertThat(access.getDeviceId()).isEqualTo(RESIDENCE);
    assertThat(access.getDeviceName()).isNull();
  }

  @Test
  void aCallOfADeviceIsThatDevicesAndAnyOtherTheResidences() {
    events.meet(AkuvoxSamples.deviceList());

    CallEvent ofDevice = call("Front Door");
    CallEvent ofAnother = call("IT83_alq_180");

    assertThat(ofDevice.getDeviceId()).isEqualTo("front");
    assertThat(ofDevice.getDeviceName()).isEqualTo("Front Door");
    assertThat(ofAnother.getDeviceId()).isEqualTo(RESIDENCE);
    assertThat(ofAnother.getDeviceName()).isNull();
    assertThat(ofAnother.getVendorType()).isEqualTo("call_history");
    assertThat(ofAnother.getPeer()).isEqualTo("6200105433");
    assertThat(ofAnother.getState()).isEqualTo("UNKNOWN");
    assertThat(ofAnother.getDirection()).isNull();
    assertThat(ofAnother.getAttributes()).containsEntry("name", "IT83_alq_180");
  }

  @Test
  void aPictureThatComesLaterIsToldOnceMoreAndNotToBeCounted() {
    ObjectNode item =
        passage("R29")
            .put("open_door", true)
            .put("capture_picture_url", "https://pictures.invalid/1.jpg")
            .put("capture_thumbnail_url", "https://pictures.invalid/1-small.jpg");

    AccessEvent access =
        (AccessEvent) events.pictured(AkuvoxHistory.OPEN_DOOR, item, TIME, SEEN, "e-0");

    assertThat(access.getType()).isEqualTo("SECOND_REPORT");
    assertThat(access.getEventId()).isEqualTo("e-1");
    assertThat(access.getDecision()).isEqualTo("GRANTED");
    assertThat(access.getAttributes())
        .containsEntry("eventId", "e-0")
        .containsEntry("picture", "https://pictures.invalid/1.jpg")
        .containsEntry("thumbnail", "https://pictures.invalid/1-small.jpg");
  }

  @Test
  void aRecordWithoutAUsableDateKeepsWhatWasSent() {
    AccessEvent access =
        (AccessEvent)
            events.map(
                AkuvoxHistory.OPEN_DOOR, passage("R29").put("open_door_time", "soon"), null, SEEN);

    assertThat(access.getOccurredAt()).isEqualTo(access.getReceivedAt());
    assertThat(access.getAttributes())
        .containsEntry("clock", "unset")
        .containsEntry("localTime", "soon");
  }

  @Test
  void whatCannotBeMappedIsTheResidencesAndIsKeptAsItIs() {
    for (AkuvoxHistory history : AkuvoxHistory.values()) {
      DeviceEvent event = events.unmapped(history, passage("R29"), SEEN);

      assertThat(event.getType()).isEqualTo("UNKNOWN");
      assertThat(event.getVendorType()).isEqualTo(history.word());
      assertThat(event.getDeviceId()).isEqualTo(RESIDENCE);
      assertThat(event.getAttributes()).isEqualTo(Map.of("source", "cloud"));
      assertThat(event.getRaw()).contains("R29");
    }
  }

  @Test
  void whatIsNoObjectIsUnmapped() {
    JsonNode item = JsonNodeFactory.instance.textNode("97531");

    assertThat(events.map(AkuvoxHistory.CALL, item, null, SEEN))
        .isInstanceOf(DeviceEvent.class)
        .asString()
        .doesNotContain("97531");
  }

  private AccessEvent access(ObjectNode item) {
    return (AccessEvent) events.map(AkuvoxHistory.OPEN_DOOR, item, TIME, SEEN);
  }

  private CallEvent call(String name) {
    ObjectNode item =
        JsonNodeFactory.instance.objectNode().put("call_name", name).put("call_sip", "6200105433");
    return (CallEvent) events.map(AkuvoxHistory.CALL, item, TIME, SEEN);
  }

  private static ObjectNode passage(String device) {
    return JsonNodeFactory.instance.objectNode().put("device_name", device);
  }

  private static ArrayNode list(Map<String, String> devices) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    devices.forEach((mac, name) -> list.addObject().put("mac", mac).put("device_name", name));
    return list;
  }
}
