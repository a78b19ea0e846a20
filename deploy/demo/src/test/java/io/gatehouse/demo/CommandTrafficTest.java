package io.gatehouse.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.events.RelayCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CommandTrafficTest {

  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
  private static final List<Commanded> DEVICES =
      List.of(
          new Commanded("garage", "twon", Map.of()),
          new Commanded("office", "twon", Map.of()),
          new Commanded("gate", "hikconnect", Map.of("door", "4f2a")));

  @Test
  void vendorsTakeTurnsAndSoDoTheirDevices() {
    CommandTraffic traffic = new CommandTraffic(DEVICES, 6);

    assertThat(within(Duration.ofSeconds(19), traffic))
        .extracting(RelayCommand::getDeviceId, RelayCommand::getTarget, RelayCommand::getAction)
        .map(Object::toString)
        .containsExactly(
            "(\"gate\", \"door/4f2a\", \"UNLOCK\")",
            "(\"garage\", \"switch/1\", \"TRIGGER\")",
            "(\"gate\", \"door/4f2a\", \"UNLOCK\")",
            "(\"office\", \"switch/1\", \"TRIGGER\")");
  }

  @Test
  void everyVendorGetsSoManyAMinute() {
    CommandTraffic traffic = new CommandTraffic(DEVICES, 6);

    assertThat(within(Duration.ofSeconds(59), traffic)).hasSize(12);
  }

  @Test
  void noneIsNone() {
    assertThat(within(Duration.ofMinutes(5), new CommandTraffic(DEVICES, -1))).isEmpty();
    assertThat(within(Duration.ofMinutes(5), new CommandTraffic(DEVICES, 0))).isEmpty();
  }

  @Test
  void everyCommandHasAnIdOfItsOwnAndExpires() {
    List<RelayCommand> commands = within(Duration.ofMinutes(1), new CommandTraffic(DEVICES, 6));

    assertThat(commands).extracting(RelayCommand::getCommandId).doesNotHaveDuplicates();
    assertThat(commands).allMatch(it -> it.getExpiresAt().equals(it.getIssuedAt().plusSeconds(10)));
  }

  /** Asked every second. */
  private static List<RelayCommand> within(Duration time, CommandTraffic traffic) {
    return IntStream.rangeClosed(0, (int) time.toSeconds())
        .mapToObj(START::plusSeconds)
        .flatMap(now -> traffic.due(now).stream())
        .toList();
  }
}
