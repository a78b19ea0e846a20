package io.gatehouse.streams.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.events.AccessEvent;
import io.gatehouse.events.AlarmEvent;
import io.gatehouse.streams.Events;
import io.gatehouse.streams.model.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlarmNearAccessTest {

  private static final String RULE = "alarm-near-access";
  private static final Play PLAY = new Play(RULE);

  private final Events camera = Events.of("hikconnect", "camera", "HQ", "yard");
  private final Events gate = Events.of("twon", "gate", "HQ", "yard");

  @Test
  void aCamerasAlarmAndAnotherVendorsRefusalAreAnIncident() {
    AlarmEvent start = camera.alarm("08:00:00", "INTRUSION", "START");
    AccessEvent denied = gate.denied("08:00:08", "tok");
    AlarmEvent end = camera.alarm("08:00:20", "INTRUSION", "END");

    List<Finding> findings = PLAY.of(start, denied, end);

    assertThat(findings)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.getExplanation())
                  .isEqualTo(
                      "Alarm INTRUSION of camera (HQ, yard) at 2026-11-20 08:00:00Z, and access"
                          + " DENIED to the holder of tok at door Door of gate of gate at 2026-11-20"
                          + " 08:00:08Z.");
              assertThat(finding.getEventIds())
                  .containsExactly(start.getEventId(), denied.getEventId(), end.getEventId());
              assertThat(finding.getDeviceIds()).containsExactly("camera", "gate");
              assertThat(finding.getEndedAt()).isEqualTo(Events.at("08:00:20").toEpochMilli());
              assertThat(finding.getSeverity()).isEqualTo("HIGH");
            });
  }

  @ParameterizedTest
  @CsvSource({"07:59:00, 1", "07:58:59, 0", "08:01:00, 1", "08:01:01, 0"})
  void aMinuteBeforeOrAfterIsNear(String denied, int incidents) {
    assertThat(PLAY.of(gate.denied(denied, "tok"), camera.alarm("08:00:00", "INTRUSION", "START")))
        .hasSize(incidents);
  }

  @Test
  void otherZonesTypesPhasesAndDecisionsDoNotCount() {
    Events office = Events.of("twon", "office", "HQ", "office");

    List<Finding> findings =
        PLAY.of(
            camera.alarm("08:00:00", "INTRUSION", "START"),
            camera.alarm("08:10:00", "MOTION", "START"),
            camera.alarm("08:20:00", "INTRUSION", "UPDATE"),
            office.denied("08:00:00", "tok"),
            gate.granted("08:00:00", "Ann"),
            gate.denied("08:10:00", "tok"),
            gate.denied("08:20:00", "tok"));

    assertThat(findings).isEmpty();
  }

  @Test
  void optionsChooseTypesDecisionsAndTime() {
    Play chosen =
        new Play(RULE, "types", "MOTION,FACE", "decisions", "GRANTED,UNKNOWN", "within.ms", "1000");

    assertThat(
            chosen.of(camera.alarm("08:00:00", "MOTION", "PULSE"), gate.granted("08:00:01", "Ann")))
        .hasSize(1);
    assertThat(
            chosen.of(camera.alarm("08:00:00", "MOTION", "PULSE"), gate.granted("08:00:02", "Ann")))
        .isEmpty();
    assertThat(
            chosen.of(
                camera.alarm("08:00:00", "INTRUSION", "PULSE"), gate.granted("08:00:00", "Ann")))
        .isEmpty();
    assertThat(chosen.of(camera.alarm("08:00:00", "FACE", "PULSE"), gate.denied("08:00:00", "tok")))
        .isEmpty();
  }

  @Test
  void alarmsThatComeAgainAndAgainAreOneIncidentASpan() {
    List<Finding> findings =
        PLAY.inAnyOrder(
            camera.alarm("08:00:00", "INTRUSION", "PULSE"),
            camera.alarm("08:00:10", "INTRUSION", "PULSE"),
            gate.denied("08:00:12", "tok"),
            camera.alarm("08:00:20", "INTRUSION", "PULSE"),
            gate.denied("08:00:30", "tok"),
            camera.alarm("08:05:00", "INTRUSION", "PULSE"),
            camera.alarm("08:10:00", "INTRUSION", "PULSE"),
            gate.denied("08:10:00", "tok"));

    assertThat(findings)
        .extracting(finding -> finding.getEventIds().size())
        .containsExactlyInAnyOrder(5, 2);
  }

  @Test
  void itIsOverWhenAllItsAlarmsAre() {
    List<Finding> open =
        PLAY.inAnyOrder(
            gate.denied("08:00:05", "tok"),
            camera.alarm("08:00:00", "INTRUSION", "START"),
            camera.alarm("08:00:10", "INTRUSION", "END"),
            camera.alarm("08:00:20", "INTRUSION", "START"));
    List<Finding> over =
        PLAY.inAnyOrder(
            gate.denied("08:00:05", "tok"),
            camera.alarm("08:00:00", "INTRUSION", "START"),
            camera.alarm("08:00:10", "INTRUSION", "END"),
            camera.alarm("08:00:20", "INTRUSION", "START"),
            camera.alarm("08:00:30", "INTRUSION", "END"));

    assertThat(open).extracting(Finding::getEndedAt).containsOnlyNulls().hasSize(1);
    assertThat(over)
        .extracting(Finding::getEndedAt)
        .containsExactly(Events.at("08:00:30").toEpochMilli());
  }

  @Test
  void aCredentialThatComesAfterItsDecisionIsNamed() {
    AccessEvent denied = gate.access("08:00:01", "DECISION", "DENIED", "UNKNOWN");
    denied.setSession("0/5");
    AccessEvent card = gate.access("08:00:00", "CREDENTIAL", "PRESENTED", "CARD");
    card.setSession("0/5");
    card.setCredential("tok");

    List<Finding> findings =
        PLAY.inAnyOrder(denied, camera.alarm("08:00:10", "PANIC", "START"), card);

    assertThat(findings)
        .singleElement()
        .satisfies(finding -> assertThat(finding.getExplanation()).contains("the holder of tok"));
  }

  @Test
  void aDeviceWithoutZoneHasOneOfItsOwn() {
    Events hut = Events.of("twon", "hut", null, null);
    Events shed = Events.of("twon", "shed", null, null);

    assertThat(PLAY.of(shed.denied("08:00:00", "tok"), hut.alarm("08:00:00", "TAMPER", "START")))
        .isEmpty();
    assertThat(PLAY.of(hut.denied("08:00:00", "tok"), hut.alarm("08:00:00", "TAMPER", "START")))
        .hasSize(1);
  }

  @Test
  void typesAreThoseOfTheSchema() {
    String doc = AlarmEvent.getClassSchema().getField("type").doc();

    assertThat(Alarms.TYPES)
        .allSatisfy(type -> assertThat(doc).containsPattern("\\b" + type + "\\b"));
  }
}
