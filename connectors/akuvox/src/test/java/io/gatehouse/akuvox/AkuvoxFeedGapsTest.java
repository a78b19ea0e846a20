package io.gatehouse.akuvox;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.simulators.AkuvoxOptions;
import io.gatehouse.simulators.AkuvoxRecord.Log;
import io.gatehouse.simulators.AkuvoxTrait;
import io.gatehouse.simulators.Fault;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

/** What cannot be recovered is said, once, with the right reason. */
class AkuvoxFeedGapsTest {

  @Test
  void aLogThatWasClearedIsAGapAndWhatFollowsIsRead() throws Exception {
    AkuvoxOptions restarting = new AkuvoxOptions().withTraits(AkuvoxTrait.IDS_RESTART);
    try (SimulatedAkuvox akuvox = new SimulatedAkuvox(restarting, Map.of())) {
      akuvox.emit(15);
      akuvox.rig.start();
      akuvox.untilAllArrived();
      akuvox.device.clear(Log.DOORLOG);
      akuvox.rig.until(written -> !akuvox.gaps().isEmpty());
      akuvox.rig.stop().start();
      akuvox.emit(4);

      akuvox.untilAllArrived();
      akuvox.rig.untilQuiet();

      assertThat(akuvox.gaps()).containsExactly("LOG_CLEARED");
      Struct gap = akuvox.rig.notices("GAP").get(0);
      assertThat(SimulatedAkuvox.attribute(gap, "log")).isEqualTo("doorlog");
      assertThat(SimulatedAkuvox.attribute(gap, "certain")).isEqualTo("false");
      assertThat(akuvox.arrived()).isEqualTo(akuvox.emitted());
      assertThat(akuvox.eventIds()).doesNotHaveDuplicates();
    }
  }

  @Test
  void aLogThatWasClearedAndFilledAgainIsAGap() throws Exception {
    try (SimulatedAkuvox akuvox = new SimulatedAkuvox()) {
      akuvox.emit(15);
      akuvox.rig.start();
      akuvox.untilAllArrived();
      akuvox.rig.stop();
      akuvox.device.clear(Log.DOORLOG);
      akuvox.emit(12);
      akuvox.rig.start();

      akuvox.untilAllArrived();
      akuvox.rig.untilQuiet();

      assertThat(akuvox.gaps()).containsExactly("LOG_CLEARED");
      assertThat(akuvox.arrived()).isEqualTo(akuvox.emitted());
    }
  }

  @Test
  void aLogThatWrappedBeyondWhatIsRememberedIsAGap() throws Exception {
    try (SimulatedAkuvox akuvox =
        new SimulatedAkuvox(new AkuvoxOptions().withLogSize(100), Map.of())) {
      akuvox.emit(120);
      akuvox.rig.start().until(written -> akuvox.rig.deviceEvents().size() == 100);
      akuvox.emit(5);
      akuvox.rig.until(written -> akuvox.rig.deviceEvents().size() == 105);
      akuvox.rig.stop();
      akuvox.emit(130);
      akuvox.rig.start().until(written -> akuvox.rig.deviceEvents().size() == 205);
      akuvox.rig.untilQuiet();

      assertThat(akuvox.gaps()).containsExactly("RING_OVERFLOW");
      assertThat(akuvox.arrived().subList(105, 205)).isEqualTo(akuvox.emitted().subList(155, 255));
    }
  }

  @Test
  void aFullLogThatStillReachesBackIsNoGap() throws Exception {
    try (SimulatedAkuvox akuvox =
        new SimulatedAkuvox(new AkuvoxOptions().withLogSize(100), Map.of())) {
      akuvox.emit(100);
      akuvox.rig.start();
      akuvox.untilAllArrived();
      akuvox.rig.stop();
      akuvox.emit(95);
      akuvox.rig.start();

      akuvox.untilAllArrived();
      akuvox.rig.untilQuiet();

      assertThat(akuvox.gaps()).isEmpty();
      assertThat(akuvox.arrived()).isEqualTo(akuvox.emitted());
    }
  }

  @Test
  void aLogThatSeemsEmptyForOnceIsNoGap() throws Exception {
    try (SimulatedAkuvox akuvox = new SimulatedAkuvox()) {
      akuvox.emit(15);
      akuvox.rig.start();
      akuvox.untilAllArrived();
      akuvox.device.faults().add("/api/doorlog/get", 1, Fault.empty());
      akuvox.rig.until(written -> akuvox.device.faults().pending() == 0);
      akuvox.emit(1);

      akuvox.untilAllArrived();
      akuvox.rig.untilQuiet();

      assertThat(akuvox.gaps()).isEmpty();
      assertThat(akuvox.arrived()).isEqualTo(akuvox.emitted());
    }
  }

  /** Told twice it is believed, but if that was wrong, nothing is doubled. */
  @Test
  void aLogThatSeemsEmptyForLongDoublesNothing() throws Exception {
    try (SimulatedAkuvox akuvox = new SimulatedAkuvox()) {
      akuvox.emit(15);
      akuvox.rig.start();
      akuvox.untilAllArrived();
      akuvox.device.faults().add("/api/doorlog/get", 4, Fault.empty());
      akuvox.rig.until(written -> akuvox.device.faults().pending() == 0);
      akuvox.emit(1);

      akuvox.untilAllArrived();
      akuvox.rig.untilQuiet();

      assertThat(akuvox.gaps()).containsExactly("LOG_CLEARED");
      assertThat(akuvox.arrived()).isEqualTo(akuvox.emitted());
    }
  }

  @Test
  void recordsTakenOutOfALogAreToldWithTheirNumber() throws Exception {
    try (SimulatedAkuvox akuvox = new SimulatedAkuvox()) {
      akuvox.emit(5);
      akuvox.rig.start();
      akuvox.untilAllArrived();
      delete(akuvox, "2");
      delete(akuvox, "4");
      akuvox.rig.until(written -> akuvox.gaps().size() == 2);
      akuvox.emit(1);
      akuvox.untilAllArrived();
      akuvox.rig.untilQuiet();

      assertThat(akuvox.gaps()).containsExactly("LOG_CLEARED", "LOG_CLEARED");
      assertThat(SimulatedAkuvox.attribute(akuvox.rig.notices("GAP").get(0), "removed"))
          .isEqualTo("1");
      assertThat(akuvox.arrived()).isEqualTo(akuvox.emitted());
    }
  }

  @Test
  void anotherDeviceAtTheAddressIsToldAndReadFromItsBeginning() throws Exception {
    try (SimulatedAkuvox akuvox = new SimulatedAkuvox()) {
      akuvox.emit(3);
      akuvox.rig.start();
      akuvox.untilAllArrived();
      String before = akuvox.device.mac();
      akuvox.device.stopListening();
      akuvox.rig.until(written -> !akuvox.rig.notices("OFFLINE").isEmpty());
      akuvox.device.replace("0C:11:05:AA:BB:CC");
      akuvox.emit(3);
      akuvox.device.startListening();
      akuvox.rig.until(written -> akuvox.rig.deviceEvents().size() == 6);

      assertThat(akuvox.gaps()).containsExactly("DEVICE_REPLACED");
      assertThat(akuvox.rig.deviceEvents().subList(3, 6))
          .allSatisfy(event -> assertThat(event.getBoolean("recovered")).isTrue());
      Struct replaced = akuvox.rig.notices("REPLACED").get(0);
      assertThat(SimulatedAkuvox.attribute(replaced, "oldSerialNumber")).isEqualTo(before);
      assertThat(SimulatedAkuvox.attribute(replaced, "newSerialNumber"))
          .isEqualTo("0C:11:05:AA:BB:CC");
    }
  }

  @Test
  void aClockThatIsSetIsToldAndNothingIsLost() throws Exception {
    try (SimulatedAkuvox akuvox = new SimulatedAkuvox()) {
      akuvox.emit(3);
      akuvox.rig.start();
      akuvox.untilAllArrived();
      akuvox.device.clock().set(akuvox.device.clock().now().minus(Duration.ofHours(3)));
      akuvox.emit(3);
      akuvox.untilAllArrived();
      akuvox.device.faults().add("*", 1, Fault.status(500));
      akuvox.rig.until(written -> !akuvox.rig.notices("CLOCK_JUMP").isEmpty());

      Struct jump = akuvox.rig.notices("CLOCK_JUMP").get(0);
      assertThat(Long.parseLong(SimulatedAkuvox.attribute(jump, "seconds")))
          .isBetween(-3 * 3_600L - 2, -3 * 3_600L + 2);
      assertThat(akuvox.arrived()).isEqualTo(akuvox.emitted());
      assertThat(akuvox.gaps()).isEmpty();
    }
  }

  private static void delete(SimulatedAkuvox akuvox, String id) throws Exception {
    akuvox.rig.untilQuiet();
    akuvox.device.remove(Log.DOORLOG, id);
  }
}
