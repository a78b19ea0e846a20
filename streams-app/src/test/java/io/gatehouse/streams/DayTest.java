package io.gatehouse.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.events.Device;
import io.gatehouse.events.Incident;
import io.gatehouse.streams.rules.RuleBook;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DayTest {

  private final BuildingDay day = new BuildingDay();

  @Test
  void theDayGivesTheseIncidentsAndNoOthers() {
    Map<String, Incident> incidents = lived(day, day.inOrder());

    assertThat(BuildingDay.told(incidents.values())).isEqualTo(BuildingDay.INCIDENTS);
    assertThat(RuleBook.all())
        .allSatisfy(rule -> assertThat(BuildingDay.INCIDENTS).contains(" " + rule.name() + " "));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void whateverIsHeldUpOnItsWayTheyAreTheSame(long seed) {
    Map<String, Incident> incidents = lived(day, day.shuffled(seed));

    assertThat(incidents).isEqualTo(lived(day, day.inOrder()));
  }

  /** The last word on each incident of a day, by id. */
  static Map<String, Incident> lived(
      BuildingDay day, List<SpecificRecord> records, String... options) {
    Map<String, Incident> incidents = new LinkedHashMap<>();
    try (StreamsRig rig = new StreamsRig(options)) {
      rig.arrive(day.inventory().toArray(Device[]::new));
      rig.arrive(records.toArray(SpecificRecord[]::new));
      take(rig, incidents);
      incidents.values().stream()
          .filter(incident -> incident.getRule().equals("duress"))
          .map(BuildingDay::noted)
          .toList()
          .forEach(rig::arrive);
      rig.quiet(Duration.ofDays(1));
      take(rig, incidents);
    }
    return incidents;
  }

  private static void take(StreamsRig rig, Map<String, Incident> incidents) {
    rig.written(Incident.class)
        .forEach(incident -> incidents.put(incident.getIncidentId(), incident));
  }
}
