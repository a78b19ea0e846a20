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
import org.junit.jupiter.params.provider.ValueSource;

class TwoPlacesTest {

  private static final String RULE = "two-places";
  private static final Play PLAY = new Play(RULE);

  private final Events office = Events.of("twon", "office", "HQ", "entrance");
  private final Events yard = Events.of("twon", "yard", "HQ", "yard");
  private final Events branch = Events.of("twon", "branch", "Branch", "entrance");
  private final Events plant = Events.of("akuvox", "plant", "Plant", "gate");

  @Test
  void aPersonAtTwoSitesTooSoonIsAnIncident() {
    AccessEvent here = office.granted("08:00:00", "Hugo");
    AccessEvent there = branch.granted("08:05:00", "Hugo");

    List<Finding> findings = PLAY.of(here, there);

    assertThat(findings)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.getExplanation())
                  .isEqualTo(
                      "Access was granted to Hugo at door Door of office of office (HQ, entrance) at"
                          + " 2026-11-20 08:00:00Z and at door Door of branch of branch (Branch,"
                          + " entrance) at 2026-11-20 08:05:00Z.");
              assertThat(finding.getEventIds())
                  .containsExactly(here.getEventId(), there.getEventId());
              assertThat(finding.getDeviceIds()).containsExactly("branch", "office");
              assertThat(finding.getSite()).isEqualTo("Branch");
              assertThat(finding.getPersonName()).isEqualTo("Hugo");
              assertThat(finding.getSeverity()).isEqualTo("HIGH");
            });
  }

  @Test
  void aCredentialIsTheSameAtTwoVendors() {
    List<Finding> findings =
        PLAY.of(card(office, "08:00:00", "tok"), card(plant, "08:05:00", "tok"));

    assertThat(findings).extracting(Finding::getCredential).containsExactly("tok");
  }

  @Test
  void aPersonsCardAndCodeAreTheSamePersons() {
    AccessEvent withCard = office.granted("08:00:00", "Hugo");
    withCard.setCredential("tok");
    AccessEvent withCode = branch.granted("08:05:00", "Hugo");
    withCode.setMethod("CODE");

    assertThat(PLAY.inAnyOrder(withCard, withCode)).hasSize(1);
  }

  @Test
  void othersAndRefusalsAndOneSiteDoNotCount() {
    AccessEvent otherVendorsNumber = plant.granted("08:01:00", "Hugo");

    List<Finding> findings =
        PLAY.of(
            office.granted("08:00:00", "Hugo"),
            yard.granted("08:01:00", "Hugo"),
            otherVendorsNumber,
            branch.granted("08:01:00", "Ida"),
            card(branch, "08:01:00", "other"),
            branch.access("08:01:00", "DECISION", "GRANTED", "CARD"),
            branch.denied("08:01:00", "tok"),
            card(office, "08:00:00", "tok"));

    assertThat(findings).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "08:10:00, 600000, 1",
    "08:10:01, 600000, 0",
    "08:10:01, 601000, 1",
    "07:50:00, 600000, 1",
    "07:49:59, 600000, 0"
  })
  void theTimeIsBetweenTheAccesses(String there, String travel, int incidents) {
    assertThat(
            new Play(RULE, "travel.ms", travel)
                .of(office.granted("08:00:00", "Hugo"), branch.granted(there, "Hugo")))
        .hasSize(incidents);
  }

  @Test
  void zonesArePlacesIfWanted() {
    Play byZone = new Play(RULE, "place", "zone");
    Events hall = Events.of("twon", "hall", "HQ", null);

    assertThat(byZone.of(office.granted("08:00:00", "Hugo"), yard.granted("08:05:00", "Hugo")))
        .hasSize(1);
    assertThat(byZone.of(office.granted("08:00:00", "Hugo"), hall.granted("08:05:00", "Hugo")))
        .isEmpty();
    assertThat(byZone.of(office.granted("08:00:00", "Hugo"), branch.granted("08:05:00", "Hugo")))
        .as("the zone of the same name is at another site")
        .hasSize(1);
  }

  @Test
  void aDeviceThatNobodySaysWhereItIsDoesNotCount() {
    Events hut = Events.of("twon", "hut", null, null);

    assertThat(PLAY.of(office.granted("08:00:00", "Hugo"), hut.granted("08:05:00", "Hugo")))
        .isEmpty();
    assertThat(
            PLAY.of(
                Events.of("twon", "hut", "Branch", null).listed(),
                office.granted("08:00:00", "Hugo"),
                hut.granted("08:05:00", "Hugo")))
        .as("listed")
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"REMOTE", "CALL", "DTMF"})
  void whoIsNotAtTheDoorIsNotThere(String method) {
    AccessEvent remote = branch.granted("08:05:00", "Hugo");
    remote.setMethod(method);

    assertThat(PLAY.of(office.granted("08:00:00", "Hugo"), remote)).isEmpty();
  }

  @Test
  void aWayThatIsToldLaterDecidesInAnyOrder() {
    AccessEvent byCard = passage("0/1", "08:05:01");
    AccessEvent byTelephone = passage("0/2", "08:06:01");

    List<Finding> findings =
        PLAY.inAnyOrder(
            office.granted("08:00:00", "Hugo"),
            byCard,
            byTelephone,
            presented("0/1", "08:05:00", "CARD", "tok"),
            presented("0/2", "08:06:00", "DTMF", null));

    assertThat(findings)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.getEventIds()).hasSize(2).contains(byCard.getEventId());
              assertThat(finding.getCredential()).isEqualTo("tok");
            });
  }

  @Test
  void whatTheCredentialTellsIsSaidWhereThePersonTellsToo() {
    SpecificRecord[] events = {
      owned(office, "08:00:00"), owned(branch, "08:05:00"), card(plant, "08:09:00", "tok")
    };

    List<Finding> findings = PLAY.inAnyOrder(events);

    assertThat(findings)
        .singleElement()
        .satisfies(finding -> assertThat(finding.getEventIds()).hasSize(3));
  }

  @Test
  void goingToAndFroIsOneIncidentASpan() {
    List<Finding> findings =
        new Play(RULE, "period.ms", "600000")
            .inAnyOrder(
                owned(office, "08:00:00"),
                owned(branch, "08:01:00"),
                owned(branch, "08:02:00"),
                owned(office, "08:03:00"),
                owned(branch, "08:09:00"),
                owned(office, "08:11:00"));

    assertThat(findings)
        .extracting(Finding::getUpdatedAt)
        .containsExactlyInAnyOrder(
            Events.at("08:09:00").toEpochMilli(), Events.at("08:11:00").toEpochMilli());
    assertThat(findings.get(0).getExplanation()).endsWith(", and so on 3 times more.");
  }

  private static AccessEvent card(Events device, String time, String credential) {
    AccessEvent access = device.access(time, "DECISION", "GRANTED", "CARD");
    access.setCredential(credential);
    return access;
  }

  private static AccessEvent owned(Events device, String time) {
    AccessEvent access = device.granted(time, "Hugo");
    access.setCredential("tok");
    return access;
  }

  private AccessEvent passage(String session, String time) {
    AccessEvent access = branch.granted(time, "Hugo");
    access.setMethod("UNKNOWN");
    access.setSession(session);
    return access;
  }

  private AccessEvent presented(String session, String time, String method, String credential) {
    AccessEvent access = branch.access(time, "CREDENTIAL", "PRESENTED", method);
    access.setSession(session);
    access.setCredential(credential);
    return access;
  }
}
