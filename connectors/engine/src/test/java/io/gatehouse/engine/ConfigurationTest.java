package io.gatehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices, accounts and TLS as an operator writes them. */
class ConfigurationTest {

  private static final Vendor VENDOR = new ScriptedVendor();

  @TempDir Path folder;
  private final Problems problems = new Problems();

  @Test
  void devicesAreReadFromTheConfiguration() {
    List<DeviceSpec> devices =
        FeedConfig.devices(
            VENDOR,
            Map.of(
                "devices", "lobby, gate",
                "devices.lobby.url", "https://10.0.0.5",
                "devices.lobby.name", "Lobby",
                "devices.lobby.door.0", "Main door",
                "devices.gate.url", "http://10.0.0.6:8080"),
            problems);

    assertThat(problems.toString()).isEmpty();
    assertThat(devices).extracting(DeviceSpec::id).containsExactly("lobby", "gate");
    assertThat(devices.get(0).door("0")).isEqualTo("Main door");
    assertThat(devices.get(0).door("1")).isNull();
  }

  @Test
  void devicesAreReadFromYamlAndJson() throws Exception {
    String yaml = "devices:\n  - id: lobby\n    url: https://10.0.0.5\n    doors: {0: Main door}\n";
    String json = "{\"devices\": [{\"id\": \"gate\", \"url\": \"http://10.0.0.6\"}]}";

    assertThat(FeedConfig.devices(VENDOR, Map.of("devices.file", file(yaml)), problems))
        .singleElement()
        .satisfies(device -> assertThat(device.door("0")).isEqualTo("Main door"));
    assertThat(FeedConfig.devices(VENDOR, Map.of("devices.file", file(json)), problems)).hasSize(1);
    assertThat(problems.toString()).isEmpty();
  }

  @Test
  void everyMistakeIsToldAtOnceOnItsOwnOption() {
    Map<String, String> props = new HashMap<>();
    props.put("devices", "lobby,gate,roof,cellar");
    props.put("devices.lobby.url", "ftp://10.0.0.5");
    props.put("devices.roof.url", "https://10.0.0.7");
    props.put("devices.roof.tls", "pinned");
    props.put("devices.roof.tls.fingerprint", "12:34");
    props.put("devices.roof.colour", "red");
    props.put("devices.cellar.url", "https://10.0.0.8");
    props.put("devices.cellar.credentials", "night");
    props.put("credentials.night.username", "guard");
    props.put("credentials.night.password", "${file:/nowhere:password}");

    FeedConfig.devices(VENDOR, props, problems);

    assertThat(problems.has("devices.lobby.url")).isTrue();
    assertThat(problems.has("devices.gate.url")).isTrue();
    assertThat(problems.has("devices.roof.tls.fingerprint")).isTrue();
    assertThat(problems.has("devices.roof.colour")).isTrue();
    assertThat(problems.has("credentials.night.password")).isTrue();
    assertThat(problems.toString()).contains("ftp://10.0.0.5", "12:34", "config.providers");
  }

  @Test
  void mistakesOfTheFileNameTheDeviceAndTheValue() throws Exception {
    FeedConfig.devices(
        VENDOR,
        Map.of(
            "devices.file",
            file(
                """
                devices:
                  - {id: lobby, url: "https://10.0.0.5", colour: red}
                  - {id: "bad id", url: "https://10.0.0.6"}
                  - {id: gate, url: "https://10.0.0.7"}
                  - {id: gate, url: "https://10.0.0.8"}
                """)),
        problems);

    assertThat(problems.toString())
        .contains("device 1: 'colour'", "device 2: device id 'bad id'", "'gate' is given twice");
  }

  @Test
  void aMissingOrBrokenFileIsTold() throws Exception {
    FeedConfig.devices(
        VENDOR, Map.of("devices.file", folder.resolve("none.yaml").toString()), problems);
    FeedConfig.devices(VENDOR, Map.of("devices.file", file("a: [b")), problems);
    FeedConfig.devices(VENDOR, Map.of("devices.file", file("a: b")), problems);

    assertThat(problems.toString())
        .contains("cannot be read", "neither YAML nor JSON", "no list 'devices'");
  }

  @Test
  void noDeviceAtAllIsAMistake() {
    FeedConfig.devices(VENDOR, Map.of(), problems);

    assertThat(problems.has("devices")).isTrue();
  }

  @Test
  void aUserWithoutAPasswordIsAMistakeOfThePassword() {
    FeedConfig.devices(
        VENDOR,
        Map.of(
            "devices", "lobby",
            "devices.lobby.url", "https://10.0.0.5",
            "credentials.default.username", "guard"),
        problems);

    assertThat(problems.has("credentials.default.password")).isTrue();
  }

  @Test
  void unknownAuthenticationAndTlsOfADeviceAreTold() {
    FeedConfig.devices(
        VENDOR,
        Map.of(
            "devices", "lobby",
            "devices.lobby.url", "https://10.0.0.5",
            "devices.lobby.authentication", "kerberos",
            "devices.lobby.tls", "maybe"),
        problems);

    assertThat(problems.has("devices.lobby.authentication")).isTrue();
    assertThat(problems.has("devices.lobby.tls")).isTrue();
  }

  @Test
  void aTaskGetsItsDevicesAsTheyWere() {
    List<DeviceSpec> devices =
        FeedConfig.devices(
            VENDOR,
            Map.of(
                "devices", "lobby",
                "devices.lobby.url", "https://10.0.0.5",
                "devices.lobby.door.1", "Exit"),
            problems);

    assertThat(DeviceList.ofTask(DeviceList.toTask(devices))).isEqualTo(devices);
  }

  @Test
  void aChangedFileIsNoticedAndABrokenOneChangesNothing() throws Exception {
    String path = file("devices: [{id: lobby, url: 'https://10.0.0.5'}]");
    int[] changes = {0};
    try (DeviceFileWatch watch =
        new DeviceFileWatch(
            problems -> FeedConfig.devices(VENDOR, Map.of("devices.file", path), problems),
            Map.of("devices.file", path),
            () -> changes[0]++)) {
      watch.look();
      assertThat(changes[0]).isZero();

      Files.writeString(Path.of(path), "devices: [{id: lobby, url: 'https://10.0.0.6'}]");
      watch.look();
      assertThat(changes[0]).isEqualTo(1);

      Files.writeString(Path.of(path), "devices: [");
      watch.look();
      assertThat(changes[0]).isEqualTo(1);
      assertThat(watch.devices()).extracting(d -> d.url().getHost()).containsExactly("10.0.0.6");
    }
  }

  private String file(String content) throws Exception {
    return Files.writeString(Files.createTempFile(folder, "devices", ".yaml"), content).toString();
  }
}
