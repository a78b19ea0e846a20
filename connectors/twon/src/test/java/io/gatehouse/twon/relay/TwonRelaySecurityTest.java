package io.gatehouse.twon.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import io.gatehouse.engine.DeviceRefusal;
import io.gatehouse.engine.PreparedCommand;
import io.gatehouse.http.HttpFailure;
import io.gatehouse.simulators.Authentication;
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

/** Services with their own authentication, accounts with few privileges. */
class TwonRelaySecurityTest {

  private static final Map<String, String> PERSON = CommandedTwon.person(Map.of());

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

  private static TwonOptions account(TwonPrivilege only) {
    return new TwonOptions().withAccounts(new TwonAccount("admin", "2n", Set.of(only)));
  }
}
