package io.gatehouse.hikconnect;

import static io.gatehouse.simulators.HikConnectMq.ALARM;
import static io.gatehouse.simulators.HikConnectMq.RAWMSG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.simulators.HikConnectMessage;
import io.gatehouse.simulators.HikConnectSimulator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

/** What an operator meets: validation, tasks, offsets. */
class HikConnectSourceConnectorTest {

  private final HikConnectSourceConnector connector = new HikConnectSourceConnector();

  @Test
  void anAccountIsEnough() {
    assertThat(errors(configuration())).isEmpty();
  }

  @Test
  void everyMistakeIsToldOnItsOption() {
    Map<String, String> props = configuration();
    props.put("account.url", "isgp.hikcentralconnect.com");
    props.put("account.app.key", "${file:/nowhere:ak}");
    props.remove("account.secret.key");
    props.put("account.name", "my account");
    props.put("queue.batch.size", "250");
    props.put("tls", "maybe");
    props.put("devices", "gate");
    props.put("devices.gate.url", "https://10.0.0.5");

    Map<String, List<String>> errors = errors(props);

    assertThat(errors)
        .containsOnlyKeys(
            "account.url",
            "account.app.key",
            "account.secret.key",
            "account.name",
            "queue.batch.size",
            "tls",
            "devices.gate.serial");
    assertThat(errors.get("account.url").get(0)).contains("isgp", "https://host");
    assertThat(errors.get("account.app.key").get(0)).contains("config.providers");
  }

  @Test
  void keysGoInClearOnlyWhereThatWasWrittenOut() {
    Map<String, String> props = configuration();
    props.put("account.url", "http://isgp.hikcentralconnect.com");

    assertThat(errors(props)).containsOnlyKeys("account.url");
    assertThat(errors(props).get("account.url").get(0)).contains("in clear", "tls=insecure");

    props.put("tls", "insecure");
    assertThat(errors(props)).isEmpty();
  }

  @Test
  void aQueueThatIsNoneIsRefused() {
    Map<String, String> props = configuration();
    props.put("queues", "rawmsg,webhook");

    assertThat(errors(props)).containsOnlyKeys("queues");
    assertThat(errors(props).get("queues").get(0)).contains("webhook");

    props.put("queues", "rawmsg,rawmsg");
    assertThat(errors(props)).containsOnlyKeys("queues");
    props.put("queues", "");
    assertThat(errors(props)).containsOnlyKeys("queues");
  }

  @Test
  void devicesAreDescribedBySerialAndNeedNoAddress() {
    Map<String, String> props = configuration();
    props.put("devices", "gate");
    props.put("devices.gate.serial", "FH1313789");
    props.put("devices.gate.door.1", "Entrance");

    assertThat(errors(props)).isEmpty();
  }

  @Test
  void validationTellsOfEachQueueAndTakesNothingOutOfIt() {
    try (HikConnectSimulator cloud =
        HikConnectSimulator.start(
            SimulatedHikConnect.options().withHttps().withSubscribed(RAWMSG))) {
      cloud.burst(RAWMSG, 5, 1);
      Map<String, String> props = SimulatedHikConnect.config(cloud, ALARM, RAWMSG);
      props.put("tls", "pinned");
      props.put("tls.fingerprint", cloud.fingerprint());
      props.put("validate.devices", "true");

      assertThat(errors(props)).isEmpty();
      assertThat(report(props))
          .anySatisfy(line -> assertThat(line).contains("hik.rawmsg", "at least 5 messages wait"))
          .anySatisfy(line -> assertThat(line).contains("hik.alarm", "not subscribed yet"))
          .anySatisfy(line -> assertThat(line).contains("served by " + cloud.areaUrl()))
          .anySatisfy(line -> assertThat(line).contains("certificate SHA-256"));
      assertThat(cloud.journal().emitted(RAWMSG)).noneMatch(HikConnectMessage::completed);
    }
  }

  @Test
  void validationTellsThatKeysAreWrong() {
    try (HikConnectSimulator cloud = HikConnectSimulator.start(SimulatedHikConnect.options())) {
      Map<String, String> props = SimulatedHikConnect.config(cloud, RAWMSG);
      props.put("account.secret.key", "not-it");
      props.put("validate.devices", "true");

      assertThat(errors(props)).containsOnlyKeys("account.url");
      assertThat(errors(props).get("account.url").get(0))
          .contains("OPEN000002", "account.secret.key")
          .doesNotContain("not-it");
    }
  }

  @Test
  void everyQueueHasATaskOfItsOwnIfThereAreEnough() {
    Map<String, String> props = configuration();
    props.put("devices", "gate");
    props.put("devices.gate.serial", "FH1313789");
    connector.start(props);

    List<Map<String, String>> three = connector.taskConfigs(5);

    assertThat(three)
        .hasSize(3)
        .allSatisfy(task -> assertThat(task.get("task.devices")).contains("FH1313789"));
    assertThat(three.stream().map(task -> task.get("task.feeds").split("\"id\"").length))
        .containsOnly(2);
    assertThat(connector.taskConfigs(1)).hasSize(1);
    connector.stop();
  }

  @Test
  void offsetsAreThoseOfQueues() {
    Map<String, String> props = configuration();
    Map<String, String> queue = Map.of("queue", "hikconnect.rawmsg");

    assertThat(
            connector.alterOffsets(props, Map.of(queue, Map.of("sweptTo", "2026-03-01T12:00:00Z"))))
        .isTrue();
    assertThatThrownBy(
            () -> connector.alterOffsets(props, Map.of(queue, Map.of("sweptTo", "noon"))))
        .isInstanceOf(ConnectException.class)
        .hasMessageContainingAll("hikconnect.rawmsg", "noon", "2026-03-01T12:00:00Z");
    assertThatThrownBy(
            () -> connector.alterOffsets(props, Map.of(Map.of("device", "gate"), Map.of())))
        .hasMessageContaining("{\"queue\": \"<queue id>\"}");
    assertThatThrownBy(
            () -> connector.alterOffsets(props, Map.of(Map.of("queue", "other"), Map.of())))
        .hasMessageContainingAll("queue 'other'", "can only be reset");
  }

  private Map<String, List<String>> errors(Map<String, String> props) {
    return connector.validate(props).configValues().stream()
        .filter(value -> !value.errorMessages().isEmpty())
        .collect(Collectors.toMap(ConfigValue::name, ConfigValue::errorMessages));
  }

  private List<String> report(Map<String, String> props) {
    List<String> lines = new ArrayList<>();
    connector.validate(props).configValues().stream()
        .filter(value -> value.name().equals("validate.devices"))
        .forEach(value -> value.recommendedValues().forEach(line -> lines.add(line.toString())));
    return lines;
  }

  private static Map<String, String> configuration() {
    Map<String, String> props = new HashMap<>();
    props.put("name", "hik");
    props.put("account.url", "https://127.0.0.1:1");
    props.put("account.app.key", "ak");
    props.put("account.secret.key", "sk");
    return props;
  }
}
