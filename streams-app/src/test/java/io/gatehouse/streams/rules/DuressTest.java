package io.gatehouse.streams.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.events.AccessEvent;
import io.gatehouse.events.AlarmEvent;
import io.gatehouse.streams.Events;
import io.gatehouse.streams.StreamsRig;
import io.gatehouse.streams.model.Finding;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DuressTest {

  private static final String RULE = "duress";

  private final Events vault = Events.of("twon", "vault", "HQ", "basement");

  @Test
  void theDeviceTellsTwiceAndItIsOneIncidentWithThePersonOfTheSession() {
    AccessEvent granted = inSession(vault.granted("08:00:00", "Greta"));
    AccessEvent duress = inSession(vault.access("08:00:00", "DURESS", "PRESENTED", "UNKNOWN"));
    AlarmEvent alarm = vault.alarm("08:00:00", "DURESS", "PULSE");
    alarm.setEventId(duress.getEventId());
    try (StreamsRig rig = StreamsRig.only(RULE)) {

      rig.arrive(granted, duress, alarm);

      assertThat(rig.findings())
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.getExplanation())
                    .isEqualTo(
                        "Door Door of vault of vault (HQ, basement): duress signalled by Greta at"
                            + " 2026-11-20 08:00:00Z, and let in.");
                assertThat(finding.getSeverity()).isEqualTo("CRITICAL");
                assertThat(finding.getPersonName()).isEqualTo("Greta");
                assertThat(finding.getEventIds())
                    .containsExactly(granted.getEventId(), duress.getEventId());
                assertThat(finding.getAttributes()).containsEntry("letIn", "true");
              });
    }
  }

  @Test
  void anAlarmAloneIsEnoughAndNamesNobody() {
    try (StreamsRig rig = StreamsRig.only(RULE)) {

      rig.arrive(vault.alarm("08:00:00", "DURESS", "START"));

      assertThat(rig.findings())
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.getExplanation())
                    .endsWith("duress signalled by somebody at 2026-11-20 08:00:00Z.");
                assertThat(finding.getPersonName()).isNull();
              });
    }
  }

  @Test
  void saysNothingOfSecondReportsOfUpdatesAndOfWhoIsNotThreatened() {
    AccessEvent again = vault.access("08:00:00", "SECOND_REPORT", "UNKNOWN", "UNKNOWN");
    again.setDuress(true);
    try (StreamsRig rig = StreamsRig.only(RULE)) {

      rig.arrive(again, vault.alarm("08:00:00", "DURESS", "UPDATE"));
      rig.arrive(vault.alarm("08:00:00", "PANIC", "PULSE"), vault.granted("08:00:00", "Greta"));

      assertThat(rig.findings()).isEmpty();
    }
  }

  @Test
  void isAnotherIncidentInAnotherSpanAndAtAnotherDevice() {
    try (StreamsRig rig = StreamsRig.only(RULE)) {

      rig.arrive(vault.alarm("08:00:00", "DURESS", "PULSE"));
      rig.arrive(vault.alarm("08:09:59", "DURESS", "PULSE"));
      assertThat(rig.findings()).hasSize(1);

      rig.arrive(vault.alarm("08:10:00", "DURESS", "PULSE"));
      rig.arrive(Events.of("twon", "gate", "HQ", null).alarm("08:05:00", "DURESS", "PULSE"));
      assertThat(rig.findings()).extracting(f -> f.getEventIds().size()).containsExactly(2, 1, 1);
    }
  }

  @Test
  void parameterSaysWhatIsOneIncident() {
    try (StreamsRig rig = StreamsRig.only(RULE, "rule.duress.period.ms", "60000")) {

      rig.arrive(vault.alarm("08:00:00", "DURESS", "PULSE"));
      rig.arrive(vault.alarm("08:01:00", "DURESS", "PULSE"));

      assertThat(rig.findings()).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void saysTheSameInWhateverOrderItIsTold(long seed) {
    SpecificRecord[] events = {
      inSession(vault.access("08:00:00", "CREDENTIAL", "PRESENTED", "CODE")),
      inSession(vault.granted("08:00:00", "Greta")),
      inSession(vault.access("08:00:01", "DURESS", "PRESENTED", "UNKNOWN")),
      vault.alarm("08:00:01", "DURESS", "PULSE"),
      vault.granted("08:00:05", "Ben"),
      vault.alarm("08:04:00", "DURESS", "PULSE")
    };
    try (StreamsRig inOrder = StreamsRig.only(RULE);
        StreamsRig shuffled = StreamsRig.only(RULE)) {

      inOrder.arrive(events);
      shuffled.arriveShuffled(seed, events);

      assertThat(inOrder.findings()).extracting(Finding::getPersonName).containsExactly("Greta");
      assertThat(inOrder.findings().get(0).getEventIds()).hasSize(4);
      assertThat(shuffled.findings()).isEqualTo(inOrder.findings());
    }
  }

  private static AccessEvent inSession(AccessEvent access) {
    access.setSession("0/17");
    return access;
  }
}
