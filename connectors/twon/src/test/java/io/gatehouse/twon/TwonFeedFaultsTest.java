package io.gatehouse.twon;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.engine.TaskRig;
import io.gatehouse.simulators.Authentication;
import io.gatehouse.simulators.Fault;
import io.gatehouse.simulators.TwonOptions;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Devices that answer badly, late or not at all: nothing is lost, nothing comes twice. */
class TwonFeedFaultsTest {

  static List<Fault> faults() {
    List<Fault> faults =
        new ArrayList<>(
            List.of(
                Fault.html(),
                Fault.truncatedJson(),
                Fault.cut(0),
                Fault.cut(300),
                Fault.reset(),
                Fault.silence(),
                Fault.oversized(50_000_000),
                Fault.status(500),
                Fault.status(503),
                Fault.status(429),
                Fault.status(404),
                Fault.batch(300),
                Fault.duplicate(),
                Fault.delay(Duration.ofMillis(200))));
    for (int code = 1; code <= 19; code++) {
      faults.add(Fault.error(code));
    }
    return faults;
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultOfAPullLosesAndDoublesNothing(Fault fault) throws Exception {
    try (SimulatedTwon twon = new SimulatedTwon()) {
      twon.rig.start();
      twon.untilAllArrived();
      twon.device.faults().add("/api/log/pull", 2, fault);
      twon.emit(1);
      twon.untilAllArrived();
      twon.emit(310);

      twon.untilAllArrived();
      twon.rig.untilQuiet();

      assertThat(twon.arrived()).isEqualTo(twon.emitted());
      assertThat(twon.gaps()).isEmpty();
      assertThat(twon.device.faults().pending()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultWhileConnectingIsOvercome(Fault fault) throws Exception {
    try (SimulatedTwon twon = new SimulatedTwon()) {
      twon.emit(5);
      twon.device.faults().add("*", 3, fault);

      twon.rig.start();
      twon.untilAllArrived();
      twon.rig.untilQuiet();

      assertThat(twon.arrived()).isEqualTo(twon.emitted());
      assertThat(twon.gaps()).isEmpty();
    }
  }

  @Test
  void aNonceThatIsRotatedDuringALongPollIsNoFailure() throws Exception {
    try (SimulatedTwon twon = new SimulatedTwon()) {
      twon.rig.start();
      twon.untilAllArrived();
      for (int i = 0; i < 3; i++) {
        twon.device.rotateNonces();
        twon.emit(2);
        twon.untilAllArrived();
      }

      assertThat(twon.arrived()).isEqualTo(twon.emitted());
      assertThat(twon.rig.notices("OFFLINE")).isEmpty();
    }
  }

  @Test
  void unknownEventsAndMissingParametersAreKept() throws Exception {
    try (SimulatedTwon twon = new SimulatedTwon()) {
      twon.device.emit("TeapotBoiled", Map.of("spout", 7));
      twon.device.emit("UserAuthenticated");
      twon.device.emit("CallStateChanged", Map.of());

      twon.rig.start();
      twon.untilAllArrived();

      assertThat(twon.arrived()).isEqualTo(twon.emitted());
      assertThat(twon.rig.deviceEvents().get(1).getString("type")).isEqualTo("UNKNOWN");
      assertThat(twon.rig.deviceEvents().get(1).getString("raw")).contains("\"spout\":7");
    }
  }

  @Test
  void aWrongPasswordIsSaidAndEndsNothing() throws Exception {
    offlineBecause(
        SimulatedTwon.options(), Map.of("credentials.default.password", "wrong"), "unauthorized");
  }

  @Test
  void basicWhereDigestIsWantedIsSaid() throws Exception {
    offlineBecause(SimulatedTwon.options(), Map.of("authentication", "basic"), "unauthorized");
  }

  @Test
  void digestWhereBasicIsWantedIsSaid() throws Exception {
    offlineBecause(
        SimulatedTwon.options().withAuthentication(Authentication.BASIC),
        Map.of("authentication", "digest"),
        "unauthorized");
  }

  @Test
  void anUntrustedCertificateIsSaidWithItsFingerprint() throws Exception {
    try (SimulatedTwon twon =
        new SimulatedTwon(
            SimulatedTwon.options().withTransport(TwonOptions.Transport.HTTPS), Map.of())) {
      twon.rig.start().until(written -> !twon.rig.notices("OFFLINE").isEmpty());

      Map<String, String> said = twon.rig.notices("OFFLINE").get(0).getMap("attributes");
      assertThat(said).containsEntry("cause", "fatal");
      assertThat(said.get("message").replace(":", "").toLowerCase(java.util.Locale.ROOT))
          .contains(twon.device.fingerprint().replace(":", "").toLowerCase(java.util.Locale.ROOT));
    }
  }

  @Test
  void aPinnedCertificateIsTrusted() throws Exception {
    TwonOptions https = SimulatedTwon.options().withTransport(TwonOptions.Transport.HTTPS);
    String fingerprint;
    try (SimulatedTwon twon = new SimulatedTwon(https, Map.of())) {
      fingerprint = twon.device.fingerprint();
      try (TaskRig rig =
          new TaskRig(
              new Twon(),
              twon.device.url(),
              SimulatedTwon.with(Map.of("tls", "pinned", "tls.fingerprint", fingerprint)))) {
        rig.start().until(written -> !rig.deviceEvents().isEmpty());

        assertThat(rig.notices("OFFLINE")).isEmpty();
      }
    }
  }

  @Test
  void aHostThatDoesNotExistIsSaid() throws Exception {
    try (TaskRig rig =
        new TaskRig(new Twon(), URI.create("http://no-such-host.invalid"), SimulatedTwon.OPTIONS)) {
      rig.start().until(written -> !rig.notices("OFFLINE").isEmpty());

      assertThat(rig.notices("OFFLINE").get(0).<String, String>getMap("attributes"))
          .containsEntry("cause", "transient");
    }
  }

  @Test
  void aPinIsInNoRecordAndACardOnlyAsAToken() throws Exception {
    try (SimulatedTwon twon = new SimulatedTwon()) {
      twon.device.emit("CodeEntered", Map.of("code", "86420", "valid", true, "type", "user"));
      twon.device.emit("CodeEntered", Map.of("code", 86420, "valid", "false"));
      twon.device.emit("DtmfEntered", Map.of("code", "86420", "call", 3));
      twon.device.emit("NeverSeenBefore", Map.of("Code", List.of("86420")));
      for (String key : List.of("8", "6", "4", "2", "0")) {
        twon.device.emit("KeyPressed", Map.of("key", key));
      }
      twon.device.emit("CardEntered", Map.of("uid", "4BD9E903", "valid", true, "ap", 0));

      twon.rig.start();
      twon.untilAllArrived();

      String all = twon.rig.written().toString();
      assertThat(all).doesNotContain("86420", "4BD9E903", "\"key\":\"8\"", "\"key\":\"6\"");
      assertThat(twon.rig.deviceEvents().get(10).getString("credential")).matches("[0-9a-f]{32}");
    }
  }

  private static void offlineBecause(
      TwonOptions simulated, Map<String, String> options, String cause) throws Exception {
    try (SimulatedTwon twon = new SimulatedTwon(simulated, options)) {
      twon.rig.start().until(written -> !twon.rig.notices("OFFLINE").isEmpty());

      assertThat(twon.rig.notices("OFFLINE").get(0).<String, String>getMap("attributes"))
          .containsEntry("cause", cause);
      assertThat(twon.rig.deviceEvents()).isEmpty();
      twon.rig.untilQuiet();
    }
  }
}
