package io.gatehouse.akuvox;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.simulators.AkuvoxAuthMode;
import io.gatehouse.simulators.AkuvoxOptions;
import io.gatehouse.simulators.AkuvoxPassage;
import io.gatehouse.simulators.AkuvoxRecord.Log;
import io.gatehouse.simulators.AkuvoxTrait;
import io.gatehouse.simulators.AkuvoxTransport;
import io.gatehouse.simulators.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Devices that answer badly, late or not at all: nothing is lost, nothing comes twice. */
class AkuvoxFeedFaultsTest {

  static List<Fault> faults() {
    return List.of(
        Fault.html(),
        Fault.truncatedJson(),
        Fault.wrongTypes(),
        Fault.empty(),
        Fault.code("Failed"),
        Fault.code("Api unsupported"),
        Fault.cut(0),
        Fault.cut(300),
        Fault.reset(),
        Fault.silence(),
        Fault.oversized(50_000_000),
        Fault.delay(Duration.ofMillis(200)),
        Fault.status(401),
        Fault.status(403),
        Fault.status(404),
        Fault.status(429),
        Fault.status(500),
        Fault.status(503));
  }

  /** Once, because a log that is empty twice in a row is empty. */
  @ParameterizedTest
  @MethodSource("faults")
  void aFaultWhileReadingLosesAndDoublesNothing(Fault fault) throws Exception {
    try (SimulatedAkuvox akuvox = new SimulatedAkuvox()) {
      akuvox.emit(5);
      akuvox.rig.start();
      akuvox.untilAllArrived();
      akuvox.device.faults().add("/api/doorlog/get", 1, fault);
      akuvox.emit(1);
      akuvox.rig.until(written -> akuvox.device.faults().pending() == 0);
      akuvox.rig.advance(Duration.ofMinutes(11));
      akuvox.emit(30);

      akuvox.untilAllArrived();
      akuvox.rig.untilQuiet();

      assertThat(akuvox.arrived()).isEqualTo(akuvox.emitted());
      assertThat(akuvox.gaps()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultWhileConnectingIsOvercome(Fault fault) throws Exception {
    try (SimulatedAkuvox akuvox = new SimulatedAkuvox()) {
      akuvox.emit(25);
      akuvox.device.faults().add("*", 3, fault);

      akuvox.rig.start();
      akuvox.rig.until(written -> akuvox.device.faults().pending() == 0);
      akuvox.rig.advance(Duration.ofMinutes(11));
      akuvox.untilAllArrived();
      akuvox.rig.untilQuiet();

      assertThat(akuvox.arrived()).isEqualTo(akuvox.emitted());
      assertThat(akuvox.gaps()).isEmpty();
    }
  }

  @Test
  void aFaultInTheMiddleOfALongLogBeginsItAnew() throws Exception {
    try (SimulatedAkuvox akuvox = new SimulatedAkuvox()) {
      akuvox.rig.start();
      akuvox.emit(1);
      akuvox.untilAllArrived();
      akuvox.device.dropConnections();
      akuvox.emit(100);
      akuvox.device.faults().add("/api/doorlog/get", 3, Fault.truncatedJson());

      akuvox.untilAllArrived();
      akuvox.rig.untilQuiet();

      assertThat(akuvox.arrived()).isEqualTo(akuvox.emitted());
    }
  }

  @Test
  void forbiddenWithoutAChallengeIsExplainedAsTheWhiteList() throws Exception {
    try (SimulatedAkuvox akuvox =
        new SimulatedAkuvox(new AkuvoxOptions().withWhitelist("192.0.2.1"), Map.of())) {
      akuvox.rig.start().until(written -> !akuvox.rig.notices("OFFLINE").isEmpty());

      Struct offline = akuvox.rig.notices("OFFLINE").get(0);
      assertThat(SimulatedAkuvox.attribute(offline, "cause")).isEqualTo("unauthorized");
      assertThat(SimulatedAkuvox.attribute(offline, "message")).contains("white list");
    }
  }

  @Test
  void aWrongPasswordIsToldWithoutIt() throws Exception {
    Map<String, String> wrong = Map.of("credentials.default.password", "not it");
    try (SimulatedAkuvox akuvox = new SimulatedAkuvox(new AkuvoxOptions(), wrong)) {
      akuvox.rig.start().until(written -> !akuvox.rig.notices("OFFLINE").isEmpty());

      Struct offline = akuvox.rig.notices("OFFLINE").get(0);
      assertThat(SimulatedAkuvox.attribute(offline, "message")).contains("credentials");
      assertThat(offline.toString()).doesNotContain("not it");
      assertThat(akuvox.device.journal().counters().get("requests")).isLessThan(5);
    }
  }

  @Test
  void aDeviceThatMovedToHttpsIsFollowed() throws Exception {
    AkuvoxOptions moved = new AkuvoxOptions().withTransport(AkuvoxTransport.REDIRECT);
    try (SimulatedAkuvox akuvox = new SimulatedAkuvox(moved, Map.of("tls", "insecure"))) {
      akuvox.emit(12);
      akuvox.rig.start();
      akuvox.untilAllArrived();

      assertThat(akuvox.arrived()).isEqualTo(akuvox.emitted());
      assertThat(akuvox.device.journal().requests()).anyMatch(r -> r.status() == 308);
    }
  }

  @Test
  void aDeviceWithoutACallLogIsReadWithoutIt() throws Exception {
    try (SimulatedAkuvox akuvox =
        new SimulatedAkuvox(new AkuvoxOptions().withUnsupported("calllog/get"), Map.of())) {
      akuvox.emit(3);
      akuvox.rig.start();
      akuvox.untilAllArrived();
      akuvox.rig.until(written -> lastInventory(akuvox).equals("calllog"));
      akuvox.emit(3);
      akuvox.untilAllArrived();
      akuvox.rig.untilQuiet();

      assertThat(akuvox.arrived()).isEqualTo(akuvox.emitted());
      assertThat(lastInventory(akuvox)).isEqualTo("calllog");
      assertThat(
              akuvox.device.journal().requests().stream()
                  .filter(request -> request.path().contains("calllog")))
          .hasSize(1);
    }
  }

  /** What it lacks says nothing about how it wants its paths to end. */
  @ParameterizedTest
  @EnumSource(names = {"SLASH_REFUSED", "SLASH_REQUIRED"})
  void aFunctionThatIsNotFoundDoesNotDecideHowPathsEnd(AkuvoxTrait trait) throws Exception {
    try (SimulatedAkuvox akuvox =
        new SimulatedAkuvox(new AkuvoxOptions().withTraits(trait), Map.of())) {
      akuvox.device.faults().add("/api/system/info", 2, Fault.status(404));
      akuvox.emit(3);
      akuvox.rig.start();
      akuvox.untilAllArrived();

      assertThat(akuvox.arrived()).isEqualTo(akuvox.emitted());
      assertThat(akuvox.rig.notices("OFFLINE")).isEmpty();
    }
  }

  /** Of a device that is starting up. */
  @Test
  void aRefusalThatPassesLeavesNothingOut() throws Exception {
    try (SimulatedAkuvox akuvox = new SimulatedAkuvox()) {
      akuvox.emit(3);
      akuvox.rig.start();
      akuvox.untilAllArrived();
      akuvox.device.faults().add("/api/doorlog/get", 1, Fault.status(404));
      akuvox.rig.until(written -> akuvox.device.faults().pending() == 0);
      akuvox.emit(3);
      akuvox.untilAllArrived();

      assertThat(akuvox.arrived()).isEqualTo(akuvox.emitted());
    }
  }

  @Test
  void nonsenseForACallLogDoesNotKeepDoorsWaiting() throws Exception {
    try (SimulatedAkuvox akuvox = new SimulatedAkuvox()) {
      akuvox.device.faults().add("/api/calllog/get", 1_000, Fault.html());
      akuvox.rig.start();
      for (int i = 0; i < 10; i++) {
        akuvox.emit(2);
        akuvox.untilAllArrived();
      }

      assertThat(akuvox.arrived()).isEqualTo(akuvox.emitted());
      assertThat(akuvox.device.faults().pending()).as("left out after three").isEqualTo(997);
      akuvox.device.faults().clear();
      akuvox.device.play(AkuvoxPassage.CALL_MISSED);
      akuvox.rig.advance(Duration.ofMinutes(11));
      akuvox.untilAllArrived();
    }
  }

  private static String lastInventory(SimulatedAkuvox akuvox) {
    List<Struct> inventory = akuvox.rig.inventory();
    return inventory.isEmpty()
        ? ""
        : String.valueOf(SimulatedAkuvox.attribute(inventory.get(inventory.size() - 1), "lacks"));
  }

  @Test
  void aDeviceWithoutAnyLogIsOffline() throws Exception {
    try (SimulatedAkuvox akuvox =
        new SimulatedAkuvox(
            new AkuvoxOptions().withUnsupported("calllog/get", "doorlog/get"), Map.of())) {
      akuvox.rig.start().until(written -> !akuvox.rig.notices("OFFLINE").isEmpty());

      Struct offline = akuvox.rig.notices("OFFLINE").get(0);
      assertThat(SimulatedAkuvox.attribute(offline, "message")).contains("lacks the function");
    }
  }

  @Test
  void aDeviceThatTellsNothingOfItselfIsReadAllTheSame() throws Exception {
    try (SimulatedAkuvox akuvox =
        new SimulatedAkuvox(
            new AkuvoxOptions().withUnsupported("system/info", "system/status"), Map.of())) {
      akuvox.emit(3);
      akuvox.rig.start();
      akuvox.untilAllArrived();

      assertThat(akuvox.arrived()).isEqualTo(akuvox.emitted());
      assertThat(akuvox.rig.deviceEvents().get(0).get("clockSkewMs")).isNull();
    }
  }

  /** A device that is asked while it answers locks up, and these say so. */
  @Test
  void aDeviceIsNeverAskedTwiceAtATime() throws Exception {
    AkuvoxOptions fragile =
        new AkuvoxOptions()
            .withServiceTime(Duration.ofMillis(20))
            .withLockUp(Duration.ofSeconds(2));
    Map<String, String> everything = Map.of("inputs.poll", "true", "relays.poll", "true");
    try (SimulatedAkuvox akuvox = new SimulatedAkuvox(fragile, everything)) {
      akuvox.emit(40);
      akuvox.rig.start();
      akuvox.untilAllArrived();
      for (int i = 0; i < 5; i++) {
        akuvox.emit(15);
        akuvox.untilAllArrived();
      }

      assertThat(akuvox.arrived()).isEqualTo(akuvox.emitted());
      assertThat(akuvox.device.lockUps()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("authentications")
  void everyAuthenticationOfADeviceIsSpoken(AkuvoxOptions options) throws Exception {
    try (SimulatedAkuvox akuvox =
        new SimulatedAkuvox(options, Map.of("authentication", authenticationOf(options)))) {
      akuvox.emit(3);
      akuvox.rig.start();
      akuvox.untilAllArrived();
      akuvox.device.rotateNonces();
      akuvox.device.play(AkuvoxPassage.CALL_MISSED);
      akuvox.untilAllArrived();

      assertThat(akuvox.rig.notices("OFFLINE")).isEmpty();
      assertThat(akuvox.device.journal().emitted()).anyMatch(r -> r.log() == Log.CALLLOG);
    }
  }

  static List<AkuvoxOptions> authentications() {
    return List.of(
        new AkuvoxOptions().withAuthMode(AkuvoxAuthMode.NONE),
        new AkuvoxOptions().withWhitelist("127.0.0.1"),
        new AkuvoxOptions().withAuthMode(AkuvoxAuthMode.BASIC),
        new AkuvoxOptions());
  }

  /** Basic goes out over HTTP only where that was written out. */
  private static String authenticationOf(AkuvoxOptions options) {
    return options.toString().contains("authMode=BASIC") ? "basic" : "auto";
  }
}
