package io.gatehouse.streams.incidents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gatehouse.events.Incident;
import io.gatehouse.streams.Events;
import io.gatehouse.streams.StreamsRig;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From events to the topic of incidents. */
class IncidentsTest {

  private final Events lobby = Events.of("twon", "lobby", "HQ", "entrance");

  @Test
  void tellsTheLifeOfAnIncident() {
    try (StreamsRig rig = StreamsRig.only("forced-door")) {
      rig.arrive(lobby.alarm("08:05:00", "FORCED_DOOR", "START"));
      Incident open = rig.written(Incident.class).get(0);

      rig.arrive(
          Events.acknowledged("08:06:00", open.getIncidentId(), "Ben"),
          lobby.alarm("08:09:00", "FORCED_DOOR", "END"));

      assertThat(open.getIncidentId()).startsWith("forced-door-");
      assertThat(open.getSeverity()).isEqualTo("HIGH");
      assertThat(open.getSite()).isEqualTo("HQ");
      assertThat(open.getZone()).isEqualTo("entrance");
      assertThat(rig.written(Incident.class))
          .extracting(
              Incident::getIncidentId,
              Incident::getStatus,
              Incident::getClosedBy,
              Incident::getClosedAt,
              Incident::getUpdatedAt)
          .containsExactly(
              tuple(
                  open.getIncidentId(),
                  "CLOSED",
                  "ACKNOWLEDGED",
                  Events.at("08:06:00"),
                  Events.at("08:05:00")),
              tuple(
                  open.getIncidentId(),
                  "CLOSED",
                  "ACKNOWLEDGED",
                  Events.at("08:06:00"),
                  Events.at("08:09:00")));
    }
  }

  @Test
  void closesByItselfAfterTheTimeOfItsRule() {
    try (StreamsRig rig =
        StreamsRig.only("forced-door", "rule.forced-door.close.after.ms", "60000")) {
      rig.arrive(lobby.alarm("08:05:00", "FORCED_DOOR", "START"));

      rig.quiet(Duration.ofMinutes(2));

      assertThat(rig.written(Incident.class))
          .last()
          .extracting(Incident::getClosedBy, Incident::getClosedAt)
          .containsExactly("TIMEOUT", Events.at("08:06:00"));
    }
  }

  @Test
  void saysWhenItIsOldNewsOnly() {
    try (StreamsRig rig = StreamsRig.only("forced-door")) {
      var old = lobby.alarm("08:05:00", "FORCED_DOOR", "START");
      old.setRecovered(true);

      rig.arrive(old, lobby.alarm("08:07:00", "FORCED_DOOR", "END"));

      assertThat(rig.written(Incident.class))
          .extracting(Incident::getRecovered)
          .containsExactly(true, false);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void endsAlikeInAReplayAndInWhateverOrderItIsTold(long seed) {
    SpecificRecord[] events = {
      lobby.granted("08:00:00", "Ann"),
      lobby.alarm("08:05:00", "FORCED_DOOR", "START"),
      lobby.alarm("08:06:00", "FORCED_DOOR", "END"),
      lobby.alarm("08:07:00", "FORCED_DOOR", "START"),
      lobby.alarm("08:09:00", "FORCED_DOOR", "END"),
      lobby.alarm("08:30:00", "FORCED_DOOR", "START"),
      lobby.alarm("09:00:00", "FORCED_DOOR", "START")
    };
    try (StreamsRig live = StreamsRig.only("forced-door");
        StreamsRig replay = StreamsRig.only("forced-door")) {
      live.arrive(events);
      Map<String, Incident> first = last(live, Map.of());
      String noted = List.copyOf(first.keySet()).get(2);
      SpecificRecord acknowledgement = Events.acknowledged("08:40:00", noted, "Ben");
      live.arrive(acknowledgement);
      live.quiet(Duration.ofHours(13));
      replay.quiet(Duration.ofDays(3));

      replay.arrive(acknowledgement);
      replay.arriveShuffled(seed, events);
      replay.quiet(Duration.ofHours(13));

      Map<String, Incident> expected = last(live, first);
      assertThat(expected.values())
          .extracting(Incident::getClosedBy)
          .containsExactlyInAnyOrder("ALARM_END", "ALARM_END", "ACKNOWLEDGED", "TIMEOUT");
      assertThat(last(replay, Map.of())).isEqualTo(expected);
    }
  }

  /** The last record of each incident. */
  private static Map<String, Incident> last(StreamsRig rig, Map<String, Incident> before) {
    Map<String, Incident> last = new LinkedHashMap<>(before);
    rig.written(Incident.class).forEach(incident -> last.put(incident.getIncidentId(), incident));
    return last;
  }
}
