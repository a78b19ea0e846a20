package io.gatehouse.streams.passages;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.events.DoorStatus;
import io.gatehouse.events.Passage;
import io.gatehouse.streams.Events;
import io.gatehouse.streams.StreamsRig;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoorStatesTest {

  private final Events lobby = Events.of("twon", "lobby", "HQ", "entrance");

  @Test
  void tellsWhatTheDoorDidAndWhoWasThereLast() {
    try (StreamsRig rig = StreamsRig.only("none")) {

      rig.arrive(lobby.granted("08:00:00", "Ann"), lobby.door("08:00:02", "OPENED"));

      Passage passage = rig.written(Passage.class).get(0);
      assertThat(door(rig))
          .satisfies(
              door -> {
                assertThat(door.getState()).isEqualTo("OPENED");
                assertThat(door.getStateSince()).isEqualTo(Events.at("08:00:02"));
                assertThat(door.getLastPassageId()).isEqualTo(passage.getPassageId());
                assertThat(door.getLastPersonName()).isEqualTo("Ann");
                assertThat(door.getLastPassageAt()).isEqualTo(Events.at("08:00:00"));
                assertThat(door.getForced()).isFalse();
                assertThat(door.getSite()).isEqualTo("HQ");
                assertThat(door.getUpdatedAt()).isEqualTo(Events.at("08:00:02"));
              });
    }
  }

  @Test
  void anOldOpeningDoesNotOpenItAgain() {
    try (StreamsRig rig = StreamsRig.only("none")) {
      rig.arrive(lobby.door("08:00:05", "CLOSED"));
      rig.written(DoorStatus.class);

      rig.arrive(lobby.door("08:00:01", "OPENED"));

      assertThat(rig.written(DoorStatus.class)).isEmpty();
    }
  }

  @Test
  void isForcedWhileTheDeviceSaysSo() {
    try (StreamsRig rig = StreamsRig.only("none")) {

      rig.arrive(lobby.alarm("08:00:00", "FORCED_DOOR", "START"));
      boolean during = door(rig).getForced();
      rig.arrive(lobby.alarm("08:01:00", "FORCED_DOOR", "END"));

      assertThat(during).isTrue();
      assertThat(door(rig).getForced()).isFalse();
    }
  }

  @Test
  void isWrittenUnderDeviceAndDoor() {
    try (StreamsRig rig = StreamsRig.only("none")) {

      rig.arrive(lobby.door("08:00:00", "OPENED"));

      assertThat(rig.keys(DoorStatus.class)).containsExactly("lobby/Door of lobby");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void isTheSameInWhateverOrderItIsTold(long seed) {
    SpecificRecord[] events = {
      lobby.granted("08:00:00", "Ann"),
      lobby.door("08:00:01", "OPENED"),
      lobby.alarm("08:00:31", "DOOR_HELD_OPEN", "START"),
      lobby.alarm("08:00:40", "DOOR_HELD_OPEN", "END"),
      lobby.door("08:00:40", "CLOSED"),
      lobby.denied("08:01:00", "token-9"),
      lobby.alarm("08:01:10", "FORCED_DOOR", "START"),
      lobby.door("08:01:10", "OPENED"),
      lobby.alarm("08:01:40", "DOOR_HELD_OPEN", "START"),
      lobby.alarm("08:02:00", "FORCED_DOOR", "END")
    };
    try (StreamsRig inOrder = StreamsRig.only("none");
        StreamsRig shuffled = StreamsRig.only("none")) {

      inOrder.arrive(events);
      shuffled.arriveShuffled(seed, events);

      DoorStatus expected = door(inOrder);
      assertThat(List.of(expected.getState(), expected.getForced(), expected.getHeldOpen()))
          .isEqualTo(List.of("OPENED", false, true));
      assertThat(expected.getLastDecision()).isEqualTo("DENIED");
      assertThat(door(shuffled)).isEqualTo(expected);
    }
  }

  private static DoorStatus door(StreamsRig rig) {
    Map<String, DoorStatus> doors = Last.of(rig, DoorStatus.class, DoorStatus::getDoor);
    assertThat(doors).hasSize(1);
    return doors.values().iterator().next();
  }
}
