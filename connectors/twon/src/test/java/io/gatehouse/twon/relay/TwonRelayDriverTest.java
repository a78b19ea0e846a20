package io.gatehouse.twon.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import io.gatehouse.engine.CommandRejected;
import io.gatehouse.engine.DeviceRefusal;
import io.gatehouse.engine.PreparedCommand;
import io.gatehouse.http.HttpFailure;
import io.gatehouse.simulators.Authentication;
import io.gatehouse.simulators.Fault;
import io.gatehouse.simulators.TwonAccount;
import io.gatehouse.simulators.TwonJournal;
import io.gatehouse.simulators.TwonOptions;
import io.gatehouse.simulators.TwonPrivilege;
import io.gatehouse.simulators.TwonService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is special about commanding 2N devices. */
class TwonRelayDriverTest {

  private static final String NOBODY = "00000000-0000-0000-0000-000000000000";
  private static final Map<String, String> PERSON = CommandedTwon.person(Map.of());

  @Test
  void targetsAreEnabledSwitchesOutputsAccessPointsAndTheLift() {
    try (CommandedTwon twon = new CommandedTwon(new TwonOptions())) {
      assertThat(twon.targets())
          .containsExactly(
              "switch/1",
              "switch/2",
              "switch/3",
              "output/relay1",
              "output/relay2",
              "output/relay3",
              "output/led_secured",
              "accesspoint/0",
              "accesspoint/1",
              "lift/1");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ON, output/input1, output/relay1",
    "ON, switch/9, switch/1",
    "BLOCK_ACCESS, accesspoint/2, accesspoint/0"
  })
  void whatTheDeviceDoesNotHaveIsNoTarget(String action, String target, String known) {
    try (CommandedTwon twon = new CommandedTwon(new TwonOptions())) {
      assertThatThrownBy(() -> twon.prepare(action, target))
          .isInstanceOf(CommandRejected.class)
          .hasMessageContaining(target)
          .hasMessageContaining(known);
      assertThat(twon.orders()).isEmpty();
    }
  }

  @Test
  void aDeviceWithoutALiftHasNone() {
    TwonOptions noLift = new TwonOptions().withRefusedFunction("/api/lift/grantaccess", 1);
    try (CommandedTwon twon = new CommandedTwon(noLift)) {
      assertThat(twon.targets()).doesNotContain("lift/1");
      assertThatThrownBy(() -> twon.prepare("GRANT_ACCESS", "lift/1", PERSON))
          .isInstanceOf(CommandRejected.class);
    }
  }

  @Test
  void targetsAreAskedForOnceAndAgainForOneThatIsNotAmongThem() {
    try (CommandedTwon twon = new CommandedTwon(new TwonOptions())) {
      twon.command("ON", "switch/2");
      twon.command("OFF", "switch/2");
      assertThat(requests(twon, "/api/switch/caps")).hasSize(1);

      assertThatThrownBy(() -> twon.prepare("ON", "switch/4")).isInstanceOf(CommandRejected.class);

      assertThat(requests(twon, "/api/switch/caps")).hasSize(2);
    }
  }

  @Test
  void everyServiceIsChallengedByItselfAndNoOrderIs() {
    try (CommandedTwon twon =
        new CommandedTwon(
            new TwonOptions()
                .withDigestAlgorithms("SHA-256", "MD5")
                .withAuthentication(TwonService.IO, Authentication.NONE))) {
      twon.command("ON", "switch/2");
      twon.command("ON", "output/relay3");
      twon.command("BLOCK_ACCESS", "accesspoint/1");

      assertThat(twon.orders())
          .extracting(TwonJournal.Request::path, TwonJournal.Request::status)
          .containsExactly(
              tuple("/api/switch/ctrl", 200),
              tuple("/api/io/ctrl", 200),
              tuple("/api/accesspoint/blocking/ctrl", 200));
      assertThat(twon.device.journal().requests())
          .filteredOn(request -> request.status() == 401)
          .extracting(TwonJournal.Request::path)
          .containsExactly("/api/switch/caps", "/api/accesspoint/blocking/status");
    }
  }

  @Test
  void aNonceThatAgesBeforeTheOrderLeavesItUnsentAndTheNextOneGoes() {
    try (CommandedTwon twon = new CommandedTwon(new TwonOptions())) {
      PreparedCommand prepared = twon.prepare("TRIGGER", "switch/1");
      twon.device.rotateNonces();

      HttpFailure failure = catchThrowableOfType(HttpFailure.class, () -> twon.send(prepared));

      assertThat(failure.maybeSent()).isFalse();
      assertThat(twon.actuations()).isEmpty();
      twon.command("TRIGGER", "switch/1");
      assertThat(twon.actuations()).containsExactly("switch/1 trigger");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TRIGGER, switch/1, /api/switch/status",
    "ON, output/relay1, /api/io/status",
    "UNBLOCK_ACCESS, accesspoint/0, /api/accesspoint/blocking/status",
    "GRANT_ACCESS, accesspoint/0, /api/accesspoint/blocking/status",
    "GRANT_ACCESS, lift/1, /api/accesspoint/blocking/status"
  })
  void anOrderThatHadToWaitHasItsNonceRenewed(String action, String target, String harmless) {
    try (CommandedTwon twon = new CommandedTwon(new TwonOptions())) {
      PreparedCommand prepared =
          twon.prepare(action, target, action.equals("GRANT_ACCESS") ? PERSON : Map.of());
      twon.clock.advance(Duration.ofSeconds(2));
      twon.device.rotateNonces();

      twon.send(prepared);

      List<TwonJournal.Request> requests = twon.device.journal().requests();
      assertThat(requests.get(requests.size() - 2).path()).isEqualTo(harmless);
      assertThat(twon.orders()).hasSize(1);
      assertThat(twon.actuations()).hasSize(1);
    }
  }

  @Test
  void aWrongPasswordIsSaidBeforeAnythingIsSent() {
    try (CommandedTwon twon = new CommandedTwon(new TwonOptions(), "wrong")) {
      DeviceRefusal refusal =
          catchThrowableOfType(DeviceRefusal.class, () -> twon.prepare("ON", "switch/1"));

      assertThat(refusal.code()).isEqualTo("9");
      assertThat(refusal).hasMessageContaining("password").hasMessageNotContaining("wrong");
      assertThatThrownBy(twon::targets).isInstanceOf(DeviceRefusal.class);
      assertThat(twon.orders()).isEmpty();
    }
  }

  @Test
  void aServiceThatIsSwitchedOffIsSaidBeforeAnythingIsSent() {
    try (CommandedTwon twon =
        new CommandedTwon(new TwonOptions().withDisabled(TwonService.SWITCH))) {
      DeviceRefusal refusal =
          catchThrowableOfType(DeviceRefusal.class, () -> twon.prepare("ON", "switch/1"));

      assertThat(refusal.code()).isEqualTo("4");
      assertThat(twon.targets()).contains("output/relay1").doesNotContain("switch/1");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ON, switch/1, IO_CONTROL",
    "ON, output/relay1, IO_MONITORING",
    "BLOCK_ACCESS, accesspoint/0, ACCESS_MONITORING"
  })
  void aMissingPrivilegeIsTheDevicesToTell(String action, String target, TwonPrivilege other) {
    try (CommandedTwon twon = new CommandedTwon(account(other))) {
      PreparedCommand prepared = twon.prepare(action, target);

      DeviceRefusal refusal = catchThrowableOfType(DeviceRefusal.class, () -> twon.send(prepared));

      assertThat(refusal.code()).isEqualTo("10");
      assertThat(refusal).hasMessageContaining("privilege");
      assertThat(twon.actuations()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ON, output/relay2, IO_CONTROL, output/relay2 on",
    "BLOCK_ACCESS, accesspoint/0, ACCESS_CONTROL, blocking/0 on"
  })
  void whoMayOnlyCommandCommandsUnseen(
      String action, String target, TwonPrivilege only, String actuation) {
    try (CommandedTwon twon = new CommandedTwon(account(only))) {
      PreparedCommand sent = twon.command(action, target);

      assertThat(sent.isConfirmable()).isFalse();
      assertThat(twon.evidence(sent)).isEmpty();
      assertThat(twon.actuations()).containsExactly(actuation);
    }
  }

  @Test
  void whoMayOnlyCommandGrantsAccessAndSeesItInTheLog() {
    try (CommandedTwon twon = new CommandedTwon(account(TwonPrivilege.ACCESS_CONTROL))) {
      PreparedCommand door = twon.command("GRANT_ACCESS", "accesspoint/1", PERSON);
      PreparedCommand lift = twon.command("GRANT_ACCESS", "lift/1", PERSON);

      assertThat(twon.evidence(door)).hasValue("ApiAccessRequested 2");
      assertThat(twon.evidence(lift).orElseThrow()).startsWith("LiftFloorsEnabled ");
      assertThat(twon.actuations()).containsExactly("access/1 grant", "lift grant");
    }
  }

  /** 5.17.3: success says that the question was answered. */
  @ParameterizedTest
  @CsvSource({
    "accesspoint/0, " + NOBODY + ", invalidCredential",
    "accesspoint/1, 621a5a49-1f8b-d34c-9a8b-881055864deb, invalidAp"
  })
  void accessThatIsNotGrantedIsARefusal(String target, String user, String reason) {
    try (CommandedTwon twon = new CommandedTwon(new TwonOptions())) {
      PreparedCommand prepared = twon.prepare("GRANT_ACCESS", target, Map.of("user", user));

      DeviceRefusal refusal = catchThrowableOfType(DeviceRefusal.class, () -> twon.send(prepared));

      assertThat(refusal.code()).isEqualTo(reason);
      assertThat(twon.evidence(prepared)).isEmpty();
      assertThat(twon.actuations()).isEmpty();
    }
  }

  @Test
  void aBlockedAccessPointLetsNobodyInAndIsUnblocked() {
    try (CommandedTwon twon = new CommandedTwon(new TwonOptions())) {
      PreparedCommand blocked = twon.command("BLOCK_ACCESS", "accesspoint/0");
      assertThat(twon.evidence(blocked)).hasValue("{\"id\":0,\"blocked\":true}");

      assertThatThrownBy(() -> twon.command("GRANT_ACCESS", "accesspoint/0", PERSON))
          .isInstanceOf(DeviceRefusal.class)
          .hasMessageContaining("UNBLOCK_ACCESS");

      twon.command("UNBLOCK_ACCESS", "accesspoint/0");
      twon.command("GRANT_ACCESS", "accesspoint/0", PERSON);
      assertThat(twon.actuations())
          .containsExactly("blocking/0 on", "blocking/0 off", "access/0 grant");
    }
  }

  @Test
  void aDisabledAccessPointRejects() {
    try (CommandedTwon twon = new CommandedTwon(new TwonOptions().withAccessPoints(0))) {
      assertThat(
              catchThrowableOfType(
                      DeviceRefusal.class, () -> twon.command("BLOCK_ACCESS", "accesspoint/1"))
                  .code())
          .isEqualTo("18");
    }
  }

  @Test
  void aPersonWhomTheLiftDoesNotKnowIsRefused() {
    try (CommandedTwon twon = new CommandedTwon(new TwonOptions())) {
      assertThat(
              catchThrowableOfType(
                      DeviceRefusal.class,
                      () -> twon.command("GRANT_ACCESS", "lift/1", Map.of("user", NOBODY)))
                  .code())
          .isEqualTo("12");
    }
  }

  /** 5.4.3: error 14 "action failed". */
  @Test
  void aLockedSwitchRefusesToGoOn() {
    try (CommandedTwon twon = new CommandedTwon(new TwonOptions())) {
      PreparedCommand locked = twon.command("LOCK", "switch/1");
      assertThat(twon.evidence(locked).orElseThrow()).contains("\"locked\":true");

      DeviceRefusal refusal =
          catchThrowableOfType(DeviceRefusal.class, () -> twon.command("ON", "switch/1"));

      assertThat(refusal.code()).isEqualTo("14");
      assertThat(refusal).hasMessageContaining("locked");
      assertThat(twon.actuations()).containsExactly("switch/1 lock");
    }
  }

  /** 1.5 of what is known of real devices: not idempotent. */
  @Test
  void aTriggerTogglesABistableSwitchAndEvidenceIsTheOtherState() {
    try (CommandedTwon twon = new CommandedTwon(new TwonOptions())) {
      PreparedCommand on = twon.command("TRIGGER", "switch/2");
      assertThat(twon.evidence(on).orElseThrow()).contains("\"active\":true");

      PreparedCommand off = twon.command("TRIGGER", "switch/2");

      assertThat(twon.evidence(off).orElseThrow()).contains("\"active\":false");
      assertThat(twon.actuations()).containsExactly("switch/2 trigger", "switch/2 trigger");
    }
  }

  @Test
  void aTriggerThatSomebodyUndidIsNotConfirmed() {
    try (CommandedTwon twon = new CommandedTwon(new TwonOptions())) {
      PreparedCommand first = twon.command("TRIGGER", "switch/2");
      twon.command("TRIGGER", "switch/2");

      assertThat(twon.evidence(first)).isEmpty();
    }
  }

  @Test
  void aPulseThatIsOverIsFoundInTheLogAndNoChannelStays() {
    try (CommandedTwon twon = new CommandedTwon(new TwonOptions())) {
      twon.command("TRIGGER", "switch/1");
      twon.device.clock().advance(Duration.ofSeconds(6));
      PreparedCommand second = twon.command("TRIGGER", "switch/1");
      int event = twon.device.journal().emitted().size() - 1;
      twon.device.clock().advance(Duration.ofSeconds(6));

      assertThat(twon.evidence(second)).hasValue("SwitchStateChanged " + event);
      assertThat(twon.device.openChannels()).isZero();
    }
  }

  @Test
  void anEventFromBeforeIsNoEvidence() {
    try (CommandedTwon twon = new CommandedTwon(new TwonOptions())) {
      twon.command("GRANT_ACCESS", "accesspoint/0", PERSON);
      PreparedCommand lost = twon.prepare("GRANT_ACCESS", "accesspoint/0", PERSON);
      twon.device.faults().add("/api/accesspoint/grantaccess", 1, Fault.reset());

      assertThatThrownBy(() -> twon.send(lost)).isInstanceOf(HttpFailure.class);

      assertThat(twon.evidence(lost)).isEmpty();
      assertThat(twon.actuations()).containsExactly("access/0 grant");
    }
  }

  @Test
  void aReplyThatIsLostAfterOpeningIsFoundInTheLog() {
    try (CommandedTwon twon = new CommandedTwon(new TwonOptions())) {
      PreparedCommand prepared = twon.prepare("GRANT_ACCESS", "accesspoint/0", PERSON);
      twon.device.faults().add("/api/accesspoint/grantaccess", 1, Fault.cut(0));

      HttpFailure failure = catchThrowableOfType(HttpFailure.class, () -> twon.send(prepared));

      assertThat(failure.maybeSent()).isTrue();
      assertThat(twon.evidence(prepared)).isPresent();
      assertThat(twon.orders()).hasSize(1);
      assertThat(twon.actuations()).containsExactly("access/0 grant");
    }
  }

  @Test
  void aLogThatCannotBeReadHindersNoOrder() {
    try (CommandedTwon twon =
        new CommandedTwon(new TwonOptions().withDisabled(TwonService.LOGGING))) {
      PreparedCommand granted = twon.command("GRANT_ACCESS", "accesspoint/0", PERSON);
      PreparedCommand pulse = twon.command("TRIGGER", "switch/3");

      assertThat(granted.isConfirmable()).isFalse();
      assertThat(twon.evidence(pulse)).isPresent();
      assertThat(twon.actuations()).containsExactly("access/0 grant", "switch/3 trigger");
    }
  }

  @Test
  void aLogFullOfTheSameConfirmsNothing() {
    try (CommandedTwon twon = new CommandedTwon(new TwonOptions())) {
      for (int i = 0; i < 128; i++) {
        twon.device.emit(
            "ApiAccessRequested", Map.of("ap", 0, "valid", true, "uuid", CommandedTwon.JOSEPH));
      }

      assertThat(twon.prepare("GRANT_ACCESS", "accesspoint/0", PERSON).isConfirmable()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "86400"})
  void aHoldTakesATimeout(String seconds) {
    try (CommandedTwon twon = new CommandedTwon(new TwonOptions())) {
      PreparedCommand held = twon.command("HOLD", "switch/2", Map.of("timeout", seconds));

      assertThat(twon.evidence(held).orElseThrow()).contains("\"holdTimeout\":");
      twon.device.clock().advance(Duration.ofSeconds(Long.parseLong(seconds)));
      assertThat(twon.evidence(held)).isEmpty();
      assertThat(twon.evidence(twon.prepare("RELEASE", "switch/2"))).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "86401", "-1", "1.5", "", " 5", "99999999999", "five"})
  void aTimeoutOutOfItsRangeIsRejected(String seconds) {
    try (CommandedTwon twon = new CommandedTwon(new TwonOptions())) {
      CommandRejected rejected =
          catchThrowableOfType(
              CommandRejected.class,
              () -> twon.prepare("HOLD", "switch/2", Map.of("timeout", seconds)));

      assertThat(rejected.rule()).isEqualTo(CommandRejected.BAD_PARAMETER);
      assertThat(rejected).hasMessageContaining("'" + seconds + "'").hasMessageContaining("86400");
      assertThat(twon.device.journal().requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TRIGGER, switch/1, timeout",
    "ON, switch/1, response",
    "HOLD, switch/1, response",
    "ON, output/relay1, response",
    "BLOCK_ACCESS, accesspoint/0, user"
  })
  void aParameterThatTheActionDoesNotTakeIsRejected(String action, String target, String name) {
    try (CommandedTwon twon = new CommandedTwon(new TwonOptions())) {
      CommandRejected rejected =
          catchThrowableOfType(
              CommandRejected.class, () -> twon.prepare(action, target, Map.of(name, "4711")));

      assertThat(rejected.rule()).isEqualTo(CommandRejected.BAD_PARAMETER);
      assertThat(rejected).hasMessageContaining(name).hasMessageNotContaining("4711");
      assertThat(twon.device.journal().requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"accesspoint/0", "lift/1"})
  void accessIsGrantedToAPersonOnly(String target) {
    try (CommandedTwon twon = new CommandedTwon(new TwonOptions())) {
      assertThatThrownBy(() -> twon.prepare("GRANT_ACCESS", target))
          .isInstanceOf(CommandRejected.class)
          .hasMessageContaining("user is missing");
      assertThatThrownBy(() -> twon.prepare("GRANT_ACCESS", target, Map.of("user", "4BD9E903")))
          .isInstanceOf(CommandRejected.class)
          .hasMessageNotContaining("4BD9E903");
      assertThat(twon.device.journal().requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "601"})
  void theLiftsDurationHasBounds(String duration) {
    try (CommandedTwon twon = new CommandedTwon(new TwonOptions())) {
      Map<String, String> params = CommandedTwon.person(Map.of("duration", duration));

      assertThatThrownBy(() -> twon.prepare("GRANT_ACCESS", "lift/1", params))
          .isInstanceOf(CommandRejected.class)
          .hasMessageContaining("600");
    }
  }

  /** 1.1: 2.36 added the timeout; before, the door would be held open for ever. */
  @Test
  void firmwareThatCannotEndAHoldIsNotAskedTo() {
    try (CommandedTwon twon = new CommandedTwon(new TwonOptions().withFirmware("2.35.0.38.0"))) {
      assertThatThrownBy(() -> twon.prepare("HOLD", "switch/2", Map.of("timeout", "60")))
          .isInstanceOf(CommandRejected.class)
          .hasMessageContaining("2.35.0.38.0");

      assertThat(twon.evidence(twon.command("HOLD", "switch/2"))).isPresent();
    }
  }

  @Test
  void aHoldWhoseEndTheDeviceDoesNotShowIsNotConfirmed() {
    try (CommandedTwon twon =
        new CommandedTwon(
            new TwonOptions().withFirmware("2.35.0.38.0").withDisabled(TwonService.SYSTEM))) {
      PreparedCommand held = twon.command("HOLD", "switch/2", Map.of("timeout", "60"));

      assertThat(twon.evidence(held)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aFunctionThatOldFirmwareLacksIsARefusal(int code) {
    try (CommandedTwon twon =
        new CommandedTwon(
            new TwonOptions().withRefusedFunction("/api/accesspoint/grantaccess", code))) {
      PreparedCommand prepared = twon.prepare("GRANT_ACCESS", "accesspoint/0", PERSON);

      DeviceRefusal refusal = catchThrowableOfType(DeviceRefusal.class, () -> twon.send(prepared));

      assertThat(refusal.code()).isEqualTo("" + code);
      assertThat(refusal).hasMessageContaining("firmware");
    }
  }

  @Test
  void firmwareThatKnowsNoBlockingRefusesIt() {
    try (CommandedTwon twon =
        new CommandedTwon(
            new TwonOptions()
                .withRefusedFunction("/api/accesspoint/blocking/status", 2)
                .withRefusedFunction("/api/accesspoint/blocking/ctrl", 2))) {
      assertThat(twon.targets()).doesNotContain("accesspoint/0").contains("switch/1");
      PreparedCommand prepared = twon.prepare("BLOCK_ACCESS", "accesspoint/0");

      assertThat(catchThrowableOfType(DeviceRefusal.class, () -> twon.send(prepared)).code())
          .isEqualTo("2");
    }
  }

  private static List<TwonJournal.Request> requests(CommandedTwon twon, String path) {
    return twon.device.journal().requests().stream()
        .filter(request -> request.path().equals(path) && request.status() == 200)
        .toList();
  }

  private static TwonOptions account(TwonPrivilege only) {
    return new TwonOptions().withAccounts(new TwonAccount("admin", "2n", Set.of(only)));
  }
}
