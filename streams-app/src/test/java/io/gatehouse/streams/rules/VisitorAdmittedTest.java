package io.gatehouse.streams.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.events.CallEvent;
import io.gatehouse.events.DeviceEvent;
import io.gatehouse.streams.Events;
import io.gatehouse.streams.StreamsRig;
import io.gatehouse.streams.model.Finding;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VisitorAdmittedTest {

  private static final String RULE = "visitor-admitted";
  private static final Duration GRACE = Duration.ofMinutes(7);
  private static final String DESK = "sip:desk@10.0.0.2";

  private static final Events RECEPTION = Events.of("twon", "reception", "HQ", "entrance");

  @Test
  void tellsWhoAnsweredAndHowTheDoorWasOpened() {
    CallEvent answer = RECEPTION.call("08:00:10", "CONNECTED", "7", DESK);
    DeviceEvent tone = switched("08:00:15", "dtmf");
    try (StreamsRig rig = StreamsRig.only(RULE)) {

      rig.arrive(RECEPTION.call("08:00:00", "RINGING", "7", DESK), answer, tone);

      assertThat(rig.findings())
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.getExplanation())
                    .isEqualTo(
                        "Door Door of reception of reception (HQ, entrance) was opened for a"
                            + " visitor at 2026-11-20 08:00:15Z by dtmf: the call with"
                            + " sip:desk@10.0.0.2 was answered at 2026-11-20 08:00:10Z.");
                assertThat(finding.getEventIds())
                    .containsExactly(answer.getEventId(), tone.getEventId());
                assertThat(finding.getAttributes()).isEqualTo(Map.of("admittedBy", DESK));
                assertThat(finding.getSeverity()).isEqualTo("LOW");
                assertThat(finding.getPersonName()).isNull();
              });
    }
  }

  @ParameterizedTest
  @MethodSource
  void anyWayFromAfarCounts(SpecificRecord opening) {
    try (StreamsRig rig = StreamsRig.only(RULE)) {

      rig.arrive(RECEPTION.call("08:00:10", "CONNECTED", "7", DESK), opening);

      assertThat(rig.findings()).hasSize(1);
    }
  }

  static Stream<SpecificRecord> anyWayFromAfarCounts() {
    return Stream.of(
        switched("08:00:20", "idt"),
        switched("08:00:20", "api"),
        RECEPTION.access("08:00:20", "REMOTE", "GRANTED", "REMOTE"),
        RECEPTION.access("08:00:20", "DECISION", "GRANTED", "DTMF"),
        RECEPTION.access("08:01:10", "DECISION", "GRANTED", "CALL"));
  }

  @ParameterizedTest
  @MethodSource
  void whatIsNotFromThereDoesNotCount(SpecificRecord opening) {
    try (StreamsRig rig = StreamsRig.only(RULE)) {

      rig.arrive(RECEPTION.call("08:00:10", "CONNECTED", "7", DESK));
      rig.arrive(RECEPTION.call("08:00:30", "TERMINATED", "7", DESK), opening);
      rig.quiet(GRACE);

      assertThat(rig.findings()).isEmpty();
    }
  }

  static Stream<SpecificRecord> whatIsNotFromThereDoesNotCount() {
    DeviceEvent off = switched("08:00:20", "dtmf");
    off.setState("OFF");
    return Stream.of(
        off,
        switched("08:00:20", "ap"),
        RECEPTION.granted("08:00:20", "Ann"),
        RECEPTION.access("08:00:20", "REMOTE", "DENIED", "REMOTE"),
        switched("08:00:09", "dtmf"),
        switched("08:01:11", "dtmf"),
        Events.of("twon", "gate", "HQ", "entrance")
            .access("08:00:20", "REMOTE", "GRANTED", "REMOTE"));
  }

  @Test
  void aCallThatNobodyAnsweredAdmitsNobody() {
    try (StreamsRig rig = StreamsRig.only(RULE)) {

      rig.arrive(RECEPTION.call("08:00:00", "RINGING", "7", DESK), switched("08:00:05", "dtmf"));
      rig.arrive(RECEPTION.call("08:00:10", "TERMINATED", "7", DESK));
      rig.quiet(GRACE);

      assertThat(rig.findings()).isEmpty();
    }
  }

  @Test
  void anOpeningLateInACallIsToldWhenItIsOver() {
    try (StreamsRig rig = StreamsRig.only(RULE)) {

      rig.arrive(RECEPTION.call("08:00:00", "CONNECTED", "7", DESK), switched("08:05:00", "dtmf"));
      assertThat(rig.findings()).isEmpty();
      rig.arrive(RECEPTION.call("08:05:30", "TERMINATED", "7", DESK));
      rig.quiet(GRACE);

      assertThat(rig.findings()).hasSize(1);
    }
  }

  @Test
  void aDoorThatOpensInACallIsEnoughIfNobodyElseWasLetIn() {
    try (StreamsRig rig = StreamsRig.only(RULE)) {

      rig.arrive(RECEPTION.call("08:00:00", "CONNECTED", "7", DESK));
      rig.arrive(RECEPTION.door("08:00:20", "OPENED"));
      rig.arrive(RECEPTION.call("08:00:30", "TERMINATED", "7", DESK));
      rig.arrive(RECEPTION.call("09:00:00", "CONNECTED", "8", DESK));
      rig.arrive(RECEPTION.granted("09:00:10", "Ann"), RECEPTION.door("09:00:20", "OPENED"));
      rig.arrive(RECEPTION.call("09:00:30", "TERMINATED", "8", DESK));
      rig.quiet(GRACE);

      assertThat(rig.findings())
          .singleElement()
          .satisfies(
              finding ->
                  assertThat(finding.getExplanation())
                      .contains("for a visitor at 2026-11-20 08:00:20Z: the call with"));
    }
  }

  @Test
  void aLoggedCallWasAnsweredIfTheDoorWasOpenedByCall() {
    try (StreamsRig rig = StreamsRig.only(RULE)) {

      rig.arrive(logged("08:00:00", "TERMINATED"), logged("09:00:00", "TERMINATED"));
      rig.arrive(logged("10:00:00", "MISSED"));
      rig.arrive(RECEPTION.access("07:59:30", "DECISION", "GRANTED", "CALL"));
      rig.arrive(RECEPTION.access("09:00:05", "DECISION", "GRANTED", "REMOTE"));
      rig.arrive(RECEPTION.access("10:00:05", "DECISION", "GRANTED", "CALL"));
      rig.quiet(GRACE);

      assertThat(rig.findings())
          .singleElement()
          .satisfies(
              finding ->
                  assertThat(finding.getExplanation())
                      .endsWith(
                          "at 2026-11-20 07:59:30Z by call: the call with sip:desk@10.0.0.2 is"
                              + " logged for 2026-11-20 08:00:00Z."));
    }
  }

  @Test
  void parameterSaysHowLongAfterTheAnswer() {
    try (StreamsRig rig = StreamsRig.only(RULE, "rule.visitor-admitted.within.ms", "5000")) {

      rig.arrive(RECEPTION.call("08:00:00", "CONNECTED", "7", DESK), switched("08:00:06", "dtmf"));
      rig.arrive(RECEPTION.call("09:00:00", "CONNECTED", "8", DESK), switched("09:00:05", "dtmf"));

      assertThat(rig.findings())
          .extracting(Finding::getStartedAt)
          .containsExactly(Events.at("09:00:00").toEpochMilli());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void saysTheSameInWhateverOrderItIsTold(long seed) {
    SpecificRecord[] events = {
      RECEPTION.call("08:00:00", "CONNECTED", "7", DESK),
      switched("08:00:10", "dtmf"),
      RECEPTION.door("08:00:12", "OPENED"),
      switched("08:01:30", "dtmf"),
      RECEPTION.call("08:01:40", "TERMINATED", "7", DESK),
      RECEPTION.call("08:02:00", "CONNECTED", "8", DESK),
      RECEPTION.granted("08:02:10", "Ann"),
      RECEPTION.door("08:02:11", "OPENED"),
      RECEPTION.call("08:02:20", "TERMINATED", "8", DESK),
      RECEPTION.call("08:04:00", "CONNECTED", "9", DESK),
      RECEPTION.door("08:04:10", "OPENED"),
      RECEPTION.call("08:04:20", "TERMINATED", "9", DESK)
    };
    try (StreamsRig inOrder = StreamsRig.only(RULE);
        StreamsRig shuffled = StreamsRig.only(RULE)) {

      inOrder.arrive(events);
      inOrder.quiet(GRACE);
      shuffled.arriveShuffled(seed, events);
      shuffled.quiet(GRACE);

      assertThat(inOrder.findings()).extracting(f -> f.getEventIds().size()).containsExactly(3, 2);
      assertThat(shuffled.findings()).containsExactlyInAnyOrderElementsOf(inOrder.findings());
    }
  }

  private static CallEvent logged(String time, String state) {
    CallEvent call = RECEPTION.call(time, state, null, DESK);
    call.setSession(null);
    return call;
  }

  private static DeviceEvent switched(String time, String originator) {
    DeviceEvent event = RECEPTION.device(time, "SWITCH", "ON");
    event.getAttributes().put("originator", originator);
    return event;
  }
}
