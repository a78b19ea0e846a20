package io.gatehouse.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.demo.IncidentTally.Kind;
import io.gatehouse.demo.IncidentTally.Row;
import io.gatehouse.events.Incident;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IncidentTallyTest {

  private static final Kind FORCED = Kind.of("forced-door", "garage");
  private static final Kind CARD = Kind.of("denials-by-credential", "lobby", "warehouse");

  private final IncidentTally tally = new IncidentTally(Set.of(FORCED, CARD));

  @Test
  void whatMustBeThereAndIsIsExact() {
    tally.add(incident("1", "forced-door", "garage"));
    tally.add(incident("2", "denials-by-credential", "warehouse", "lobby"));

    assertThat(tally.isDone()).isTrue();
    assertThat(tally.rows())
        .containsExactly(new Row(CARD, true, 1), new Row(FORCED, true, 1))
        .allMatch(Row::isExact);
  }

  @Test
  void whatMustBeThereAndIsNotIsMissing() {
    tally.add(incident("1", "forced-door", "garage"));

    assertThat(tally.isDone()).isFalse();
    assertThat(tally.rows()).contains(new Row(CARD, true, 0)).noneMatch(one -> isExact(one, CARD));
  }

  @Test
  void whatMustNotBeThereIsNotExact() {
    tally.add(incident("1", "forced-door", "office"));

    assertThat(tally.rows())
        .contains(new Row(Kind.of("forced-door", "office"), false, 1))
        .noneMatch(Row::isExact);
  }

  @Test
  void anUpdateTakesThePlaceOfWhatWasThere() {
    tally.add(incident("1", "denials-by-credential", "lobby"));
    tally.add(incident("1", "denials-by-credential", "lobby", "warehouse"));

    assertThat(tally.rows()).contains(new Row(CARD, true, 1)).hasSize(2);
  }

  @Test
  void twoOfOneKindAreNoOtherKind() {
    tally.add(incident("1", "forced-door", "garage"));
    tally.add(incident("2", "forced-door", "garage"));

    assertThat(tally.rows()).contains(new Row(FORCED, true, 2)).anyMatch(Row::isExact);
  }

  @Test
  void whatIsBesideTheDayIsNotCounted() {
    tally.add(incident("1", "command-without-effect", "garden"));

    assertThat(tally.rows()).extracting(Row::kind).containsExactly(CARD, FORCED);
  }

  private static boolean isExact(Row row, Kind kind) {
    return row.kind().equals(kind) && row.isExact();
  }

  private static Incident incident(String id, String rule, String... devices) {
    var incident = new Incident();
    incident.setIncidentId(id);
    incident.setRule(rule);
    incident.setDeviceIds(List.of(devices));
    return incident;
  }
}
