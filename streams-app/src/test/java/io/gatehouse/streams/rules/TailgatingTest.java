package io.gatehouse.streams.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.events.AccessEvent;
import io.gatehouse.events.DeviceEvent;
import io.gatehouse.events.RelayOutcome;
import io.gatehouse.streams.Events;
import io.gatehouse.streams.StreamsRig;
import io.gatehouse.streams.model.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TailgatingTest {

  private static final String RULE = "tailgating";
  private static final Duration GRACE = Duration.ofMinutes(6);

  private static final Events WORKSHOP = Events.of("twon", "workshop", "HQ", "yard");

  @Test
  void tellsWhoWasLetInAndThatTheDoorOpenedAgain() {
    AccessEvent entry = WORKSHOP.granted("08:00:00", "Ida");
    DeviceEvent opened = WORKSHOP.door("08:00:01", "OPENED");
    DeviceEvent closed = WORKSHOP.door("08:00:04", "CLOSED");
    DeviceEvent again = WORKSHOP.door("08:00:05", "OPENED");
    try (StreamsRig rig = StreamsRig.only(RULE)) {

      rig.arrive(entry, switched("08:00:00", "ap"), opened, closed, again);
      assertThat(rig.findings()).as("an explanation may still come").isEmpty();
      rig.quiet(GRACE);

      assertThat(rig.findings())
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.getExplanation())
                    .isEqualTo(
                        "Door Door of workshop of workshop (HQ, yard) opened again at 2026-11-20"
                            + " 08:00:05Z, after only the entry of Ida at 2026-11-20 08:00:00Z.");
                assertThat(finding.getPersonName()).isEqualTo("Ida");
                assertThat(finding.getEventIds())
                    .containsExactly(
                        entry.getEventId(),
                        opened.getEventId(),
                        closed.getEventId(),
                        again.getEventId());
                assertThat(finding.getSeverity()).isEqualTo("MEDIUM");
              });
    }
  }

  @ParameterizedTest
  @MethodSource
  void saysNothingIfThereIsAReason(SpecificRecord reason) {
    try (StreamsRig rig = StreamsRig.only(RULE)) {

      rig.arrive(tailgated());
      rig.arrive(reason);
      rig.quiet(GRACE);

      assertThat(rig.findings()).isEmpty();
    }
  }

  static Stream<SpecificRecord> saysNothingIfThereIsAReason() {
    RelayOutcome accepted = WORKSHOP.outcome("08:00:04", "c-1", "ACCEPTED", "switch/1");
    accepted.setAction("TRIGGER");
    return Stream.of(
        WORKSHOP.granted("08:00:04", "Jan"),
        WORKSHOP.access("08:00:04", "EXIT_BUTTON", "GRANTED", "BUTTON"),
        WORKSHOP.access("08:00:04", "REMOTE", "GRANTED", "REMOTE"),
        switched("08:00:04", "dtmf"),
        WORKSHOP.granted("07:59:50", "Jan"),
        accepted,
        WORKSHOP.outcome("08:00:05", "c-1", "UNKNOWN", "switch/1"));
  }

  @ParameterizedTest
  @MethodSource
  void isNotMistakenForAReason(SpecificRecord other) {
    try (StreamsRig rig = StreamsRig.only(RULE)) {

      rig.arrive(tailgated());
      rig.arrive(other);
      rig.quiet(GRACE);

      assertThat(rig.findings()).hasSize(1);
    }
  }

  static Stream<SpecificRecord> isNotMistakenForAReason() {
    RelayOutcome locked = WORKSHOP.outcome("08:00:04", "c-1", "ACCEPTED", "switch/1");
    locked.setAction("LOCK");
    AccessEvent elsewhere = WORKSHOP.granted("08:00:04", "Jan");
    elsewhere.setDoor("Back door");
    DeviceEvent off = switched("08:00:04", "ap");
    off.setState("OFF");
    return Stream.of(
        locked,
        elsewhere,
        off,
        WORKSHOP.denied("08:00:04", "token"),
        WORKSHOP.granted("08:00:08", "Jan"),
        WORKSHOP.outcome("08:00:04", "c-1", "REFUSED", "switch/1"));
  }

  @Test
  void saysNothingIfTheDoorWasKeptUnlocked() {
    try (StreamsRig rig = StreamsRig.only(RULE)) {

      rig.arrive(switched("06:00:00", "profile"), WORKSHOP.granted("08:00:00", "Ida"));
      rig.arrive(openings());
      rig.quiet(GRACE);

      assertThat(rig.findings()).isEmpty();
    }
  }

  @Test
  void goesByTheDoorWhereTheDeviceTellsNoSwitches() {
    try (StreamsRig rig = StreamsRig.only(RULE)) {

      rig.arrive(WORKSHOP.access("08:00:00", "EXIT_BUTTON", "GRANTED", "BUTTON"));
      rig.arrive(openings());
      rig.quiet(GRACE);

      assertThat(rig.findings())
          .singleElement()
          .satisfies(it -> assertThat(it.getExplanation()).contains("after only the exit button"));
    }
  }

  @Test
  void saysNothingOfOneOpeningNorOfTwoThatNobodyWasLetInFor() {
    try (StreamsRig rig = StreamsRig.only(RULE)) {

      rig.arrive(WORKSHOP.granted("08:00:00", "Ida"), WORKSHOP.door("08:00:01", "OPENED"));
      rig.arrive(WORKSHOP.door("08:00:02", "OPENED"), WORKSHOP.door("08:00:03", "CLOSED"));
      rig.arrive(WORKSHOP.door("09:00:01", "OPENED"), WORKSHOP.door("09:00:03", "CLOSED"));
      rig.arrive(WORKSHOP.door("09:00:05", "OPENED"));
      rig.quiet(GRACE);

      assertThat(rig.findings()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {5000, 4999})
  void parameterSaysHowLongAfterTheGrant(long within) {
    try (StreamsRig rig =
        StreamsRig.only(RULE, "rule.tailgating.within.ms", Long.toString(within))) {

      rig.arrive(tailgated());
      rig.quiet(GRACE);

      assertThat(rig.findings()).hasSize(within == 5000 ? 1 : 0);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void saysTheSameInWhateverOrderItIsTold(long seed) {
    List<SpecificRecord> events = new ArrayList<>();
    Collections.addAll(events, tailgated());
    Collections.addAll(
        events,
        WORKSHOP.door("08:00:08", "CLOSED"),
        WORKSHOP.granted("08:02:00", "Jan"),
        switched("08:02:00", "ap"),
        WORKSHOP.door("08:02:01", "OPENED"),
        WORKSHOP.door("08:02:02", "CLOSED"),
        WORKSHOP.granted("08:02:03", "Kim"),
        WORKSHOP.door("08:02:04", "OPENED"),
        WORKSHOP.door("08:02:05", "CLOSED"));
    SpecificRecord[] all = events.toArray(SpecificRecord[]::new);
    try (StreamsRig inOrder = StreamsRig.only(RULE);
        StreamsRig shuffled = StreamsRig.only(RULE)) {

      inOrder.arrive(all);
      inOrder.quiet(GRACE);
      shuffled.arriveShuffled(seed, all);
      shuffled.quiet(GRACE);

      assertThat(inOrder.findings()).extracting(Finding::getPersonName).containsExactly("Ida");
      assertThat(shuffled.findings()).isEqualTo(inOrder.findings());
    }
  }

  private static SpecificRecord[] tailgated() {
    List<SpecificRecord> events = new ArrayList<>();
    events.add(WORKSHOP.granted("08:00:00", "Ida"));
    events.add(switched("08:00:00", "ap"));
    Collections.addAll(events, openings());
    return events.toArray(SpecificRecord[]::new);
  }

  private static SpecificRecord[] openings() {
    return new SpecificRecord[] {
      WORKSHOP.door("08:00:01", "OPENED"),
      WORKSHOP.door("08:00:04", "CLOSED"),
      WORKSHOP.door("08:00:05", "OPENED")
    };
  }

  private static DeviceEvent switched(String time, String originator) {
    DeviceEvent event = WORKSHOP.device(time, "SWITCH", "ON");
    event.getAttributes().put("switch", "1");
    event.getAttributes().put("originator", originator);
    return event;
  }
}
