package io.gatehouse.twon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.simulators.TwonAccount;
import io.gatehouse.simulators.TwonOptions;
import io.gatehouse.simulators.TwonPrivilege;
import io.gatehouse.simulators.TwonSimulator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.junit.jupiter.api.Test;

/** What an operator meets: validation, tasks, offsets. */
class TwonSourceConnectorTest {

  private final TwonSourceConnector connector = new TwonSourceConnector();

  @Test
  void aCompleteConfigurationHasNoErrors() {
    assertThat(errors(configuration("http://127.0.0.1:1"))).isEmpty();
  }

  @Test
  void everyMistakeIsToldOnItsOption() {
    Map<String, String> props = configuration("http://user:pw@127.0.0.1");
    props.put("twon.pull.timeout.s", "200");
    props.put("http.connect.timeout.ms", "0");
    props.put("topic.prefix", "door events.");
    props.put("authentication", "kerberos");
    props.put("tls", "maybe");

    Map<String, List<String>> errors = errors(props);

    assertThat(errors)
        .containsOnlyKeys(
            "devices.lobby.url",
            "twon.channel.duration.s",
            "http.connect.timeout.ms",
            "topic.prefix",
            "tls",
            "authentication");
    assertThat(errors.get("tls")).hasSize(1);
    assertThat(errors.get("topic.prefix").get(0)).contains("door events.");
    assertThat(errors.get("devices.lobby.url").get(0)).doesNotContain("pw");
  }

  @Test
  void optionsThatContradictEachOtherAreTold() {
    Map<String, String> props = configuration("http://127.0.0.1:1");
    props.put("twon.pull.timeout.s", "200");
    props.put("retry.backoff.ms", "5000");
    props.put("retry.backoff.max.ms", "1000");

    assertThat(errors(props)).containsOnlyKeys("twon.channel.duration.s", "retry.backoff.max.ms");
  }

  /** Times of a 2N are UTC: a zone given to it would be a misunderstanding. */
  @Test
  void aTimeZoneIsRefused() {
    Map<String, String> props = configuration("http://127.0.0.1:1");
    props.put("devices.lobby.time.zone", "Europe/Prague");

    assertThat(errors(props)).containsOnlyKeys("devices");
    assertThat(errors(props).get("devices").get(0)).contains("lobby", "UTC");
  }

  @Test
  void noDeviceIsToldOnDevices() {
    assertThat(errors(Map.of("name", "doors"))).containsOnlyKeys("devices");
  }

  @Test
  void validationContactsDevicesWhenAskedTo() {
    TwonOptions https =
        SimulatedTwon.options()
            .withTransport(TwonOptions.Transport.HTTPS)
            .withAccounts(
                TwonAccount.of(SimulatedTwon.USER, SimulatedTwon.PASSWORD)
                    .without(TwonPrivilege.IO_MONITORING));
    try (TwonSimulator device = TwonSimulator.start(https)) {
      Map<String, String> props = configuration(device.url().toString());
      props.put("tls", "insecure");
      props.put("validate.devices", "true");

      assertThat(errors(props)).isEmpty();
      assertThat(report(props))
          .anySatisfy(line -> assertThat(line).contains("lobby: reachable", "54-0000-0001"))
          .anySatisfy(line -> assertThat(line).contains("service log authenticates by Digest"))
          .anySatisfy(line -> assertThat(line).contains("clock differs by 0 s"))
          .anySatisfy(line -> assertThat(line).contains("certificate SHA-256"))
          .anySatisfy(line -> assertThat(line).contains("missing", "InputChanged"));
      assertThat(device.openChannels()).isZero();
    }
  }

  @Test
  void validationTellsWhichDeviceHasWhichTrouble() {
    try (TwonSimulator device = TwonSimulator.start(SimulatedTwon.options())) {
      Map<String, String> props = configuration(device.url().toString());
      props.put("devices", "lobby,gate,roof");
      props.put("devices.gate.url", device.url().toString());
      props.put("devices.gate.credentials", "wrong");
      props.put("devices.roof.url", "http://127.0.0.1:1");
      props.put("credentials.wrong.username", SimulatedTwon.USER);
      props.put("credentials.wrong.password", "not it");
      props.put("validate.devices", "true");

      assertThat(errors(props)).containsOnlyKeys("devices");
      assertThat(errors(props).get("devices"))
          .anySatisfy(error -> assertThat(error).startsWith("devices: gate: ").contains("password"))
          .anySatisfy(error -> assertThat(error).startsWith("devices: roof: "))
          .noneSatisfy(error -> assertThat(error).contains("lobby"))
          .noneSatisfy(error -> assertThat(error).contains("not it"));
    }
  }

  @Test
  void tasksShareTheDevicesAndCarryNoSecretOfTheirOwn() {
    Map<String, String> props = configuration("http://127.0.0.1:1");
    String ids = IntStream.range(0, 50).mapToObj(i -> "d" + i).collect(Collectors.joining(","));
    props.remove("devices.lobby.url");
    props.put("devices", ids);
    IntStream.range(0, 50)
        .forEach(i -> props.put("devices.d" + i + ".url", "http://127.0.0.1:" + (1_000 + i)));
    connector.start(props);

    List<Map<String, String>> tasks = connector.taskConfigs(4);

    assertThat(tasks).hasSize(4);
    Set<String> shares = new HashSet<>();
    tasks.forEach(task -> shares.add(task.get("task.feeds")));
    assertThat(shares).hasSize(4).noneSatisfy(share -> assertThat(share).contains("correct horse"));
    assertThat(String.join("", shares).split("\"id\"", -1)).hasSize(51);
    connector.stop();
  }

  @Test
  void moreTasksThanDevicesAreNotStarted() {
    connector.start(configuration("http://127.0.0.1:1"));

    assertThat(connector.taskConfigs(8)).hasSize(1);
    connector.stop();
  }

  @Test
  void eventsAreWrittenExactlyOnce() {
    assertThat(connector.exactlyOnceSupport(Map.of())).isEqualTo(ExactlyOnceSupport.SUPPORTED);
  }

  @Test
  void offsetsOfAnOperatorAreChecked() {
    Map<String, String> props = configuration("http://127.0.0.1:1");
    Map<String, Object> good = Map.of("boot", 0L, "id", 17L);

    assertThat(connector.alterOffsets(props, offsets("lobby", good))).isTrue();
    assertThat(connector.alterOffsets(props, offsets("long-gone", null))).isTrue();
    refused(props, offsets("long-gone", good), "'long-gone' is not configured");
    refused(props, offsets("lobby", Map.of("boot", 0L)), "'id' is 'null'");
    refused(props, offsets("lobby", Map.of("boot", 0L, "id", "x")), "'id' is 'x'");
    refused(props, offsets("lobby", Map.of("boot", 0L, "id", -3L)), "id -3");
    refused(props, Map.of(Map.of("door", "lobby"), good), "{\"device\": \"<device id>\"}");
  }

  private void refused(
      Map<String, String> props, Map<Map<String, ?>, Map<String, ?>> offsets, String why) {
    assertThatThrownBy(() -> connector.alterOffsets(props, offsets))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining(why);
  }

  private static Map<Map<String, ?>, Map<String, ?>> offsets(String device, Map<String, ?> offset) {
    Map<Map<String, ?>, Map<String, ?>> offsets = new HashMap<>();
    offsets.put(Map.of("device", device), offset);
    return offsets;
  }

  private static Map<String, String> configuration(String url) {
    Map<String, String> props = new HashMap<>();
    props.put("name", "doors");
    props.put("devices", "lobby");
    props.put("devices.lobby.url", url);
    props.put("credentials.default.username", SimulatedTwon.USER);
    props.put("credentials.default.password", SimulatedTwon.PASSWORD);
    return props;
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
}
