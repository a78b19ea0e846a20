package io.gatehouse.akuvox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.simulators.AkuvoxOptions;
import io.gatehouse.simulators.AkuvoxSimulator;
import io.gatehouse.simulators.AkuvoxTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator meets: validation, tasks, offsets. */
class AkuvoxSourceConnectorTest {

  private final AkuvoxSourceConnector connector = new AkuvoxSourceConnector();

  @Test
  void anAddressAndAnAccountAreEnough() {
    assertThat(errors(configuration())).isEmpty();
  }

  @Test
  void everyMistakeIsToldOnItsOption() {
    Map<String, String> props = configuration();
    props.put("log.poll.interval.ms", "1");
    props.put("log.request.pause.ms", "-1");
    props.put("log.method", "put");
    props.put("log.time.zone", "Europe/Atlantis");
    props.put("inputs.tamper", "A,D");
    props.put("inputs.idle.level", "2");
    props.put("devices.lobby.time.zone", "Mars");

    Map<String, List<String>> errors = errors(props);

    assertThat(errors)
        .containsOnlyKeys(
            "log.poll.interval.ms",
            "log.request.pause.ms",
            "log.method",
            "log.time.zone",
            "inputs.tamper",
            "inputs.idle.level",
            "devices.lobby.url");
    assertThat(errors.get("log.time.zone").get(0)).contains("Europe/Atlantis", "Europe/Berlin");
    assertThat(errors.get("devices.lobby.url").get(0)).contains("Mars", "lobby");
  }

  @Test
  void tamperInputsThatNobodyLooksAtAreRefused() {
    Map<String, String> props = configuration();
    props.put("inputs.tamper", "A");

    assertThat(errors(props)).containsOnlyKeys("inputs.tamper");

    props.put("inputs.poll", "true");
    assertThat(errors(props)).isEmpty();
  }

  @Test
  void aDeviceFileMayGiveEachDeviceItsTimeZone(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("devices.yaml"),
            """
            devices:
              - {id: lobby, url: "http://10.0.0.5", timeZone: Asia/Tokyo}
            """);
    Map<String, String> props = configuration();
    props.keySet().removeIf(option -> option.startsWith("devices"));
    props.put("devices.file", file.toString());

    assertThat(errors(props)).isEmpty();
    connector.start(props);
    assertThat(connector.taskConfigs(1).get(0).get("task.feeds")).contains("Asia/Tokyo");
    connector.stop();
  }

  @Test
  void validationContactsDevicesWhenAskedTo() {
    try (AkuvoxSimulator device =
            AkuvoxSimulator.start(new AkuvoxOptions().withTransport(AkuvoxTransport.HTTPS));
        AkuvoxSimulator strict =
            AkuvoxSimulator.start(new AkuvoxOptions().withWhitelist("192.0.2.1"))) {
      Map<String, String> props = configuration();
      props.put("devices", "lobby,strict");
      props.put("devices.lobby.url", device.url().toString());
      props.put("devices.lobby.tls", "pinned");
      props.put("devices.lobby.tls.fingerprint", device.fingerprint());
      props.put("devices.strict.url", strict.url().toString());
      props.put("validate.devices", "true");

      assertThat(errors(props)).containsOnlyKeys("devices");
      assertThat(errors(props).get("devices"))
          .singleElement()
          .asString()
          .startsWith("devices: strict: ")
          .contains("white list");
      assertThat(report(props))
          .anyMatch(line -> line.startsWith("lobby: doorlog readable"))
          .anyMatch(line -> line.contains("MAC " + device.mac()))
          .anyMatch(line -> line.contains("clock differs by"))
          .anyMatch(line -> line.contains("authenticates by Digest MD5"))
          .anyMatch(line -> line.contains(device.fingerprint()));
    }
  }

  /** A device that is asked while it answers locks up, whoever asks. */
  @Test
  void validationTakesTurnsWithARunningTask() throws Exception {
    AkuvoxOptions fragile =
        new AkuvoxOptions()
            .withServiceTime(Duration.ofMillis(20))
            .withLockUp(Duration.ofSeconds(1));
    try (SimulatedAkuvox akuvox = new SimulatedAkuvox(fragile, Map.of())) {
      akuvox.rig.start().until(written -> !akuvox.rig.notices("ONLINE").isEmpty());
      Map<String, String> props = configuration();
      props.put("devices.lobby.url", akuvox.device.url().toString());
      props.put("validate.devices", "true");

      for (int i = 0; i < 5; i++) {
        assertThat(errors(props)).isEmpty();
      }

      assertThat(akuvox.device.lockUps()).isZero();
    }
  }

  @Test
  void anOffsetThatIsNoneIsRefused() {
    Map<String, ?> partition = Map.of("device", "lobby");
    Map<String, Object> offset = new HashMap<>(AkuvoxState.unread("").toOffset());

    assertThat(connector.alterOffsets(configuration(), Map.of(partition, offset))).isTrue();
    offset.put("calllog.size", "many");

    assertThatThrownBy(() -> connector.alterOffsets(configuration(), Map.of(partition, offset)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("lobby")
        .hasMessageContaining("calllog.size")
        .hasMessageContaining("many");
  }

  private static Map<String, String> configuration() {
    Map<String, String> props = new HashMap<>();
    props.put("name", "akuvox");
    props.put("devices", "lobby");
    props.put("devices.lobby.url", "http://127.0.0.1:1");
    props.put("credentials.default.username", "admin");
    props.put("credentials.default.password", "httpapi");
    return props;
  }

  private Map<String, List<String>> errors(Map<String, String> props) {
    return connector.validate(props).configValues().stream()
        .filter(value -> !value.errorMessages().isEmpty())
        .collect(Collectors.toMap(ConfigValue::name, ConfigValue::errorMessages));
  }

  private List<String> report(Map<String, String> props) {
    return connector.validate(props).configValues().stream()
        .filter(value -> value.name().equals("validate.devices"))
        .flatMap(value -> value.recommendedValues().stream())
        .map(Object::toString)
        .toList();
  }
}
