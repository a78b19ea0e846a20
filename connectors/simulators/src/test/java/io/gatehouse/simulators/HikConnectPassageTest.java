package io.gatehouse.simulators;

import static io.gatehouse.simulators.HikConnectMq.ALARM;
import static io.gatehouse.simulators.HikConnectMq.COMBINE;
import static io.gatehouse.simulators.HikConnectMq.RAWMSG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.simulators.HikConnectMessage.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What devices tell, in the shapes of A.3 and of public captures. */
class HikConnectPassageTest {

  private static final HikConnectOptions OPTIONS =
      new HikConnectOptions()
          .withSubscribed(ALARM, COMBINE, RAWMSG)
          .withStartTime(Instant.parse("2026-03-01T12:00:00Z"));

  private final HikConnectSimulator cloud = HikConnectSimulator.start(OPTIONS);

  @AfterEach
  void close() {
    cloud.close();
  }

  @Test
  void accessHasTheShapeOfACapture() {
    JsonNode message = cloud.play(HikConnectPassage.CARD).get(0).json();

    JsonNode outer = message.path("basicInfo");
    assertThat(outer.path("msgType").asText()).isEqualTo("Msg110003");
    assertThat(outer.path("occurrenceTime").asText()).matches("2026-03-01T17:00:[0-9]{2}\\+05:00");
    assertThat(outer.path("device").path("deviceSerial").asText()).isEqualTo("FR1000001");
    assertThat(outer.path("device").path("category").asText()).isEqualTo("accessControllerDevice");
    JsonNode event = message.path("data").path("openDoorInfo").path("event");
    JsonNode inner = event.path("basicInfo");
    assertThat(inner.path("eventType").isInt()).isTrue();
    assertThat(inner.path("eventType").asInt()).isEqualTo(110003);
    assertThat(inner.path("elementId").asText()).isEqualTo(cloud.device().door().id());
    assertThat(inner.path("category").asText()).isEqualTo("2002");
    assertThat(inner.path("currentEvent").asInt()).isEqualTo(1);
    assertThat(inner.path("serialNo").asInt()).isEqualTo(1);
    assertThat(inner.path("occurTime")).isEqualTo(outer.path("occurrenceTime"));
    JsonNode intelli = event.path("intelliInfo");
    assertThat(intelli.path("personId").asText()).matches("[0-9]{18}");
    assertThat(intelli.path("personId").isTextual()).isTrue();
    assertThat(intelli.path("cardNumber").asText()).matches("[0-9]{10}");
    assertThat(intelli.path("authResult").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "CARD,110003,1",
    "CARD_AND_PIN,110004,1",
    "FINGERPRINT,110005,1",
    "FACE,110013,1",
    "DURESS,110007,1",
    "UNKNOWN_CARD,110515,0",
    "EXPIRED_CARD,110505,0",
    "NO_ACCESS_LEVEL,110514,0",
    "WRONG_TIME,110516,0",
    "UNKNOWN_FACE,110531,0"
  })
  void accessHasItsTypeAndResult(HikConnectPassage passage, String type, int authResult) {
    List<HikConnectMessage> messages = cloud.play(passage);

    assertThat(messages).extracting(HikConnectMessage::type).containsExactly(type);
    assertThat(intelli(messages.get(0)).path("authResult").asInt(-1)).isEqualTo(authResult);
  }

  @Test
  void unknownCardHasANumberButNobody() {
    JsonNode intelli = intelli(cloud.play(HikConnectPassage.UNKNOWN_CARD).get(0));

    assertThat(intelli.has("personId")).isFalse();
    assertThat(intelli.path("cardNumber").asText()).isEqualTo("0007700777");
  }

  @Test
  void serialNumbersCountUpByDevice() {
    cloud.play(HikConnectPassage.CARD);
    HikConnectMessage second = cloud.play(HikConnectPassage.FACE).get(0);
    HikConnectMessage other = cloud.device("FR1000002").play(HikConnectPassage.FACE).get(0);

    assertThat(second.id()).isEqualTo("FR1000001/2");
    assertThat(other.id()).isEqualTo("FR1000002/1");
  }

  @Test
  void accessWithoutMsgTypeHasAnEventType() {
    HikConnectMessage message =
        cloud.play(HikConnectPassage.FACE, HikConnectTrait.NO_MSG_TYPE).get(0);

    JsonNode outer = message.json().path("basicInfo");
    assertThat(outer.has("msgType")).isFalse();
    assertThat(outer.path("eventType").asText()).isEqualTo("110013");
    assertThat(outer.path("eventType").isTextual()).isTrue();
    assertThat(message.type()).isEqualTo("110013");
  }

  @Test
  void accessWithoutPersonHasAResultOnly() {
    HikConnectMessage message =
        cloud.play(HikConnectPassage.FACE, HikConnectTrait.NO_PERSON).get(0);

    assertThat(intelli(message).toString()).isEqualTo("{\"authResult\":1}");
  }

  @Test
  void sameAccessComesInEveryShape() throws Exception {
    List<HikConnectMessage> messages =
        cloud.play(HikConnectPassage.CARD, HikConnectTrait.COMBINE, HikConnectTrait.RECORD);

    assertThat(messages).extracting(HikConnectMessage::mq).containsExactly(RAWMSG, COMBINE);
    JsonNode raw = messages.get(0).json().at("/data/openDoorInfo/event");
    JsonNode combine = messages.get(1).json();
    assertThat(combine.path("eventId").asText()).isEqualTo(messages.get(1).id()).hasSize(32);
    assertThat(combine.path("eventType").asText()).isEqualTo("80001");
    assertThat(combine.at("/basicInfo/occurrenceTime").asText())
        .matches("2026-03-01T12:00:[0-9]{2}Z");
    assertThat(combine.at("/basicInfo/resourceInfo/sourceID"))
        .isEqualTo(raw.at("/basicInfo/elementId"));
    assertThat(combine.at("/eventData/fileInfo/file/0/url").asText()).startsWith("https://");
    JsonNode record = record(0);
    assertThat(record.path("recordGuid").asText()).hasSize(32);
    assertThat(record.path("devSerialNo").asInt()).isEqualTo(raw.at("/basicInfo/serialNo").asInt());
    assertThat(record.path("deviceTime")).isEqualTo(raw.at("/basicInfo/occurTime"));
    assertThat(record.path("occurTime")).isEqualTo(combine.at("/basicInfo/occurrenceTime"));
    assertThat(record.at("/personInfo/id")).isEqualTo(raw.at("/intelliInfo/personId"));
  }

  @Test
  void lostAccessIsARecordOnly() throws Exception {
    assertThat(cloud.play(HikConnectPassage.CARD, HikConnectTrait.LOST, HikConnectTrait.RECORD))
        .isEmpty();
    HikConnectMessage next = cloud.play(HikConnectPassage.CARD).get(0);

    assertThat(record(0).path("devSerialNo").asInt()).isEqualTo(1);
    assertThat(cloud.journal().emitted(RAWMSG)).containsExactly(next);
    assertThat(next.id()).isEqualTo("FR1000001/2");
  }

  /** A.3.20, and section 4.2 for the second upload. */
  @Test
  void alarmGoesThroughItsLife() {
    HikConnectAlarm alarm = cloud.device().alarm(70200);

    JsonNode start = alarm.start().get(0).json();
    JsonNode upload = alarm.upload().get(0).json();
    JsonNode confirm = alarm.confirm().get(0).json();
    JsonNode mark = alarm.mark().get(0).json();
    cloud.clock().advance(Duration.ofMinutes(1));
    JsonNode end = alarm.end().get(0).json();

    assertThat(List.of(start, upload, confirm, mark, end))
        .extracting(message -> message.path("msgType").asText())
        .containsExactly("1", "1", "2", "3", "0");
    assertThat(cloud.journal().emitted(ALARM))
        .extracting(HikConnectMessage::id)
        .containsOnly(alarm.guid())
        .hasSize(5);
    assertThat(start.has("fileInfo")).isFalse();
    assertThat(upload.at("/fileInfo/file")).hasSize(1);
    assertThat(upload.path("timeInfo")).isEqualTo(start.path("timeInfo"));
    assertThat(confirm.path("affirmedState").asText()).isEqualTo("1");
    assertThat(mark.path("markState").asText()).isEqualTo("1");
    assertThat(start.path("alarmState").asText()).isEqualTo("1");
    assertThat(end.path("alarmState").asText()).isEqualTo("0");
    assertThat(end.at("/timeInfo/startTime")).isEqualTo(start.at("/timeInfo/startTime"));
    assertThat(end.at("/timeInfo/endTime").asText()).startsWith("2026-03-01T12:01:");
  }

  @Test
  void pulseRepeatsItsGuid() {
    List<HikConnectMessage> pulses = cloud.play(HikConnectPassage.PULSE_ALARM);

    assertThat(pulses).extracting(HikConnectMessage::type).containsExactly("70113", "70113");
    assertThat(pulses.get(0).id()).isEqualTo(pulses.get(1).id());
    assertThat(pulses.get(1).json().path("msgType").asText()).isEqualTo("1");
    assertThat(pulses.get(1).json().path("pulseAlarm").asText()).isEqualTo("1");
  }

  @Test
  void alarmCannotEndBeforeItBegins() {
    HikConnectAlarm alarm = cloud.device().alarm(70200);

    assertThatThrownBy(alarm::end).hasMessageContaining("has not begun");
    assertThatThrownBy(alarm::upload).hasMessageContaining("has not begun");
  }

  /** A.3.75. */
  @ParameterizedTest
  @CsvSource({"CALL_ANSWERED,1", "CALL_HUNG_UP,2", "CALL_CANCELLED,3"})
  void callIsToldInBothQueues(HikConnectPassage passage, int outcome) {
    cloud.play(passage);

    List<HikConnectMessage> raw = cloud.journal().emitted(RAWMSG);
    assertThat(raw).extracting(HikConnectMessage::type).containsExactly("140001", "140001");
    assertThat(raw.get(0).id()).isEqualTo(raw.get(1).id()).hasSize(32);
    assertThat(raw.get(0).json().at("/data/deviceTalkInfo/msgType").asInt(-1)).isZero();
    assertThat(raw.get(1).json().at("/data/deviceTalkInfo/msgType").asInt()).isEqualTo(outcome);
    List<HikConnectMessage> combine = cloud.journal().emitted(COMBINE);
    assertThat(combine).extracting(HikConnectMessage::id).doesNotHaveDuplicates().hasSize(2);
    assertThat(combine.get(1).json().at("/eventData/deviceTalkInfo"))
        .isEqualTo(raw.get(1).json().at("/data/deviceTalkInfo"));
  }

  @Test
  void onBoardMessageComesAgainWithPictures() {
    List<HikConnectMessage> messages = cloud.play(HikConnectPassage.ON_BOARD);

    JsonNode first = messages.get(0).json();
    JsonNode update = messages.get(1).json();
    assertThat(first.path("uuid")).isEqualTo(update.path("uuid"));
    assertThat(first.path("update").asBoolean()).isFalse();
    assertThat(update.path("update").asBoolean()).isTrue();
    assertThat(first.path("picture")).isEmpty();
    assertThat(update.path("picture")).hasSize(1);
    assertThat(messages.get(0).id()).isEqualTo(first.path("uuid").asText());
  }

  @Test
  void deviceTellsLaterWhatHappenedWhileItWasOffline() throws Exception {
    HikConnectDevice device = cloud.device();
    device.goOffline();
    assertThat(device.play(HikConnectPassage.CARD, HikConnectTrait.RECORD)).isEmpty();
    assertThat(device.play(HikConnectPassage.MOTION)).isEmpty();
    assertThat(device.play(HikConnectPassage.PULSE_ALARM)).isEmpty();
    assertThat(cloud.cloud().recordCount()).isZero();
    cloud.clock().advance(Duration.ofHours(1));

    List<HikConnectMessage> told = device.comeOnline();

    assertThat(told)
        .extracting(HikConnectMessage::mq)
        .containsExactly(RAWMSG, COMBINE, ALARM, ALARM);
    JsonNode access = told.get(0).json().at("/data/openDoorInfo/event/basicInfo");
    assertThat(access.path("currentEvent").asInt(-1)).isZero();
    assertThat(access.path("occurTime").asText()).startsWith("2026-03-01T17:00:");
    assertThat(told.get(1).json().at("/basicInfo/dataRetransmission").asInt()).isEqualTo(1);
    assertThat(told.get(2).json().path("dataRetransmission").asInt(-1)).isZero();
    assertThat(record(0).path("occurTime").asText()).startsWith("2026-03-01T12:00:");
    assertThat(device.comeOnline()).isEmpty();
    assertThat(device.play(HikConnectPassage.CARD)).hasSize(1);
  }

  @Test
  void sameSeedGivesTheSameMessages() {
    try (HikConnectSimulator first = HikConnectSimulator.start(OPTIONS.withSeed(7));
        HikConnectSimulator second = HikConnectSimulator.start(OPTIONS.withSeed(7))) {
      first.burst(COMBINE, 50, 3);
      second.burst(COMBINE, 50, 3);

      assertThat(first.journal().emitted(COMBINE))
          .extracting(HikConnectMessage::id)
          .doesNotHaveDuplicates()
          .isEqualTo(
              second.journal().emitted(COMBINE).stream().map(HikConnectMessage::id).toList());
    }
  }

  @ParameterizedTest
  @EnumSource
  void trafficFillsTheQueueItIsFor(HikConnectMq mq) {
    try (HikConnectTraffic traffic = cloud.traffic(1000, 1)) {
      traffic.queues(mq);

      Eventually.until("messages come", () -> cloud.journal().emitted(mq).size() > 50);
    }
    assertThat(cloud.journal().emitted(mq))
        .extracting(HikConnectMessage::state)
        .containsOnly(State.WAITING);
  }

  private JsonNode record(int index) throws HikConnectError {
    return cloud.cloud().search(Reply.JSON.createObjectNode()).path("recordList").get(index);
  }

  private static JsonNode intelli(HikConnectMessage message) {
    return message.json().at("/data/openDoorInfo/event/intelliInfo");
  }
}
