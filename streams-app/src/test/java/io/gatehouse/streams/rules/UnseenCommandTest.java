package io.gatehouse.streams.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.events.AccessEvent;
import io.gatehouse.events.DeviceEvent;
import io.gatehouse.streams.Events;
import io.gatehouse.streams.StreamsRig;
import io.gatehouse.streams.model.Finding;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnseenCommandTest {

  private static final String RULE = "unseen-command";
  private static final Duration GRACE = Duration.ofMinutes(6);

  private final Events lobby = Events.of("twon", "lobby", "HQ", "entrance");

  @Test
  void tellsOfADoorThatSomebodyElseOpenedOverTheApi() {
    DeviceEvent opened = switched("08:00:00", "api");
    try (StreamsRig rig = StreamsRig.only(RULE)) {

      rig.arrive(opened);
      assertThat(rig.findings()).as("our outcome may still come").isEmpty();
      rig.quiet(GRACE);

      assertThat(rig.findings())
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.getExplanation())
                    .isEqualTo(
                        "Door Door of lobby of lobby (HQ, entrance) was opened over the device's"
                            + " API at 2026-11-20 08:00:00Z, and no command of Gatehouse says so.");
                assertThat(finding.getEventIds()).containsExactly(opened.getEventId());
                assertThat(finding.getSeverity()).isEqualTo("HIGH");
              });
    }
  }

  @Test
  void tellsOfARemoteGrantButNotOfARefusalNorOfOtherWaysToOpen() {
    AccessEvent remote = lobby.access("08:00:00", "REMOTE", "GRANTED", "REMOTE");
    DeviceEvent off = switched("08:00:00", "api");
    off.setState("OFF");
    try (StreamsRig rig = StreamsRig.only(RULE)) {

      rig.arrive(remote, lobby.access("08:00:00", "REMOTE", "DENIED", "REMOTE"), off);
      rig.arrive(switched("08:00:00", "dtmf"), lobby.granted("08:00:00", "Ann"));
      rig.arrive(lobby.access("08:00:00", "DECISION", "GRANTED", "REMOTE"));
      rig.quiet(GRACE);

      assertThat(rig.findings())
          .extracting(Finding::getEventIds)
          .containsExactly(List.of(remote.getEventId()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"07:59:50", "08:00:10"})
  void saysNothingIfGatehouseSentACommandAround(String time) {
    try (StreamsRig rig = StreamsRig.only(RULE)) {

      rig.arrive(switched("08:00:00", "api"), lobby.outcome(time, "c-1", "INTENT", "switch/1"));
      rig.quiet(GRACE);

      assertThat(rig.findings()).isEmpty();
    }
  }

  @Test
  void whatWasNotSentOrSentElsewhereOrAtAnotherTimeDoesNotExplainIt() {
    try (StreamsRig rig = StreamsRig.only(RULE)) {

      rig.arrive(switched("08:00:00", "api"));
      rig.arrive(lobby.outcome("07:59:49", "c-1", "ACCEPTED", "switch/1"));
      rig.arrive(lobby.outcome("08:00:00", "c-2", "REJECTED", "switch/1"));
      rig.arrive(lobby.outcome("08:00:11", "c-3", "INTENT", "switch/1"));
      rig.arrive(
          Events.of("twon", "gate", "HQ", "entrance")
              .outcome("08:00:00", "c-4", "ACCEPTED", "switch/1"));
      rig.quiet(GRACE);

      assertThat(rig.findings()).hasSize(1);
    }
  }

  @Test
  void goesAlsoByWhenItCameIfTheDevicesClockIsBehind() {
    DeviceEvent opened = switched("07:00:00", "api");
    opened.setReceivedAt(Events.at("08:00:00"));
    try (StreamsRig rig = StreamsRig.only(RULE)) {

      rig.arrive(opened, lobby.outcome("08:00:00", "c-1", "INTENT", "switch/1"));
      rig.quiet(GRACE);

      assertThat(rig.findings()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"19:59:59", "20:00:00"})
  void saysNothingOfWhatComesTwelveHoursLate(String receivedAt) {
    DeviceEvent opened = switched("08:00:00", "api");
    opened.setRecovered(true);
    opened.setReceivedAt(Events.at(receivedAt));
    try (StreamsRig rig = StreamsRig.only(RULE)) {

      rig.arrive(opened);
      rig.quiet(GRACE);

      assertThat(rig.findings()).hasSize(receivedAt.equals("20:00:00") ? 0 : 1);
    }
  }

  @Test
  void tellsOfAnOutcomeWhoseCommandIsMissing() {
    try (StreamsRig rig = StreamsRig.only(RULE)) {

      rig.arrive(lobby.listed(), lobby.command("07:00:00", "c-1", "TRIGGER", "switch/1"));
      rig.arrive(lobby.outcome("07:00:01", "c-1", "INTENT", "switch/1"));
      rig.arrive(lobby.outcome("08:00:00", "c-2", "INTENT", "switch/1"));
      rig.arrive(lobby.outcome("08:00:01", "c-2", "ACCEPTED", "switch/1"));
      rig.arrive(lobby.outcome("08:00:02", "c-3", "REJECTED", "switch/1"));
      rig.quiet(GRACE);

      assertThat(rig.findings())
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.getExplanation())
                    .isEqualTo(
                        "Command c-2 of switch/1 to lobby (HQ, entrance), asked for by guard, was"
                            + " sent at 2026-11-20 08:00:00Z, but is not among the commands.");
                assertThat(finding.getEventIds()).containsExactly("c-2/INTENT", "c-2/ACCEPTED");
              });
    }
  }

  @Test
  void saysNothingOfOutcomesThatAreOlderThanAllCommandsThatAreKept() {
    try (StreamsRig rig = StreamsRig.only(RULE)) {

      rig.arrive(lobby.outcome("08:00:00", "c-1", "INTENT", "switch/1"));
      rig.arrive(lobby.command("09:00:00", "c-2", "TRIGGER", "switch/1"));
      rig.quiet(GRACE);

      assertThat(rig.findings()).isEmpty();
    }
  }

  @Test
  void parameterSaysHowFarItsCommandMayBe() {
    try (StreamsRig rig = StreamsRig.only(RULE, "rule.unseen-command.within.ms", "3000")) {

      rig.arrive(switched("08:00:00", "api"));
      rig.arrive(lobby.outcome("07:59:56", "c-1", "INTENT", "switch/1"));
      rig.quiet(GRACE);

      assertThat(rig.findings()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void saysTheSameInWhateverOrderItIsTold(long seed) {
    SpecificRecord[] events = {
      lobby.command("08:00:00", "c-1", "TRIGGER", "switch/1"),
      lobby.outcome("08:00:00", "c-1", "INTENT", "switch/1"),
      switched("08:00:01", "api"),
      lobby.outcome("08:00:01", "c-1", "ACCEPTED", "switch/1"),
      switched("08:01:30", "api"),
      lobby.outcome("08:03:00", "c-2", "INTENT", "switch/1"),
      lobby.outcome("08:03:01", "c-2", "ACCEPTED", "switch/1")
    };
    try (StreamsRig inOrder = StreamsRig.only(RULE);
        StreamsRig shuffled = StreamsRig.only(RULE)) {

      inOrder.arrive(events);
      inOrder.quiet(GRACE);
      shuffled.arriveShuffled(seed, events);
      shuffled.quiet(GRACE);

      assertThat(inOrder.findings()).extracting(f -> f.getEventIds().size()).containsExactly(1, 2);
      assertThat(shuffled.findings()).containsExactlyInAnyOrderElementsOf(inOrder.findings());
    }
  }

  private DeviceEvent switched(String time, String originator) {
    DeviceEvent event = lobby.device(time, "SWITCH", "ON");
    event.getAttributes().put("originator", originator);
    return event;
  }
}
