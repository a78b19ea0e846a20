package io.gatehouse.twon.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatehouse.engine.CommandRejected;
import io.gatehouse.engine.DeviceRefusal;
import io.gatehouse.engine.PreparedCommand;
import io.gatehouse.http.HttpFailure;
import io.gatehouse.simulators.Fault;
import io.gatehouse.simulators.TwonOptions;
import io.gatehouse.simulators.TwonService;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Access points and the lift. */
class TwonGrantsTest {

  private static final String NOBODY = "00000000-0000-0000-0000-000000000000";
  private static final Map<String, String> PERSON = CommandedTwon.person(Map.of());

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
}
