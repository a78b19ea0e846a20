package io.gatehouse.streams.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.events.AccessEvent;
import io.gatehouse.streams.Events;
import io.gatehouse.streams.model.Finding;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DenialsByCredentialTest {

  private static final String RULE = "denials-by-credential";
  private static final Play PLAY = new Play(RULE);

  private final Events lobby = Events.of("twon", "lobby", "HQ", "entrance");
  private final Events reader = Events.of("hikconnect", "reader", "HQ", "yard");
  private final Events far = Events.of("akuvox", "far", null, null);

  @Test
  void oneCardAtDoorsOfThreeVendorsIsAnIncident() {
    AccessEvent known = reader.denied("08:04:00", "tok");
    known.setPersonId("7");
    known.setPersonName("Ann");

    List<Finding> findings =
        PLAY.of(lobby.denied("08:01:00", "tok"), known, far.denied("08:09:00", "tok"));

    assertThat(findings)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.getExplanation())
                  .isEqualTo(
                      "Credential tok of Ann was refused 3 times from 2026-11-20 08:01:00Z to"
                          + " 2026-11-20 08:09:00Z: at door Door of lobby of lobby, door Door of"
                          + " reader of reader, door Door of far of far.");
              assertThat(finding.getDeviceIds()).containsExactly("lobby", "reader", "far");
              assertThat(finding.getCredential()).isEqualTo("tok");
              assertThat(finding.getPersonName()).isEqualTo("Ann");
              assertThat(finding.getDoor()).isNull();
              assertThat(finding.getSeverity()).isEqualTo("MEDIUM");
            });
  }

  @Test
  void atOneDoorTheIncidentIsAtThatDoor() {
    List<Finding> findings =
        PLAY.of(
            lobby.denied("08:01:00", "tok"),
            lobby.denied("08:01:10", "tok"),
            lobby.denied("08:01:20", "tok"));

    assertThat(findings).extracting(Finding::getDoor).containsExactly("Door of lobby");
  }

  @Test
  void otherCardsAndCodesAndAGrantedAccessDoNotCount() {
    AccessEvent granted = lobby.granted("08:03:00", "Ann");
    granted.setCredential("tok");
    AccessEvent again = lobby.access("08:01:00", "SECOND_REPORT", "DENIED", "CARD");
    again.setCredential("tok");

    List<Finding> findings =
        PLAY.of(
            lobby.denied("08:01:00", "tok"),
            again,
            lobby.denied("08:02:00", "tok"),
            granted,
            lobby.denied("08:04:00", "other"),
            lobby.denied("08:05:00", null));

    assertThat(findings).isEmpty();
  }

  @Test
  void onePersonsTwoCardsAreTwoCredentials() {
    AccessEvent[] denials = {
      lobby.denied("08:01:00", "one"), lobby.denied("08:02:00", "two"),
      lobby.denied("08:03:00", "one"), lobby.denied("08:04:00", "two")
    };
    for (AccessEvent denied : denials) {
      denied.setPersonId("7");
    }

    assertThat(PLAY.of(denials)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "08:10:00, 3, 600000, 1",
    "08:10:01, 3, 600000, 0",
    "08:10:01, 3, 601000, 1",
    "08:10:00, 4, 600000, 0",
    "08:10:01, 2, 600000, 1"
  })
  void optionsSayHowManyWithinHowLong(String last, String count, String within, int incidents) {
    List<Finding> findings =
        new Play(RULE, "count", count, "within.ms", within)
            .of(
                lobby.denied("08:00:00", "tok"),
                lobby.denied("08:00:00", "tok"),
                reader.denied(last, "tok"));

    assertThat(findings).hasSize(incidents);
  }

  @Test
  void cardsThatAreToldAfterTheirDecisionsCountInAnyOrder() {
    List<Finding> findings =
        PLAY.inAnyOrder(
            rejected("08:00:01", "0/1"),
            rejected("08:01:01", "0/2"),
            rejected("08:02:01", "0/3"),
            card("08:00:00", "0/1"),
            card("08:01:00", "0/2"),
            card("08:02:00", "0/3"),
            reader.denied("08:29:00", "tok"),
            reader.denied("08:31:00", "tok"),
            reader.denied("08:32:00", "tok"));

    assertThat(findings)
        .extracting(finding -> finding.getAttributes().get("count"))
        .containsExactly("6");
  }

  @Test
  void aPersonsHistoryThatKnowsLessOfTheCredentialSaysNothing() {
    AccessEvent[] ofPerson = {
      lobby.denied("08:01:00", "tok"),
      lobby.denied("08:02:00", "tok"),
      lobby.denied("08:03:00", "tok")
    };
    for (AccessEvent denied : ofPerson) {
      denied.setPersonId("7");
    }

    List<Finding> findings =
        PLAY.inAnyOrder(far.denied("08:00:00", "tok"), ofPerson[0], ofPerson[1], ofPerson[2]);

    assertThat(findings)
        .extracting(finding -> finding.getAttributes().get("count"))
        .containsExactly("4");
  }

  private SpecificRecord rejected(String time, String session) {
    AccessEvent denied = lobby.access(time, "DECISION", "DENIED", "UNKNOWN");
    denied.setSession(session);
    return denied;
  }

  private SpecificRecord card(String time, String session) {
    AccessEvent card = lobby.access(time, "CREDENTIAL", "PRESENTED", "CARD");
    card.setSession(session);
    card.setCredential("tok");
    return card;
  }
}
