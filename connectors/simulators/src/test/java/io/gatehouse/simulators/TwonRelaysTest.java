package io.gatehouse.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sections 5.4 (switches: 1 monostable 5 s, 2 bistable, 4 disabled) and 5.5 (ports). */
class TwonRelaysTest {

  private final TwonSimulator device = TwonSimulator.start(new TwonOptions());
  private final DeviceClient client = DeviceClient.digest(device);
  private long channel;

  @BeforeEach
  void subscribe() {
    channel = client.subscribe("duration=3600");
  }

  @AfterEach
  void close() {
    device.close();
  }

  /** 5.4.1. */
  @Test
  void capsTellModeAndDuration() {
    JsonNode switches = client.result("/api/switch/caps").path("switches");

    assertThat(switches).hasSize(4);
    assertThat(switches.get(0).toString())
        .isEqualTo(
            "{\"switch\":1,\"enabled\":true,\"mode\":\"monostable\","
                + "\"switchOnDuration\":5,\"type\":\"normal\"}");
    assertThat(switches.get(1).toString())
        .isEqualTo("{\"switch\":2,\"enabled\":true,\"mode\":\"bistable\",\"type\":\"normal\"}");
    assertThat(switches.get(3).toString()).isEqualTo("{\"switch\":4,\"enabled\":false}");
    assertThat(client.result("/api/switch/caps?switch=2").path("switches")).hasSize(1);
  }

  @Test
  void monostableSwitchGoesOffByItself() {
    control(1, "on");
    assertThat(status(1)).isEqualTo("active");
    assertThat(port("relay1")).isEqualTo(1);

    device.clock().advance(Duration.ofSeconds(5));

    assertThat(status(1)).isEmpty();
    assertThat(port("relay1")).isZero();
    assertThat(events())
        .containsExactly(
            "SwitchStateChanged {\"switch\":1,\"state\":true,\"originator\":\"api\"}",
            "OutputChanged {\"port\":\"relay1\",\"state\":true}",
            "SwitchStateChanged {\"switch\":1,\"state\":false,\"originator\":\"api\"}",
            "OutputChanged {\"port\":\"relay1\",\"state\":false}");
  }

  @Test
  void monostableSwitchStaysOnWhenItIsTriggeredAgain() {
    control(1, "trigger");
    device.clock().advance(Duration.ofSeconds(4));
    control(1, "trigger");
    device.clock().advance(Duration.ofSeconds(4));
    assertThat(status(1)).isEqualTo("active");

    device.clock().advance(Duration.ofSeconds(1));

    assertThat(status(1)).isEmpty();
  }

  /** 5.4.3: trigger "toggle[s] the state of bistable switch". */
  @Test
  void triggerTogglesABistableSwitch() {
    control(2, "trigger");
    device.clock().advance(Duration.ofHours(1));
    assertThat(status(2)).isEqualTo("active");

    control(2, "trigger");

    assertThat(status(2)).isEmpty();
  }

  /** 5.4.3: error 14 "action failed" where the state cannot be reached; success if it is so. */
  @Test
  void lockedSwitchCannotBeOperated() {
    control(1, "lock");

    assertThat(failure(1, "on")).isEqualTo("action failed");
    assertThat(failure(1, "trigger")).isEqualTo("action failed");
    control(1, "off");
    control(1, "unlock");
    control(1, "on");
    assertThat(status(1)).isEqualTo("active");
  }

  @Test
  void heldSwitchCannotBeOperated() {
    control(2, "hold");
    assertThat(status(2)).isEqualTo("active held");

    assertThat(failure(2, "off")).isEqualTo("action failed");
    assertThat(failure(2, "trigger")).isEqualTo("action failed");
    control(2, "on");
    control(2, "release");
    assertThat(status(2)).isEmpty();
  }

  /** 5.4.2: "Locking has the priority over holding the switch". */
  @Test
  void lockBeatsHold() {
    control(1, "hold");
    control(1, "lock");
    assertThat(status(1)).isEqualTo("locked held");

    control(1, "unlock");

    assertThat(status(1)).isEqualTo("active held");
    assertThat(events())
        .filteredOn(event -> event.startsWith("SwitchOperationChanged"))
        .containsExactly(
            "SwitchOperationChanged"
                + " {\"switch\":1,\"locked\":false,\"held\":true,\"originator\":\"api\"}",
            "SwitchOperationChanged"
                + " {\"switch\":1,\"locked\":true,\"held\":true,\"originator\":\"api\"}",
            "SwitchOperationChanged"
                + " {\"switch\":1,\"locked\":false,\"held\":true,\"originator\":\"api\"}");
  }

  /** 5.4.3: timeout "defines when the switch is released again"; 5.4.2: holdTimeout remains. */
  @Test
  void holdWithTimeoutEndsByItself() {
    client.result("/api/switch/ctrl?switch=2&action=hold&timeout=60");
    device.clock().advance(Duration.ofSeconds(20));
    JsonNode held = client.result("/api/switch/status?switch=2").path("switches").get(0);
    assertThat(held.path("holdTimeout").asInt()).isBetween(39, 40);

    device.clock().advance(Duration.ofSeconds(40));

    assertThat(status(2)).isEmpty();
    assertThat(
            client.result("/api/switch/status?switch=2").path("switches").get(0).has("holdTimeout"))
        .isFalse();
  }

  /** 1.1: 2.36 added the timeout. */
  @Test
  void firmwareBefore236HoldsWithoutEnd() {
    try (TwonSimulator old = TwonSimulator.start(new TwonOptions().withFirmware("2.35.0.38.0"))) {
      DeviceClient oldClient = DeviceClient.digest(old);

      oldClient.result("/api/switch/ctrl?switch=2&action=hold&timeout=60");
      old.clock().advance(Duration.ofSeconds(61));

      assertThat(oldClient.result("/api/switch/status?switch=2").path("switches").get(0).toString())
          .isEqualTo("{\"switch\":2,\"active\":true,\"locked\":false,\"held\":true}");
    }
  }

  /** 5.4.3: "error 14 to all commands when the switch is disabled". */
  @ParameterizedTest
  @ValueSource(strings = {"on", "off", "trigger", "lock", "unlock", "hold", "release"})
  void disabledSwitchRefusesAll(String action) {
    assertThat(failure(4, action)).isEqualTo("action failed");
    assertThat(device.journal().actuations()).isEmpty();
  }

  /** 2.3: codes 11 and 12. */
  @ParameterizedTest
  @CsvSource({
    "/api/switch/ctrl?action=on, 11, switch",
    "/api/switch/ctrl?switch=1, 11, action",
    "/api/switch/ctrl?switch=5&action=on, 12, switch",
    "/api/switch/ctrl?switch=one&action=on, 12, switch",
    "/api/switch/ctrl?switch=1&action=open, 12, action",
    "/api/switch/ctrl?switch=1&action=hold&timeout=0, 12, timeout",
    "/api/switch/ctrl?switch=1&action=hold&timeout=86401, 12, timeout",
    "/api/switch/caps?switch=0, 12, switch",
    "/api/switch/status?switch=9, 12, switch",
    "/api/io/ctrl?action=on, 11, port",
    "/api/io/ctrl?port=relay1, 11, action",
    "/api/io/ctrl?port=relay9&action=on, 12, port",
    "/api/io/ctrl?port=input1&action=on, 12, port",
    "/api/io/ctrl?port=relay1&action=trigger, 12, action",
    "/api/io/status?port=x, 12, port",
    "/api/io/caps?port=x, 12, port"
  })
  void wrongParameterIsNamed(String path, int code, String param) {
    JsonNode error = client.get(path).path("error");

    assertThat(error.path("code").asInt()).isEqualTo(code);
    assertThat(error.path("param").asText()).isEqualTo(param);
    assertThat(events()).isEmpty();
  }

  /** 5.4.3 and 5.5.3: response, "which can be empty". */
  @Test
  void responseTextReplacesTheJson() {
    HttpResponse<String> text =
        client.raw("/api/switch/ctrl?switch=1&action=trigger&response=TEST");
    HttpResponse<String> empty = client.raw("/api/io/ctrl?port=relay2&action=on&response=");

    assertThat(text.body()).isEqualTo("TEST");
    assertThat(text.headers().firstValue("Content-Type")).hasValue("text/plain");
    assertThat(empty.body()).isEmpty();
    assertThat(client.raw("/api/switch/ctrl?switch=4&action=on&response=TEST").body())
        .contains("action failed");
  }

  /** 5.5. */
  @Test
  void outputIsSetAndRead() {
    assertThat(client.result("/api/io/caps?port=relay2").path("ports").toString())
        .isEqualTo("[{\"port\":\"relay2\",\"type\":\"output\"}]");
    assertThat(client.result("/api/io/caps?port=input1").path("ports").toString())
        .isEqualTo("[{\"port\":\"input1\",\"type\":\"input\"}]");

    client.result("/api/io/ctrl?port=relay2&action=on");
    client.result("/api/io/ctrl?port=relay2&action=on");

    assertThat(port("relay2")).isEqualTo(1);
    assertThat(events()).containsExactly("OutputChanged {\"port\":\"relay2\",\"state\":true}");
  }

  @Test
  void inputFollowsItsWire() {
    device.setInput("input1", true);
    device.setInput("input1", true);

    assertThat(port("input1")).isEqualTo(1);
    assertThat(events()).containsExactly("InputChanged {\"port\":\"input1\",\"state\":true}");
    assertThatThrownBy(() -> device.setInput("relay1", true)).hasMessageContaining("relay1");
  }

  @Test
  void actuationsAreCounted() {
    control(1, "on");
    failure(4, "on");
    client.result("/api/io/ctrl?port=relay2&action=off");

    assertThat(device.journal().actuations())
        .extracting(
            TwonJournal.Actuation::target,
            TwonJournal.Actuation::action,
            TwonJournal.Actuation::account)
        .containsExactly(tuple("switch/1", "on", "admin"), tuple("output/relay2", "off", "admin"));
    assertThat(device.journal().counters()).containsEntry("actuations", 2L);
  }

  private void control(int number, String action) {
    client.result("/api/switch/ctrl?switch=%d&action=%s".formatted(number, action));
  }

  private String failure(int number, String action) {
    JsonNode error =
        client.get("/api/switch/ctrl?switch=%d&action=%s".formatted(number, action)).path("error");
    assertThat(error.path("code").asInt()).isEqualTo(14);
    return error.path("description").asText();
  }

  /** The words that are true of a switch. */
  private String status(int number) {
    JsonNode item = client.result("/api/switch/status?switch=" + number).path("switches").get(0);
    return String.join(
        " ",
        List.of("active", "locked", "held").stream()
            .filter(word -> item.path(word).asBoolean())
            .toList());
  }

  private int port(String port) {
    return client.result("/api/io/status?port=" + port).path("ports").get(0).path("state").asInt();
  }

  private List<String> events() {
    return client.pull(channel).stream()
        .map(event -> event.path("event").asText() + " " + event.path("params"))
        .toList();
  }
}
