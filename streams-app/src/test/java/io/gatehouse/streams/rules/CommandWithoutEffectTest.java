package io.gatehouse.streams.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.events.RelayOutcome;
import io.gatehouse.streams.Events;
import io.gatehouse.streams.StreamsRig;
import io.gatehouse.streams.model.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandWithoutEffectTest {

  private static final String RULE = "command-without-effect";
  private static final Duration GRACE = Duration.ofMinutes(6);

  private static final Events LOBBY = Events.of("twon", "lobby", "HQ", "entrance");

  @Test
  void tellsAtOnceThatADeviceShowsNoEffectAndWhoAsked() {
    try (StreamsRig rig = StreamsRig.only(RULE)) {

      rig.arrive(LOBBY.listed());
      rig.arrive(outcome("08:00:00", "INTENT"), outcome("08:00:01", "ACCEPTED"));
      rig.arrive(outcome("08:00:02", "NOT_CONFIRMED"));

      assertThat(rig.findings())
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.getExplanation())
                    .isEqualTo(
                        "Command c-1 TRIGGER of switch/1 to lobby (HQ, entrance), asked for by"
                            + " guard, was accepted, but its effect was not seen when it was looked"
                            + " for, until 2026-11-20 08:00:02Z.");
                assertThat(finding.getEventIds())
                    .containsExactly("c-1/INTENT", "c-1/ACCEPTED", "c-1/NOT_CONFIRMED");
                assertThat(finding.getAttributes()).isEqualTo(Map.of("requestedBy", "guard"));
                assertThat(finding.getPersonName()).isNull();
              });
    }
  }

  @Test
  void tellsLaterThatNothingMovedAtADeviceThatShowsWhatMoves() {
    try (StreamsRig rig = StreamsRig.only(RULE)) {

      rig.arrive(LOBBY.listed(), LOBBY.door("07:00:00", "OPENED"));
      rig.arrive(outcome("08:00:00", "INTENT"), outcome("08:00:01", "ACCEPTED"));
      assertThat(rig.findings()).isEmpty();
      rig.quiet(GRACE);

      assertThat(rig.findings())
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.getExplanation())
                    .endsWith(
                        "no event tells of anything that moved; taken at 2026-11-20 08:00:01Z.");
                assertThat(finding.getEventIds()).containsExactly("c-1/INTENT", "c-1/ACCEPTED");
              });
    }
  }

  @ParameterizedTest
  @MethodSource
  void saysNothingIfSomethingMoved(SpecificRecord effect) {
    try (StreamsRig rig = StreamsRig.only(RULE)) {

      rig.arrive(LOBBY.listed(), LOBBY.door("07:00:00", "OPENED"));
      rig.arrive(outcome("08:00:00", "INTENT"), outcome("08:00:01", "ACCEPTED"), effect);
      rig.quiet(GRACE);

      assertThat(rig.findings()).isEmpty();
    }
  }

  static Stream<SpecificRecord> saysNothingIfSomethingMoved() {
    return Stream.of(
        outcome("08:00:02", "CONFIRMED"),
        LOBBY.device("08:00:00", "SWITCH", "ON"),
        LOBBY.device("07:59:58", "OUTPUT", "ON"),
        LOBBY.door("08:00:11", "OPENED"),
        LOBBY.access("08:00:01", "REMOTE", "GRANTED", "REMOTE"));
  }

  @ParameterizedTest
  @MethodSource
  void otherThingsAreNoEffect(SpecificRecord other) {
    try (StreamsRig rig = StreamsRig.only(RULE)) {

      rig.arrive(LOBBY.listed(), LOBBY.door("07:00:00", "OPENED"));
      rig.arrive(outcome("08:00:00", "INTENT"), outcome("08:00:01", "ACCEPTED"), other);
      rig.quiet(GRACE);

      assertThat(rig.findings()).hasSize(1);
    }
  }

  static Stream<SpecificRecord> otherThingsAreNoEffect() {
    return Stream.of(
        LOBBY.door("07:59:57", "OPENED"),
        LOBBY.door("08:00:12", "OPENED"),
        LOBBY.device("08:00:01", "MOTION", "ON"),
        LOBBY.outcome("08:00:02", "c-2", "CONFIRMED", "switch/1"),
        Events.of("twon", "gate", "HQ", "entrance").door("08:00:02", "OPENED"));
  }

  @Test
  void saysNothingOfWhatWasNeverSent() {
    try (StreamsRig rig = StreamsRig.only(RULE)) {

      rig.arrive(LOBBY.listed(), LOBBY.door("07:00:00", "OPENED"));
      rig.arrive(outcome("08:00:00", "INTENT"), outcome("08:00:01", "REFUSED"));
      rig.quiet(GRACE);

      assertThat(rig.findings()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"LOCK", "OFF"})
  void expectsNothingToMoveOfACommandThatOpensNothing(String action) {
    RelayOutcome accepted = outcome("08:00:01", "ACCEPTED");
    accepted.setAction(action);
    try (StreamsRig rig = StreamsRig.only(RULE)) {

      rig.arrive(LOBBY.listed(), LOBBY.door("07:00:00", "OPENED"), accepted);
      rig.quiet(GRACE);

      assertThat(rig.findings()).isEmpty();
    }
  }

  @Test
  void expectsNothingOfADeviceThatNeverShowsWhatMoves() {
    try (StreamsRig rig = StreamsRig.only(RULE)) {

      rig.arrive(LOBBY.listed(), outcome("08:00:01", "ACCEPTED"));
      rig.quiet(GRACE);

      assertThat(rig.findings()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"twon", "akuvox"})
  void parameterSaysWhoseDevicesShowWhatMoves(String vendor) {
    try (StreamsRig rig =
        StreamsRig.only(RULE, "rule.command-without-effect.vendors", "hikconnect, akuvox")) {
      Events device = Events.of(vendor, "lobby", "HQ", "entrance");

      rig.arrive(device.listed(), device.access("07:00:00", "REMOTE", "GRANTED", "REMOTE"));
      rig.arrive(outcome("08:00:01", "ACCEPTED"));
      rig.quiet(GRACE);

      assertThat(rig.findings()).hasSize(vendor.equals("akuvox") ? 1 : 0);
    }
  }

  @Test
  void parameterSaysHowLongItMayTake() {
    try (StreamsRig rig = StreamsRig.only(RULE, "rule.command-without-effect.within.ms", "3000")) {

      rig.arrive(LOBBY.listed(), LOBBY.door("07:00:00", "OPENED"));
      rig.arrive(outcome("08:00:01", "ACCEPTED"), LOBBY.door("08:00:05", "OPENED"));
      rig.quiet(GRACE);

      assertThat(rig.findings()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void saysTheSameInWhateverOrderItIsTold(long seed) {
    SpecificRecord[] events = {
      LOBBY.device("07:59:00", "SWITCH", "OFF"),
      outcome("08:00:00", "INTENT"),
      outcome("08:00:01", "ACCEPTED"),
      outcome("08:00:02", "NOT_CONFIRMED"),
      of("c-2", "08:01:00", "INTENT"),
      of("c-2", "08:01:01", "ACCEPTED"),
      LOBBY.device("08:01:01", "SWITCH", "ON"),
      of("c-3", "08:02:00", "INTENT"),
      of("c-3", "08:02:01", "ACCEPTED")
    };
    try (StreamsRig inOrder = StreamsRig.only(RULE);
        StreamsRig shuffled = StreamsRig.only(RULE)) {

      inOrder.arrive(LOBBY.listed());
      inOrder.arrive(events);
      inOrder.quiet(GRACE);
      shuffled.arrive(LOBBY.listed());
      shuffled.arriveShuffled(seed, events);
      shuffled.quiet(GRACE);

      assertThat(inOrder.findings())
          .extracting(Finding::getEventIds)
          .containsExactly(
              List.of("c-1/INTENT", "c-1/ACCEPTED", "c-1/NOT_CONFIRMED"),
              List.of("c-3/INTENT", "c-3/ACCEPTED"));
      assertThat(shuffled.findings()).containsExactlyInAnyOrderElementsOf(inOrder.findings());
    }
  }

  private static RelayOutcome outcome(String time, String status) {
    return of("c-1", time, status);
  }

  private static RelayOutcome of(String commandId, String time, String status) {
    RelayOutcome outcome = LOBBY.outcome(time, commandId, status, "switch/1");
    outcome.setAction("TRIGGER");
    return outcome;
  }
}
