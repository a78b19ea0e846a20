package io.gatehouse.streams.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.events.AccessEvent;
import io.gatehouse.streams.Events;
import io.gatehouse.streams.StreamsRig;
import io.gatehouse.streams.model.Finding;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DenialsAtDoorTest {

  private static final String RULE = "denials-at-door";

  private final Events lab = Events.of("twon", "lab", "HQ", "research");

  @Test
  void tellsHowOftenAndByWhichMethod() {
    try (StreamsRig rig = StreamsRig.only(RULE)) {
      AccessEvent[] codes =
          wrongCodes("08:00:00", "08:00:20", "08:00:40", "08:01:00", "08:01:20", "08:01:40");

      rig.arrive(codes);

      assertThat(rig.findings())
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.getExplanation())
                    .isEqualTo(
                        "Door Door of lab of lab (HQ, research) refused 6 times by code from"
                            + " 2026-11-20 08:00:00Z to 2026-11-20 08:01:40Z.");
                assertThat(finding.getEventIds())
                    .containsExactlyElementsOf(
                        Stream.of(codes).map(AccessEvent::getEventId).toList());
                assertThat(finding.getAttributes()).isEqualTo(Map.of("count", "6"));
                assertThat(finding.getDoor()).isEqualTo("Door of lab");
                assertThat(finding.getSeverity()).isEqualTo("MEDIUM");
              });
    }
  }

  @Test
  void namesACredentialIfOnlyThatWasTried() {
    try (StreamsRig rig = StreamsRig.only(RULE, "rule.denials-at-door.count", "2")) {

      rig.arrive(lab.denied("08:00:00", "token-1"), lab.denied("08:00:10", "token-1"));
      rig.arrive(lab.denied("09:00:00", "token-1"), lab.denied("09:00:10", null));

      assertThat(rig.findings())
          .extracting(Finding::getCredential)
          .containsExactly("token-1", null);
      assertThat(rig.findings().get(1).getExplanation()).contains("2 times by card and code");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"08:02:00", "08:02:01"})
  void fiveWithinTwoMinutesToTheSecond(String fifth) {
    try (StreamsRig rig = StreamsRig.only(RULE)) {

      rig.arrive(wrongCodes("08:00:00", "08:00:30", "08:01:00", "08:01:30", fifth));

      assertThat(rig.findings()).hasSize(fifth.equals("08:02:00") ? 1 : 0);
    }
  }

  @Test
  void countsNeitherWhatIsToldTwiceNorOtherDoorsNorWhoIsLetIn() {
    AccessEvent first = lab.denied("08:00:00", null);
    AccessEvent secondReport = lab.denied("08:00:30", null);
    secondReport.setType("SECOND_REPORT");
    AccessEvent backDoor = lab.denied("08:00:40", null);
    backDoor.setDoor("Back door");
    try (StreamsRig rig = StreamsRig.only(RULE)) {

      rig.arrive(first, first, secondReport, backDoor, lab.granted("08:00:50", "Ann"));
      rig.arrive(wrongCodes("08:00:10", "08:00:20", "08:00:25"));
      rig.arrive(Events.of("twon", "attic", "HQ", "research").denied("08:01:00", null));

      assertThat(rig.findings()).isEmpty();
    }
  }

  @Test
  void parametersSayHowManyWithinWhatTimeAndWhatIsOneIncident() {
    try (StreamsRig rig =
        StreamsRig.only(
            RULE,
            "rule.denials-at-door.count",
            "2",
            "rule.denials-at-door.within.ms",
            "10000",
            "rule.denials-at-door.period.ms",
            "60000")) {

      rig.arrive(wrongCodes("08:00:00", "08:00:11", "08:00:30", "08:00:40", "08:01:20"));
      rig.arrive(wrongCodes("08:02:00", "08:02:05"));

      assertThat(rig.findings()).extracting(f -> f.getEventIds().size()).containsExactly(2, 2);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void saysTheSameInWhateverOrderItIsTold(long seed) {
    SpecificRecord[] events =
        wrongCodes(
            "08:00:00",
            "08:08:20",
            "08:08:40",
            "08:09:00",
            "08:09:20",
            "08:09:40",
            "08:15:00",
            "08:15:10",
            "08:15:20",
            "08:15:30",
            "08:15:40");
    try (StreamsRig inOrder = StreamsRig.only(RULE);
        StreamsRig shuffled = StreamsRig.only(RULE)) {

      inOrder.arrive(events);
      shuffled.arriveShuffled(seed, events);

      assertThat(inOrder.findings()).extracting(f -> f.getEventIds().size()).containsExactly(5, 5);
      assertThat(shuffled.findings()).containsExactlyInAnyOrderElementsOf(inOrder.findings());
    }
  }

  private AccessEvent[] wrongCodes(String... times) {
    return Stream.of(times).map(time -> lab.denied(time, null)).toArray(AccessEvent[]::new);
  }
}
