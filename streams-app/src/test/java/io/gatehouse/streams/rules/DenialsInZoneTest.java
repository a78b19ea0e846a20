package io.gatehouse.streams.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.events.AccessEvent;
import io.gatehouse.streams.Events;
import io.gatehouse.streams.model.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class DenialsInZoneTest {

  private static final String RULE = "denials-in-zone";
  private static final Play PLAY = new Play(RULE);

  private final Events lobby = Events.of("twon", "lobby", "HQ", "entrance");
  private final Events reader = Events.of("hikconnect", "reader", "HQ", "entrance");
  private final Events upstairs = Events.of("akuvox", "upstairs", "HQ", "floor 1");

  @Test
  void eightAtTwoDoorsOfTwoVendorsAreAnIncident() {
    List<Finding> findings =
        PLAY.of(all(denied(lobby, 5, "08:01:00"), denied(reader, 3, "08:03:00")));

    assertThat(findings)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.getExplanation())
                  .isEqualTo(
                      "8 accesses were refused at 2 doors (HQ, entrance) from 2026-11-20 08:01:00Z"
                          + " to 2026-11-20 08:03:02Z: door Door of lobby of lobby, door Door of reader"
                          + " of reader.");
              assertThat(finding.getEventIds()).hasSize(8);
              assertThat(finding.getDeviceIds()).containsExactly("lobby", "reader");
              assertThat(finding.getDoor()).isNull();
              assertThat(finding.getZone()).isEqualTo("entrance");
              assertThat(finding.getPersonName()).isNull();
              assertThat(finding.getAttributes()).containsEntry("count", "8");
              assertThat(finding.getSeverity()).isEqualTo("MEDIUM");
            });
  }

  @Test
  void sevenAreNoneNorEightAtOneDoorOrInTwoZonesOrGranted() {
    assertThat(PLAY.of(all(denied(lobby, 4, "08:01:00"), denied(reader, 3, "08:03:00")))).isEmpty();
    assertThat(PLAY.of(all(denied(lobby, 9, "08:01:00")))).isEmpty();
    assertThat(PLAY.of(all(denied(lobby, 5, "08:01:00"), denied(upstairs, 5, "08:03:00"))))
        .isEmpty();
    assertThat(
            PLAY.of(
                all(
                    denied(lobby, 5, "08:01:00"),
                    denied(reader, 2, "08:03:00"),
                    new AccessEvent[] {reader.granted("08:03:30", "Ann")})))
        .isEmpty();
  }

  @Test
  void oneDoorThatTwoDevicesNameIsOneDoor() {
    AccessEvent[] more = denied(reader, 5, "08:02:00");
    Stream.of(more).forEach(event -> event.setDoor("Door of lobby"));

    assertThat(PLAY.of(all(denied(lobby, 5, "08:01:00"), more))).isEmpty();
  }

  @Test
  void fiveMinutesAreWithinAndAMillisecondMoreIsNot() {
    AccessEvent last = reader.denied("08:06:00", null);

    assertThat(PLAY.of(all(denied(lobby, 7, "08:01:00"), new AccessEvent[] {last}))).hasSize(1);

    last.setOccurredAt(last.getOccurredAt().plusMillis(1));
    assertThat(PLAY.of(all(denied(lobby, 7, "08:01:00"), new AccessEvent[] {last}))).isEmpty();
  }

  @Test
  void optionsSayHowManyWithinHowLongAtHowManyDoors() {
    Play strict =
        new Play(RULE, "count", "2", "doors", "1", "within.ms", "1000", "period.ms", "60000");

    assertThat(strict.of(all(denied(lobby, 1, "08:01:00"), denied(lobby, 1, "08:01:02"))))
        .isEmpty();
    assertThat(strict.of(all(denied(lobby, 2, "08:01:00")))).hasSize(1);
    assertThat(strict.of(all(denied(lobby, 2, "08:01:00"), denied(lobby, 2, "08:02:00"))))
        .hasSize(2);
  }

  @Test
  void whatBeginsInOneSpanAndEndsInTheNextIsOneIncident() {
    // Spans are quarters of an hour.
    List<Finding> findings =
        PLAY.inAnyOrder(all(denied(lobby, 4, "08:14:50"), denied(reader, 4, "08:15:30")));

    assertThat(findings)
        .extracting(finding -> finding.getAttributes().get("count"))
        .containsExactly("8");
  }

  @Test
  void anAttackThatGoesOnIsOneIncidentASpanWithItsFirstAndLastRefusals() {
    List<AccessEvent> attack = new ArrayList<>();
    for (int minute = 0; minute < 30; minute++) {
      attack.addAll(List.of(denied(lobby, 2, "08:%02d:00".formatted(minute))));
      attack.addAll(List.of(denied(reader, 2, "08:%02d:30".formatted(minute))));
    }

    List<Finding> findings = PLAY.inAnyOrder(attack.toArray(SpecificRecord[]::new));

    assertThat(findings)
        .hasSize(2)
        .allSatisfy(finding -> assertThat(finding.getEventIds()).hasSize(21));
    assertThat(findings.get(0).getUpdatedAt()).isEqualTo(Events.at("08:19:31").toEpochMilli());
    assertThat(findings.get(0).getAttributes()).containsEntry("count", "80");
  }

  @Test
  void aDeviceWithoutZoneHasOneOfItsOwn() {
    Events hut = Events.of("twon", "hut", null, null);
    Events shed = Events.of("twon", "shed", null, null);
    AccessEvent[] back = denied(hut, 4, "08:02:00");
    Stream.of(back).forEach(event -> event.setDoor("Back"));

    assertThat(PLAY.of(all(denied(hut, 4, "08:01:00"), denied(shed, 4, "08:02:00")))).isEmpty();
    assertThat(PLAY.of(all(denied(hut, 4, "08:01:00"), back))).hasSize(1);
  }

  /** So many, a second apart. */
  private static AccessEvent[] denied(Events device, int count, String from) {
    String minute = from.substring(0, 6);
    int second = Integer.parseInt(from.substring(6));
    return IntStream.range(0, count)
        .mapToObj(i -> device.denied("%s%02d".formatted(minute, second + i), null))
        .toArray(AccessEvent[]::new);
  }

  private static SpecificRecord[] all(AccessEvent[]... events) {
    return Stream.of(events).flatMap(Stream::of).toArray(SpecificRecord[]::new);
  }
}
