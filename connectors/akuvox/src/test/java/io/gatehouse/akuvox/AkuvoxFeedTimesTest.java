package io.gatehouse.akuvox;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.simulators.AkuvoxOptions;
import io.gatehouse.simulators.AkuvoxRecord.Log;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

/** Devices tell local time and not its zone. */
class AkuvoxFeedTimesTest {

  private static final ZoneId KATHMANDU = ZoneId.of("Asia/Kathmandu");

  @Test
  void anOffsetThatNobodyToldIsMeasuredAtALiveRecordAndKept() throws Exception {
    try (SimulatedAkuvox akuvox =
        new SimulatedAkuvox(new AkuvoxOptions().withZone(KATHMANDU), Map.of("log.time.zone", ""))) {
      akuvox.emit(1);
      akuvox.rig.start();
      akuvox.untilAllArrived();
      akuvox.emit(1);
      akuvox.untilAllArrived();
      akuvox.rig.stop();
      akuvox.emit(1);
      akuvox.rig.start();
      akuvox.untilAllArrived();

      List<Struct> events = akuvox.rig.deviceEvents();
      assertThat(events)
          .extracting(event -> SimulatedAkuvox.attribute(event, "timeZoneBasis"))
          .containsExactly("assumed", "measured", "measured");
      assertThat(events)
          .extracting(event -> event.get("utcOffsetMinutes"))
          .containsExactly(null, 345, 345);
      assertThat(occurredAt(events.get(1))).isEqualTo(writtenAt(akuvox, 1));
      assertThat(occurredAt(events.get(2))).isEqualTo(writtenAt(akuvox, 2));
      assertThat(occurredAt(events.get(0)))
          .isEqualTo(writtenAt(akuvox, 0).plus(Duration.ofMinutes(345)));
    }
  }

  @Test
  void aWrongClockIsMeasuredAndDoesNotHideTheZone() throws Exception {
    Instant wrong = Instant.parse("2020-01-01T12:00:00Z");
    try (SimulatedAkuvox akuvox =
        new SimulatedAkuvox(
            new AkuvoxOptions().withZone(KATHMANDU).withStartTime(wrong),
            Map.of("log.time.zone", ""))) {
      akuvox.rig.start().untilQuiet();
      akuvox.emit(1);
      akuvox.untilAllArrived();

      Struct event = akuvox.rig.deviceEvents().get(0);
      assertThat(event.get("utcOffsetMinutes")).isEqualTo(345);
      assertThat(occurredAt(event)).isEqualTo(writtenAt(akuvox, 0));
      long skew = Duration.between(Instant.now(), akuvox.device.clock().now()).toMillis();
      assertThat(event.getInt64("clockSkewMs")).isBetween(skew - 2_000, skew + 2_000);
    }
  }

  @Test
  void aRecordWithoutADateHappenedWhenItWasReadAndSaysSo() throws Exception {
    try (SimulatedAkuvox akuvox =
        new SimulatedAkuvox(new AkuvoxOptions().withStartTime(Instant.EPOCH), Map.of())) {
      akuvox.rig.start().untilQuiet();
      akuvox.emit(2);
      akuvox.untilAllArrived();
      akuvox.device.clock().set(Instant.now());
      akuvox.emit(1);
      akuvox.untilAllArrived();

      Struct undated = akuvox.rig.deviceEvents().get(0);
      assertThat(akuvox.arrived()).isEqualTo(akuvox.emitted());
      assertThat(undated.get("occurredAt")).isEqualTo(undated.get("receivedAt"));
      assertThat(SimulatedAkuvox.attribute(undated, "clock")).isEqualTo("unset");
      assertThat(SimulatedAkuvox.attribute(akuvox.rig.deviceEvents().get(2), "clock")).isNull();
    }
  }

  /** Summer time ended while nobody read: the log tells by its order which hour a record is of. */
  @Test
  void theRepeatedHourIsToldByTheOrderOfTheLog() throws Exception {
    Instant beforeTheEnd = Instant.parse("2026-10-25T00:50:00Z");
    try (SimulatedAkuvox akuvox =
        new SimulatedAkuvox(
            new AkuvoxOptions().withZone(ZoneId.of("Europe/Berlin")).withStartTime(beforeTheEnd),
            Map.of("log.time.zone", "Europe/Berlin"))) {
      akuvox.emit(1);
      akuvox.device.clock().advance(Duration.ofMinutes(20));
      akuvox.emit(1);
      akuvox.device.clock().advance(Duration.ofMinutes(20));
      akuvox.emit(1);
      akuvox.device.clock().advance(Duration.ofHours(2));
      akuvox.rig.start();
      akuvox.untilAllArrived();

      List<Struct> events = akuvox.rig.deviceEvents();
      for (int i = 0; i < 3; i++) {
        assertThat(occurredAt(events.get(i))).isEqualTo(writtenAt(akuvox, i));
      }
      assertThat(events)
          .extracting(event -> SimulatedAkuvox.attribute(event, "timeIsAmbiguous"))
          .as("the first could be of either hour")
          .containsExactly("true", null, null);
    }
  }

  @Test
  void aDateThatIsNoneLosesNothing() throws Exception {
    try (SimulatedAkuvox akuvox = new SimulatedAkuvox()) {
      akuvox.device.emit(
          Log.DOORLOG,
          Map.of("Date", "31/31/2026", "Time", "late", "Name", "somebody", "Type", "Card"));
      akuvox.rig.start();
      akuvox.untilAllArrived();

      Struct event = akuvox.rig.deviceEvents().get(0);
      assertThat(event.getString("personName")).isEqualTo("somebody");
      assertThat(SimulatedAkuvox.attribute(event, "localTime")).contains("late");
    }
  }

  private static Instant occurredAt(Struct event) {
    return ((Date) event.get("occurredAt")).toInstant();
  }

  private static Instant writtenAt(SimulatedAkuvox akuvox, int index) {
    return Instant.ofEpochSecond(
        akuvox.device.journal().emitted().get(index).at().getEpochSecond());
  }
}
