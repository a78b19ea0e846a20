package io.gatehouse.streams.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.events.AccessEvent;
import io.gatehouse.events.AlarmEvent;
import io.gatehouse.streams.Events;
import io.gatehouse.streams.model.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeniedThenForcedTest {

  private static final Play PLAY = new Play("denied-then-forced");

  private final Events lobby = Events.of("twon", "lobby", "HQ", "entrance");
  private final Events reader = Events.of("hikconnect", "reader", "HQ", "entrance");

  @Test
  void namesWhoWasRefusedLastAndEndsWithTheAlarm() {
    AccessEvent first = lobby.denied("08:00:00", null);
    AccessEvent last = lobby.denied("08:00:30", "tok");
    last.setPersonName("Ann");
    AlarmEvent start = lobby.alarm("08:01:30", "FORCED_DOOR", "START");
    AlarmEvent end = lobby.alarm("08:02:00", "FORCED_DOOR", "END");

    List<Finding> findings = PLAY.of(first, last, start, end);

    assertThat(findings)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.getExplanation())
                  .isEqualTo(
                      "Door Door of lobby of lobby (HQ, entrance) was opened without permission at"
                          + " 2026-11-20 08:01:30Z, after access had been refused there 2 times,"
                          + " last to Ann at 2026-11-20 08:00:30Z.");
              assertThat(finding.getSeverity()).isEqualTo("CRITICAL");
              assertThat(finding.getEventIds())
                  .containsExactly(
                      first.getEventId(), last.getEventId(), start.getEventId(), end.getEventId());
              assertThat(finding.getPersonName()).isEqualTo("Ann");
              assertThat(finding.getCredential()).isEqualTo("tok");
              assertThat(finding.getStartedAt()).isEqualTo(Events.at("08:00:00").toEpochMilli());
              assertThat(finding.getEndedAt()).isEqualTo(Events.at("08:02:00").toEpochMilli());
            });
  }

  @Test
  void anotherVendorsReaderAtTheSameDoorCounts() {
    List<Finding> findings =
        PLAY.of(
            Events.atDoor("Gate", reader.denied("08:00:00", "tok")),
            Events.atDoor("Gate", lobby.alarm("08:01:00", "FORCED_DOOR", "PULSE")));

    assertThat(findings)
        .singleElement()
        .satisfies(
            finding -> assertThat(finding.getDeviceIds()).containsExactly("lobby", "reader"));
  }

  @Test
  void anotherDoorOrZoneOrAnAccessThatWasGrantedDoesNotCount() {
    Events upstairs = Events.of("hikconnect", "upstairs", "HQ", "floor 1");

    List<Finding> findings =
        PLAY.of(
            Events.atDoor("Exit", reader.denied("08:00:00", "tok")),
            Events.atDoor("Gate", upstairs.denied("08:00:00", "tok")),
            Events.atDoor("Gate", reader.granted("08:00:00", "Ann")),
            Events.atDoor("Gate", lobby.alarm("08:01:00", "FORCED_DOOR", "START")));

    assertThat(findings).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "08:00:00, 08:02:00, 120000, 1",
    "08:00:00, 08:02:01, 120000, 0",
    "08:00:00, 08:02:01, 121000, 1",
    "08:02:01, 08:02:00, 120000, 0"
  })
  void countsUpToSoLongBefore(String denied, String forced, String within, int incidents) {
    List<Finding> findings =
        new Play("denied-then-forced", "within.ms", within)
            .of(lobby.denied(denied, "tok"), lobby.alarm(forced, "FORCED_DOOR", "START"));

    assertThat(findings).hasSize(incidents);
  }

  @Test
  void aDeviceWithoutZoneHasOneOfItsOwn() {
    Events hut = Events.of("twon", "hut", null, null);
    Events shed = Events.of("twon", "shed", null, null);

    List<Finding> findings =
        PLAY.of(
            Events.atDoor("Gate", hut.denied("08:00:00", "tok")),
            Events.atDoor("Gate", shed.alarm("08:01:00", "FORCED_DOOR", "START")),
            Events.atDoor("Gate", hut.alarm("08:01:00", "FORCED_DOOR", "START")));

    assertThat(findings)
        .singleElement()
        .satisfies(finding -> assertThat(finding.getDeviceIds()).containsExactly("hut"));
  }

  @Test
  void saysTheSameInAnyOrderAlsoIfAnEndIsLostAndTheCredentialComesLast() {
    AccessEvent denied = lobby.access("08:00:01", "DECISION", "DENIED", "UNKNOWN");
    denied.setSession("0/5");
    AccessEvent card = lobby.access("08:00:00", "CREDENTIAL", "PRESENTED", "CARD");
    card.setSession("0/5");
    card.setCredential("tok");

    List<Finding> findings =
        PLAY.inAnyOrder(
            card,
            denied,
            Events.atDoor("Door of lobby", reader.denied("08:00:10", null)),
            lobby.alarm("08:01:00", "FORCED_DOOR", "START"),
            lobby.alarm("08:01:30", "FORCED_DOOR", "START"),
            lobby.alarm("08:01:40", "FORCED_DOOR", "END"));

    assertThat(findings)
        .extracting(Finding::getEndedAt)
        .containsExactly(null, Events.at("08:01:40").toEpochMilli());
  }

  @Test
  void theLastRefusedIsKnownByACredentialThatComesAfterItsDecision() {
    AccessEvent denied = lobby.access("08:00:01", "DECISION", "DENIED", "UNKNOWN");
    denied.setSession("0/5");
    AccessEvent card = lobby.access("08:00:00", "CREDENTIAL", "PRESENTED", "CARD");
    card.setSession("0/5");
    card.setCredential("tok");

    List<Finding> findings =
        PLAY.inAnyOrder(denied, lobby.alarm("08:01:00", "FORCED_DOOR", "START"), card);

    assertThat(findings).extracting(Finding::getCredential).containsExactly("tok");
  }
}
