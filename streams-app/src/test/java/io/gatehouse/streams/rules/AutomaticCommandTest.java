package io.gatehouse.streams.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.streams.AppConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class AutomaticCommandTest {

  @Test
  void isOffByDefaultInEveryRule() {
    AppConfig config = new AppConfig(Map.of());

    assertThat(RuleBook.all())
        .allSatisfy(rule -> assertThat(AutomaticCommand.of(config.rule(rule))).isEmpty());
  }

  @Test
  void isWhatTheOptionsSay() {
    assertThat(AutomaticCommand.of(options("action", "LOCK", "target", "door/4f 2a").rule(rule())))
        .contains(
            new AutomaticCommand("LOCK", "door/4f 2a", List.of(), Duration.ofSeconds(10), 10));
  }

  @Test
  void faultsAreToldAllAtOnce() {
    assertThatThrownBy(() -> options("action", "OPEN", "target", "switch", "expires.ms", "60001"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("rule.forced-door.command.action: ")
        .hasMessageContaining("rule.forced-door.command.target: ")
        .hasMessageContaining("kind/name, such as switch/1")
        .hasMessageContaining("rule.forced-door.command.expires.ms: ");
  }

  @Test
  void anActionNeedsATarget() {
    assertThatThrownBy(() -> options("action", "LOCK"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "rule.forced-door.command.target: must say what is to act, such as switch/1, because"
                + " command.action is LOCK");
  }

  @Test
  void goesToTheOnlyDeviceOfAnIncidentIfNoneIsNamed() {
    assertThat(command().device(List.of("lobby"))).contains("lobby");
    assertThat(command().device(List.of("lobby", "garage"))).isEmpty();
  }

  @Test
  void goesToTheFirstDeviceOfAnIncidentThatIsNamed() {
    AutomaticCommand command = command("garage", "yard");

    assertThat(command.device(List.of("lobby", "yard", "garage"))).contains("yard");
    assertThat(command.device(List.of("lobby"))).isEmpty();
  }

  private static AutomaticCommand command(String... devices) {
    return new AutomaticCommand("LOCK", "switch/1", List.of(devices), Duration.ofSeconds(10), 10);
  }

  private static RuleType rule() {
    return RuleBook.all().get(0);
  }

  private static AppConfig options(String... options) {
    Map<String, String> config = new HashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      config.put("rule.forced-door.command." + options[i], options[i + 1]);
    }
    return new AppConfig(config);
  }
}
