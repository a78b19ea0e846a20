package io.gatehouse.streams.passages;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.events.AccessEvent;
import io.gatehouse.events.DeviceEvent;
import io.gatehouse.events.Passage;
import io.gatehouse.streams.Events;
import io.gatehouse.streams.StreamsRig;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassagesTest {

  private final Events lobby = Events.of("twon", "lobby", "HQ", "entrance");

  @Test
  void isMadeOfWhatWasPresentedDecidedAndOpened() {
    try (StreamsRig rig = StreamsRig.only("none")) {
      AccessEvent card = presented("08:00:00", "0/1", "token-1");
      AccessEvent granted = decided("08:00:01", "0/1", "GRANTED", "Ann");
      DeviceEvent opened = lobby.door("08:00:01", "OPENED");
      DeviceEvent closed = lobby.door("08:00:09", "CLOSED");

      rig.arrive(card, granted, opened, closed);

      assertThat(passages(rig))
          .singleElement()
          .satisfies(
              passage -> {
                assertThat(passage.getPassageId()).startsWith("p-").hasSize(26);
                assertThat(passage.getDecision()).isEqualTo("GRANTED");
                assertThat(passage.getPersonName()).isEqualTo("Ann");
                assertThat(passage.getMethod()).isEqualTo("CARD");
                assertThat(passage.getCredential()).isEqualTo("token-1");
                assertThat(passage.getDirection()).isEqualTo("IN");
                assertThat(passage.getPresentedAt()).isEqualTo(Events.at("08:00:00"));
                assertThat(passage.getDecidedAt()).isEqualTo(Events.at("08:00:01"));
                assertThat(passage.getOpenedAt()).isEqualTo(Events.at("08:00:01"));
                assertThat(passage.getClosedAt()).isEqualTo(Events.at("08:00:09"));
                assertThat(passage.getUpdatedAt()).isEqualTo(Events.at("08:00:09"));
                assertThat(passage.getEventIds())
                    .containsExactly(
                        card.getEventId(),
                        granted.getEventId(),
                        opened.getEventId(),
                        closed.getEventId());
              });
    }
  }

  @Test
  void isWrittenOnceWhereADeviceTellsNoMoreThanItsDecision() {
    Events terminal = Events.of("hikconnect", "terminal", "HQ", "yard");
    try (StreamsRig rig = StreamsRig.only("none")) {

      rig.arrive(terminal.granted("08:00:00", "Ann"));

      assertThat(rig.written(Passage.class))
          .singleElement()
          .satisfies(
              passage -> {
                assertThat(passage.getVendor()).isEqualTo("hikconnect");
                assertThat(passage.getPresentedAt()).isNull();
                assertThat(passage.getOpenedAt()).isNull();
                assertThat(passage.getEventIds()).hasSize(1);
              });
    }
  }

  @Test
  void theOpeningIsThatOfTheLastWhoWasLetIn() {
    try (StreamsRig rig = StreamsRig.only("none")) {

      rig.arrive(
          lobby.granted("08:00:00", "Ann"),
          lobby.granted("08:00:05", "Ben"),
          lobby.denied("08:00:06", "token-9"),
          lobby.door("08:00:07", "OPENED"),
          lobby.door("08:00:10", "OPENED"));

      assertThat(openings(rig)).containsExactly("Ann null", "Ben 08:00:07", "null null");
    }
  }

  @Test
  void anOpeningIsExpectedForSoLong() {
    SpecificRecord[] events = {
      lobby.granted("08:00:00", "Ann"),
      lobby.door("08:00:30", "OPENED"),
      lobby.door("08:00:40", "CLOSED"),
      lobby.granted("09:00:00", "Ben"),
      lobby.door("09:00:31", "OPENED")
    };
    try (StreamsRig usual = StreamsRig.only("none");
        StreamsRig patient = StreamsRig.only("none", "passage.open.within.ms", "31000")) {

      usual.arrive(events);
      patient.arrive(events);

      assertThat(openings(usual)).containsExactly("Ann 08:00:30", "Ben null");
      assertThat(openings(patient)).containsExactly("Ann 08:00:30", "Ben 09:00:31");
    }
  }

  @Test
  void aDoorThatOpensAnewWasClosedUnseen() {
    try (StreamsRig rig = StreamsRig.only("none")) {

      rig.arrive(
          lobby.granted("08:00:00", "Ann"),
          lobby.door("08:00:01", "OPENED"),
          lobby.door("08:05:00", "CLOSED"),
          lobby.door("08:04:00", "OPENED"));

      assertThat(passages(rig)).extracting(Passage::getClosedAt).containsOnlyNulls();
    }
  }

  @Test
  void oneDoorDoesNotOpenForAnother() {
    try (StreamsRig rig = StreamsRig.only("none")) {
      DeviceEvent other = lobby.door("08:00:02", "OPENED");
      other.setDoor("Back door");

      rig.arrive(lobby.granted("08:00:00", "Ann"), other);

      assertThat(openings(rig)).containsExactly("Ann null");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void isTheSameInWhateverOrderItIsTold(long seed) {
    SpecificRecord[] events = {
      presented("08:00:00", "0/1", "token-1"),
      decided("08:00:00", "0/1", "GRANTED", "Ann"),
      lobby.door("08:00:00", "OPENED"),
      lobby.door("08:00:04", "CLOSED"),
      presented("08:00:05", "0/2", "token-2"),
      decided("08:00:05", "0/2", "DENIED", null),
      decided("08:00:06", "0/3", "GRANTED", "Ben"),
      decided("08:00:08", "0/4", "GRANTED", "Cid"),
      lobby.door("08:00:09", "OPENED"),
      lobby.door("08:00:12", "OPENED"),
      lobby.door("08:00:15", "CLOSED"),
      lobby.access("08:00:20", "EXIT_BUTTON", "GRANTED", "BUTTON"),
      lobby.door("08:00:21", "OPENED"),
      lobby.door("08:10:00", "CLOSED")
    };
    try (StreamsRig inOrder = StreamsRig.only("none");
        StreamsRig shuffled = StreamsRig.only("none")) {

      inOrder.arrive(events);
      shuffled.arriveShuffled(seed, events);

      Map<String, Passage> expected = Last.of(inOrder, Passage.class, Passage::getPassageId);
      assertThat(expected.values())
          .filteredOn(passage -> passage.getOpenedAt() != null)
          .extracting(Passage::getClosedAt)
          .containsExactlyInAnyOrder(Events.at("08:00:04"), null, Events.at("08:10:00"));
      assertThat(Last.of(shuffled, Passage.class, Passage::getPassageId)).isEqualTo(expected);
    }
  }

  private AccessEvent presented(String time, String session, String credential) {
    AccessEvent card = lobby.access(time, "CREDENTIAL", "PRESENTED", "CARD");
    card.setSession(session);
    card.setCredential(credential);
    card.setDirection("IN");
    return card;
  }

  private AccessEvent decided(String time, String session, String decision, String person) {
    AccessEvent access = lobby.access(time, "DECISION", decision, "UNKNOWN");
    access.setSession(session);
    access.setPersonName(person);
    return access;
  }

  private static List<Passage> passages(StreamsRig rig) {
    return List.copyOf(Last.of(rig, Passage.class, Passage::getPassageId).values());
  }

  /** Person and time of opening, earliest decision first. */
  private static Stream<String> openings(StreamsRig rig) {
    return passages(rig).stream()
        .sorted((one, other) -> one.getDecidedAt().compareTo(other.getDecidedAt()))
        .map(
            passage ->
                passage.getPersonName()
                    + " "
                    + (passage.getOpenedAt() == null
                        ? null
                        : passage.getOpenedAt().toString().substring(11, 19)));
  }
}
