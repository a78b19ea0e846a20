package io.gatehouse.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.connect.connector.ConnectorContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code validate} says, and what tasks are given. */
class RelaySinkConnectorTest {

  private static final Map<String, String> SOUND =
      Map.ofEntries(
          Map.entry("name", "relay"),
          Map.entry("topics", "gatehouse.command"),
          Map.entry("allow", "*:*:*"),
          Map.entry("kafka.bootstrap.servers", "127.0.0.1:9092"),
          Map.entry("value.converter", "org.apache.kafka.connect.json.JsonConverter"),
          Map.entry("errors.tolerance", "all"),
          Map.entry("errors.retry.timeout", "-1"),
          Map.entry("errors.deadletterqueue.topic.name", "gatehouse.dead-letter"),
          Map.entry("devices", "lobby"),
          Map.entry("devices.lobby.vendor", "scripted"),
          Map.entry("devices.lobby.url", "http://127.0.0.1:1"));

  @Test
  void aSoundConfigurationHasNoProblem() {
    assertThat(problems(SOUND)).isEmpty();
  }

  @Test
  void validatingLeavesNoConverterOpen() {
    Map<String, String> props = new HashMap<>(SOUND);
    props.put("value.converter", ScriptedConverter.class.getName());
    int before = ScriptedConverter.OPEN.get();

    assertThat(problems(props)).isEmpty();

    assertThat(ScriptedConverter.OPEN).hasValue(before);
  }

  @Test
  void everythingThatIsMissingIsToldAtOnceOnItsOption() {
    Map<String, List<String>> problems = problems(Map.of("name", "relay", "topics", "commands"));

    assertThat(problems.keySet())
        .containsExactlyInAnyOrder(
            "allow",
            "kafka.bootstrap.servers",
            "value.converter",
            "errors.tolerance",
            "errors.retry.timeout",
            "errors.deadletterqueue.topic.name",
            "devices");
  }

  @Test
  void whatIsWrongIsToldWithTheRemedy() {
    assertThat(problem("allow", Map.of("allow", "lobby:switch/1")))
        .contains("'lobby:switch/1' must be device:target:action");
    assertThat(problem("topics", Map.of("topics", "a, a.outcome"))).contains("'a.outcome'");
    assertThat(problem("topics.regex", Map.of("topics.regex", "gatehouse.*")))
        .contains("name the command topics in topics");
    assertThat(problem("errors.tolerance", Map.of("errors.tolerance", "none")))
        .contains("must be all");
    assertThat(problem("errors.retry.timeout", Map.of("errors.retry.timeout", "0")))
        .contains("best to -1");
    assertThat(problem("value.converter", Map.of("value.converter", "no.such.Converter")))
        .contains("no.such.Converter");
    assertThat(problem("devices", Map.of("devices.lobby.vendor", "script")))
        .contains("'script' is unknown")
        .contains("scripted");
    assertThat(
            problem(
                "command.send.window.ms", Map.of("consumer.override.session.timeout.ms", "3000")))
        .contains("more than half");
    assertThat(problem("command.lifetime.max.ms", Map.of("command.lifetime.max.ms", "0")))
        .isNotBlank();
    assertThat(problem("devices.lobby.vendors", Map.of("devices.lobby.vendors", "x"))).isNotBlank();
  }

  @Test
  void aDeviceThatDoesNotNameItsVendorIsComplainedAbout() {
    Map<String, String> props = new HashMap<>(SOUND);
    props.remove("devices.lobby.vendor");

    assertThat(problems(props).get("devices").toString()).contains("lobby").contains("missing");
  }

  @Test
  void devicesAreContactedWhenAskedFor() {
    Map<String, String> props = new HashMap<>(SOUND);
    props.put("validate.devices", "true");

    Config answer = new RelaySinkConnector().validate(props);

    assertThat(
            answer.configValues().stream()
                .filter(value -> value.name().equals("validate.devices"))
                .findFirst()
                .orElseThrow()
                .recommendedValues())
        .containsExactly("lobby: can be commanded: door/1");
  }

  @Test
  void everyTaskKnowsAllDevices(@TempDir Path directory) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("devices.yaml"),
            """
            devices:
              - id: yard
                vendor: scripted
                url: http://127.0.0.1:2
                timeZone: Europe/Berlin
            """);
    Map<String, String> props = new HashMap<>(SOUND);
    props.put("devices.file", file.toString());
    RelaySinkConnector connector = new RelaySinkConnector();
    connector.initialize(new NoContext());
    connector.start(props);
    try {
      List<Map<String, String>> tasks = connector.taskConfigs(3);

      assertThat(tasks)
          .hasSize(3)
          .allSatisfy(
              task -> assertThat(task.get("task.devices")).contains("lobby").contains("yard"));
    } finally {
      connector.stop();
    }
  }

  @Test
  void allowListsMatchPartsAndPiecesAndNothingElse() {
    AllowList list = new AllowList(List.of("lobby:switch/*:TRIGGER", "gate-*:*:*"));

    assertThat(list.allows("lobby", "switch/1", "TRIGGER")).isTrue();
    assertThat(list.allows("gate-7", "relay/2", "ON")).isTrue();
    assertThat(list.allows("lobby", "output/1", "TRIGGER")).isFalse();
    assertThat(list.allows("lobby", "switch/1", "TRIGGER2")).isFalse();
    assertThat(list.allows("xlobby", "switch/1", "TRIGGER")).isFalse();
    assertThat(list.allows("gate", "relay/2", "ON")).isFalse();
    assertThat(new AllowList(List.of("a.b:c:d")).allows("axb", "c", "d")).isFalse();
    assertThat(new AllowList(List.of("a:b:c:d")).allows("a", "b:c", "d")).isTrue();
    assertThatThrownBy(() -> new AllowList(List.of("a::b"))).hasMessageContaining("a::b");
  }

  private static String problem(String option, Map<String, String> change) {
    Map<String, String> props = new HashMap<>(SOUND);
    props.putAll(change);
    Map<String, List<String>> problems = problems(props);
    assertThat(problems).containsKey(option);
    return String.join(" ", problems.get(option));
  }

  private static Map<String, List<String>> problems(Map<String, String> props) {
    Map<String, List<String>> problems = new TreeMap<>();
    new RelaySinkConnector()
        .validate(props).configValues().stream()
            .filter(value -> !value.errorMessages().isEmpty())
            .forEach(value -> problems.put(value.name(), value.errorMessages()));
    return problems;
  }

  /** Nobody is told of changes here. */
  private static final class NoContext implements ConnectorContext {

    @Override
    public void requestTaskReconfiguration() {}

    @Override
    public void raiseError(Exception e) {
      throw new IllegalStateException(e);
    }

    @Override
    public org.apache.kafka.common.metrics.PluginMetrics pluginMetrics() {
      throw new UnsupportedOperationException();
    }
  }
}
