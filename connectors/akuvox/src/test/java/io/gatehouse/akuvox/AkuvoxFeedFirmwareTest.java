package io.gatehouse.akuvox;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.simulators.AkuvoxDateFormat;
import io.gatehouse.simulators.AkuvoxOptions;
import io.gatehouse.simulators.AkuvoxPassage;
import io.gatehouse.simulators.AkuvoxRecord;
import io.gatehouse.simulators.AkuvoxRecord.Log;
import io.gatehouse.simulators.AkuvoxTrait;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One firmware is not like another; what is read is the same. */
class AkuvoxFeedFirmwareTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @EnumSource
  void everyFirmwareIsReadOnceAndInOrder(AkuvoxTrait trait) throws Exception {
    boolean byPost = trait == AkuvoxTrait.WRAPPED_ONLY || trait == AkuvoxTrait.POST_ONLY;
    String method = byPost ? "post" : "get";
    try (SimulatedAkuvox akuvox =
        new SimulatedAkuvox(new AkuvoxOptions().withTraits(trait), Map.of("log.method", method))) {
      akuvox.rig.start().untilQuiet();
      akuvox.emit(1);
      akuvox.untilAllArrived();
      akuvox.rig.stop();
      akuvox.emit(34);
      akuvox.rig.start();
      akuvox.untilAllArrived();
      for (int i = 0; i < 3; i++) {
        akuvox.emit(i);
        akuvox.device.play(AkuvoxPassage.CROWD);
        akuvox.untilAllArrived();
      }
      akuvox.device.play(AkuvoxPassage.CALL_MISSED);
      akuvox.untilAllArrived();
      akuvox.rig.untilQuiet();

      assertThat(persons(akuvox)).isEqualTo(personsAt(akuvox));
      assertThat(akuvox.eventIds()).doesNotHaveDuplicates();
      assertThat(akuvox.gaps()).isEmpty();
      assertThat(akuvox.rig.notices("OFFLINE")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyDateIsUnderstood(AkuvoxDateFormat format) throws Exception {
    try (SimulatedAkuvox akuvox =
        new SimulatedAkuvox(
            new AkuvoxOptions().withDateFormat(format).withZone(BERLIN),
            Map.of("log.time.zone", "Europe/Berlin"))) {
      akuvox.emit(3);
      akuvox.rig.start();
      akuvox.untilAllArrived();

      assertThat(times(akuvox)).isEqualTo(timesAt(akuvox));
      assertThat(akuvox.rig.deviceEvents())
          .allSatisfy(
              event -> {
                assertThat(SimulatedAkuvox.attribute(event, "timeZone")).isEqualTo("Europe/Berlin");
                assertThat(SimulatedAkuvox.attribute(event, "timeZoneBasis"))
                    .isEqualTo("configured");
              });
    }
  }

  @Test
  void aPostIsTheSameAsAGet() throws Exception {
    try (SimulatedAkuvox akuvox =
        new SimulatedAkuvox(new AkuvoxOptions(), Map.of("log.method", "post"))) {
      akuvox.emit(25);
      akuvox.rig.start();
      akuvox.untilAllArrived();
      akuvox.emit(2);
      akuvox.untilAllArrived();

      assertThat(akuvox.arrived()).isEqualTo(akuvox.emitted());
      assertThat(akuvox.device.journal().requests()).allMatch(r -> r.method().equals("POST"));
    }
  }

  @Test
  void aPictureThatComesLaterIsAnUpdateOnce() throws Exception {
    AkuvoxOptions late = new AkuvoxOptions().withPictureDelay(Duration.ofMinutes(1));
    try (SimulatedAkuvox akuvox = new SimulatedAkuvox(late, Map.of())) {
      akuvox.device.play(AkuvoxPassage.CALL_MISSED);
      akuvox.rig.start();
      akuvox.untilAllArrived();
      akuvox.device.clock().advance(Duration.ofMinutes(2));
      akuvox.rig.until(written -> akuvox.rig.deviceEvents().size() == 2);
      akuvox.rig.stop().start().untilQuiet();

      assertThat(akuvox.rig.deviceEvents()).hasSize(2);
      Struct first = akuvox.rig.deviceEvents().get(0);
      Struct update = akuvox.rig.deviceEvents().get(1);
      assertThat(update.getString("type")).isEqualTo("SECOND_REPORT");
      assertThat(SimulatedAkuvox.attribute(update, "eventId"))
          .isEqualTo(first.getString("eventId"));
      assertThat(SimulatedAkuvox.attribute(update, "picture")).startsWith("http");
      assertThat(update.getString("eventId")).isNotEqualTo(first.getString("eventId"));
    }
  }

  private static List<String> persons(SimulatedAkuvox akuvox) {
    return akuvox.rig.deviceEvents().stream()
        .map(
            event ->
                event.schema().field("personName") == null
                    ? "call " + SimulatedAkuvox.attribute(event, "name")
                    : event.getString("personName"))
        .toList();
  }

  private static List<String> personsAt(SimulatedAkuvox akuvox) {
    return akuvox.device.journal().emitted().stream()
        .map(
            written -> {
              String name = written.fields().get("Name");
              return written.log() == Log.CALLLOG ? "call " + name : name.isEmpty() ? null : name;
            })
        .toList();
  }

  private static List<Instant> times(SimulatedAkuvox akuvox) {
    return akuvox.rig.deviceEvents().stream()
        .map(event -> ((Date) event.get("occurredAt")).toInstant())
        .toList();
  }

  private static List<Instant> timesAt(SimulatedAkuvox akuvox) {
    return akuvox.device.journal().emitted().stream()
        .map(AkuvoxRecord::at)
        .map(at -> at.truncatedTo(ChronoUnit.SECONDS))
        .toList();
  }
}
