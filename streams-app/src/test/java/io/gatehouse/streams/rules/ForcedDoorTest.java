package io.gatehouse.streams.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.events.AlarmEvent;
import io.gatehouse.streams.Events;
import io.gatehouse.streams.StreamsRig;
import io.gatehouse.streams.model.Finding;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForcedDoorTest {

  private final Events lobby = Events.of("twon", "lobby", "HQ", "entrance");

  @Test
  void tellsWhoWasLastLetIn() {
    try (StreamsRig rig = StreamsRig.only("forced-door")) {
      AlarmEvent forced = lobby.alarm("08:05:00", "FORCED_DOOR", "START");

      rig.arrive(lobby.granted("08:00:00", "Ann"), forced);

      assertThat(rig.findings())
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.getExplanation())
                    .isEqualTo(
                        "Door Door of lobby of lobby (HQ, entrance) was opened without permission at"
                            + " 2026-11-20 08:05:00Z; last let in: Ann at 2026-11-20 08:00:00Z.");
                assertThat(finding.getEventIds()).containsExactly(forced.getEventId());
                assertThat(finding.getEndedAt()).isNull();
                assertThat(finding.getSeverity()).isEqualTo("HIGH");
              });
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void saysTheSameInWhateverOrderItIsTold(long seed) {
    SpecificRecord[] events = {
      lobby.granted("08:00:00", "Ann"),
      lobby.alarm("08:05:00", "FORCED_DOOR", "START"),
      lobby.alarm("08:06:00", "FORCED_DOOR", "END"),
      lobby.granted("08:06:30", "Ben"),
      lobby.alarm("08:07:00", "FORCED_DOOR", "START"),
      lobby.alarm("08:09:00", "FORCED_DOOR", "END")
    };
    try (StreamsRig inOrder = StreamsRig.only("forced-door");
        StreamsRig shuffled = StreamsRig.only("forced-door")) {

      inOrder.arrive(events);
      shuffled.arriveShuffled(seed, events);

      assertThat(inOrder.findings())
          .extracting(Finding::getEndedAt)
          .containsExactly(
              Events.at("08:06:00").toEpochMilli(), Events.at("08:09:00").toEpochMilli());
      assertThat(shuffled.findings()).containsExactlyInAnyOrderElementsOf(inOrder.findings());
    }
  }
}
