package io.gatehouse.twon.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatehouse.engine.CommandRejected;
import io.gatehouse.engine.DeviceRefusal;
import io.gatehouse.engine.PreparedCommand;
import io.gatehouse.simulators.TwonJournal;
import io.gatehouse.simulators.TwonOptions;
import io.gatehouse.simulators.TwonService;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which targets a 2N device has. */
class TwonTargetsTest {

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
  void aServiceThatIsSwitchedOffIsSaidBeforeAnythingIsSent() {
    try (CommandedTwon twon =
        new CommandedTwon(new TwonOptions().withDisabled(TwonService.SWITCH))) {
      DeviceRefusal refusal =
          catchThrowableOfType(DeviceRefusal.class, () -> twon.prepare("ON", "switch/1"));

      assertThat(refusal.code()).isEqualTo("4");
      assertThat(twon.targets()).contains("output/relay1").doesNotContain("switch/1");
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
}
