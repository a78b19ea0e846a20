package io.gatehouse.streams.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.streams.model.Finding;
import io.gatehouse.streams.model.IncidentState;
import io.gatehouse.streams.rules.AutomaticCommand;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {

  private static final String AUTOMATIC = "forced-door-0123456789abcdef01234567/LOCK";

  private final Commands commands =
      new Commands(
          Map.of(
              "forced-door",
              new AutomaticCommand("LOCK", "switch/1", List.of(), Duration.ofSeconds(10), 10)));

  @ParameterizedTest
  @ValueSource(strings = {AUTOMATIC, AUTOMATIC + "/ACCEPTED"})
  void doNotFollowAnAutomaticCommand(String evidence) {
    Finding finding = finding();
    finding.setEventIds(List.of("lobby-1", evidence));

    assertThat(commands.by(opened(finding))).isEmpty();
  }

  @Test
  void followTheCommandOfAPerson() {
    Finding finding = finding();
    finding.setEventIds(List.of("0b7e3c1c-guard/LOCK", "0b7e3c1c-guard/LOCK/ACCEPTED"));

    assertThat(commands.by(opened(finding))).hasSize(1);
  }

  @Test
  void doNotGuessWhichOfSeveralDevicesIsMeant() {
    Finding finding = finding();
    finding.setDeviceIds(List.of("lobby", "garage"));

    assertThat(commands.by(opened(finding))).isEmpty();
  }

  private static Finding finding() {
    return LifeRig.finding("i", "08:00:00", "08:00:00", null);
  }

  private static Change opened(Finding finding) {
    IncidentState state = new IncidentState();
    state.setFinding(finding);
    return new Change(Written.of(state).orElseThrow(), finding, true);
  }
}
