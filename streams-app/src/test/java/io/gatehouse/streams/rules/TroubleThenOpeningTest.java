package io.gatehouse.streams.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.events.AlarmEvent;
import io.gatehouse.events.Device;
import io.gatehouse.events.DeviceEvent;
import io.gatehouse.streams.Events;
import io.gatehouse.streams.model.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TroubleThenOpeningTest {

  private static final String RULE = "trouble-then-opening";
  private static final Play PLAY = new Play(RULE);

  private final Events lobby = Events.of("twon", "lobby", "HQ", "entrance");
  private final Events reader = Events.of("hikconnect", "reader", "HQ", "entrance");

  @Test
  void aDoorThatOpensAfterItsDeviceWasTamperedWithIsAnIncident() {
    AlarmEvent tamper = tamper("08:00:00");
    SpecificRecord granted = lobby.granted("08:05:00", "Ann");

    List<Finding> findings =
        PLAY.of(
            lobby.granted("07:59:59", "Ben"), tamper, granted, lobby.door("08:05:02", "OPENED"));

    assertThat(findings)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.getExplanation())
                  .isEqualTo(
                      "lobby (HQ, entrance) was tampered with at 2026-11-20 08:00:00Z, and Ann was"
                          + " let in at door Door of lobby of lobby at 2026-11-20 08:05:00Z.");
              assertThat(finding.getSeverity()).isEqualTo("HIGH");
              assertThat(finding.getPersonName()).isEqualTo("Ann");
              assertThat(finding.getEventIds()).hasSize(3).startsWith(tamper.getEventId());
              assertThat(finding.getAttributes()).containsEntry("trouble", "TAMPER");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "TAMPER, 08:10:00, 1",
    "TAMPER, 08:10:01, 0",
    "SILENCE, 08:05:00, 1",
    "SILENCE, 08:05:01, 0",
    "RESTART, 08:02:00, 1",
    "RESTART, 08:02:01, 0"
  })
  void openingsAreLookedForAsLongAsTheTroubleTells(String trouble, String opened, int incidents) {
    assertThat(PLAY.of(trouble(trouble, "08:00:00"), forced(lobby, opened))).hasSize(incidents);
  }

  @ParameterizedTest
  @CsvSource({"TAMPER", "SILENCE", "RESTART"})
  void optionsSayHowLong(String trouble) {
    Play brief = new Play(RULE, trouble.toLowerCase(Locale.ROOT) + ".within.ms", "1000");

    assertThat(brief.of(trouble(trouble, "08:00:00"), forced(lobby, "08:00:01"))).hasSize(1);
    assertThat(brief.of(trouble(trouble, "08:00:00"), forced(lobby, "08:00:02"))).isEmpty();
  }

  @Test
  void silenceAndRestartsAreLessSevereUnlessConfigured() {
    Play strict = new Play(RULE, "severity", "CRITICAL", "restart.severity", "HIGH");

    assertThat(PLAY.of(trouble("SILENCE", "08:00:00"), forced(lobby, "08:00:01")))
        .extracting(Finding::getSeverity)
        .containsExactly("MEDIUM");
    assertThat(PLAY.of(trouble("RESTART", "08:00:00"), forced(lobby, "08:00:01")))
        .extracting(Finding::getSeverity)
        .containsExactly("LOW");
    assertThat(strict.of(tamper("08:00:00"), forced(lobby, "08:00:01")))
        .extracting(Finding::getSeverity)
        .containsExactly("CRITICAL");
    assertThat(strict.of(trouble("RESTART", "08:00:00"), forced(lobby, "08:00:01")))
        .extracting(Finding::getSeverity)
        .containsExactly("HIGH");
  }

  @Test
  void everyWordForATroubleCounts() {
    DeviceEvent gap = Events.atDoor(null, lobby.device("08:00:00", "GAP", null));
    gap.setAttributes(Map.of("reason", "DEVICE_RESTART"));
    DeviceEvent otherGap = Events.atDoor(null, lobby.device("08:00:00", "GAP", null));
    otherGap.setAttributes(Map.of("reason", "RING_OVERFLOW"));

    assertThat(PLAY.of(gap, lobby.granted("08:01:00", "Ann"))).hasSize(1);
    assertThat(PLAY.of(otherGap, lobby.granted("08:01:00", "Ann"))).isEmpty();
    assertThat(
            PLAY.of(lobby.alarm("08:00:00", "DEVICE_OFFLINE", "PULSE"), forced(lobby, "08:01:00")))
        .hasSize(1);
    assertThat(PLAY.of(lobby.device("08:00:00", "SYSTEM", "other"), forced(lobby, "08:01:00")))
        .isEmpty();
    assertThat(PLAY.of(lobby.alarm("08:00:00", "TAMPER", "END"), forced(lobby, "08:01:00")))
        .isEmpty();
  }

  @Test
  void entriesThatASilentDeviceTellsOfLaterAreNoIncident() {
    List<Finding> findings =
        PLAY.of(
            trouble("SILENCE", "08:00:00"),
            lobby.granted("08:01:00", "Ann"),
            lobby.door("08:01:01", "OPENED"));

    assertThat(findings).isEmpty();
  }

  @Test
  void anotherVendorsReaderSeesTheSilentDevicesDoorOpenAsTheInventoryNamesIt() {
    Device listed = lobby.listed();
    listed.setDoors(Map.of("0", "Gate", "1", "Yard"));
    SpecificRecord[] events = {
      listed,
      trouble("SILENCE", "08:00:00"),
      Events.atDoor("Cellar", reader.granted("08:00:30", "Ann")),
      Events.atDoor("Yard", reader.granted("08:01:00", "Ben"))
    };

    List<Finding> findings = PLAY.of(events);

    assertThat(findings)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.getExplanation())
                  .isEqualTo(
                      "lobby (HQ, entrance) fell silent at 2026-11-20 08:00:00Z, and Ben was let in"
                          + " at door Yard of reader at 2026-11-20 08:01:00Z.");
              assertThat(finding.getDeviceIds()).containsExactly("lobby", "reader");
            });
  }

  @Test
  void openingsAtOtherDevicesOrInOtherZonesDoNotCount() {
    Events upstairs = Events.of("akuvox", "upstairs", "HQ", "floor 1");
    AlarmEvent tamper = Events.atDoor("Gate", lobby.alarm("08:00:00", "TAMPER", "START"));

    List<Finding> findings =
        PLAY.of(
            tamper,
            reader.granted("08:01:00", "Ann"),
            Events.atDoor(null, reader.granted("08:01:00", "Ann")),
            Events.atDoor("Gate", upstairs.granted("08:01:00", "Ann")),
            lobby.door("08:01:00", "CLOSED"),
            lobby.denied("08:01:00", "tok"));

    assertThat(findings).isEmpty();
  }

  @Test
  void aContactThatFlickersIsOneIncidentASpan() {
    List<Finding> findings =
        new Play(RULE, "period.ms", "600000")
            .inAnyOrder(
                tamper("08:00:00"),
                tamper("08:01:00"),
                lobby.granted("08:02:00", "Ann"),
                tamper("08:03:00"),
                lobby.door("08:04:00", "OPENED"),
                tamper("08:10:00"),
                lobby.granted("08:11:00", "Ben"));

    assertThat(findings)
        .extracting(Finding::getStartedAt)
        .containsExactlyInAnyOrder(
            Events.at("08:00:00").toEpochMilli(), Events.at("08:10:00").toEpochMilli());
  }

  @Test
  void saysTheSameInAnyOrder() {
    List<Finding> findings =
        PLAY.inAnyOrder(
            tamper("08:00:00"),
            trouble("RESTART", "08:00:30"),
            lobby.granted("08:01:00", "Ann"),
            lobby.door("08:01:01", "OPENED"),
            trouble("SILENCE", "08:03:00"),
            forced(lobby, "08:04:00"),
            lobby.granted("08:30:00", "Ben"));

    assertThat(findings)
        .extracting(finding -> finding.getAttributes().get("trouble"))
        .containsExactlyInAnyOrder("TAMPER", "RESTART", "SILENCE");
  }

  @Test
  void aDeviceWithoutZoneHasOneOfItsOwn() {
    Events hut = Events.of("twon", "hut", null, null);
    Events shed = Events.of("twon", "shed", null, null);

    List<Finding> findings =
        PLAY.of(
            Events.atDoor("Gate", hut.alarm("08:00:00", "TAMPER", "START")),
            Events.atDoor("Gate", shed.granted("08:01:00", "Ann")),
            Events.atDoor("Gate", hut.granted("08:02:00", "Ben")));

    assertThat(findings).extracting(Finding::getPersonName).containsExactly("Ben");
  }

  private AlarmEvent tamper(String time) {
    return Events.atDoor(null, lobby.alarm(time, "TAMPER", "START"));
  }

  /** As the device tells it, which names no door. */
  private SpecificRecord trouble(String kind, String time) {
    return switch (kind) {
      case "TAMPER" -> tamper(time);
      case "SILENCE" -> Events.atDoor(null, lobby.device(time, "OFFLINE", null));
      default -> Events.atDoor(null, lobby.device(time, "SYSTEM", "startup"));
    };
  }

  private static AlarmEvent forced(Events device, String time) {
    return device.alarm(time, "FORCED_DOOR", "START");
  }
}
