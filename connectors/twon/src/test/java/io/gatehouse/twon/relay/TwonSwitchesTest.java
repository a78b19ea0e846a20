package io.gatehouse.twon.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatehouse.engine.CommandRejected;
import io.gatehouse.engine.DeviceRefusal;
import io.gatehouse.engine.PreparedCommand;
import io.gatehouse.simulators.TwonOptions;
import io.gatehouse.simulators.TwonService;
import io.gatehouse.simulators.TwonSwitch;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Switches: bistable, monostable, locked and held ones. */
class TwonSwitchesTest {

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

  /** 5.4.3: a bistable switch is toggled. */
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
  void aShortPulseThatIsOverIsFoundInTheLogAndNoChannelStays() {
    TwonOptions short1 = new TwonOptions().withSwitches(TwonSwitch.monostable(1, 1));
    try (CommandedTwon twon = new CommandedTwon(short1)) {
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
  void aPulseThatLastsCostsNoLookIntoTheLog() {
    TwonOptions options = new TwonOptions().withSwitches(TwonSwitch.monostable(1, 2));
    try (CommandedTwon twon = new CommandedTwon(options)) {
      PreparedCommand prepared = twon.command("TRIGGER", "switch/1");

      assertThat(twon.evidence(prepared)).isPresent();
      assertThat(twon.device.journal().requests())
          .noneMatch(request -> request.path().startsWith("/api/log"));
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
}
