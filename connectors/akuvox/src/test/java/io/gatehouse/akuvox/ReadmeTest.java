package io.gatehouse.akuvox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.engine.DeviceSpec;
import io.gatehouse.engine.Problems;
import io.gatehouse.engine.RelayDevices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the README are what the connector takes. */
class ReadmeTest {

  private final AkuvoxSourceConnector connector = new AkuvoxSourceConnector();

  @Test
  void theDevicesCanBeDescribedSo(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("devices.yaml"), block("At the device", "yaml"));
    Map<String, String> props = new HashMap<>(Map.of("name", "akuvox"));
    props.put("devices.file", file.toString());
    props.put("credentials.default.username", "admin");
    props.put("credentials.default.password", "httpapi");

    assertThat(connector.validate(props).configValues())
        .allSatisfy(value -> assertThat(value.errorMessages()).isEmpty());
    connector.start(props);
    assertThat(connector.taskConfigs(1).get(0).get("task.feeds")).contains("Europe/Berlin");
    connector.stop();
  }

  @Test
  void theOffsetIsOne() throws IOException {
    Map<?, ?> json = new ObjectMapper().readValue(block("Offsets", "json"), Map.class);
    Map<String, Object> offset = new HashMap<>();
    json.forEach((field, value) -> offset.put((String) field, value));
    Map<String, String> props =
        Map.of("name", "akuvox", "devices", "lobby", "devices.lobby.url", "http://10.0.0.5");

    assertThat(connector.alterOffsets(props, Map.of(Map.of("device", "lobby"), offset))).isTrue();
    assertThat(AkuvoxState.ofOffset(offset).toOffset()).containsOnlyKeys(offset.keySet());
  }

  @Test
  void doorsCanBeCommandedSo() throws IOException {
    Map<String, String> props = new HashMap<>();
    Map<?, ?> json = new ObjectMapper().readValue(block("Commands", "json"), Map.class);
    json.forEach((option, value) -> props.put((String) option, (String) value));
    // In the worker, a ConfigProvider puts what the file holds in place of its name.
    props.put("akuvox-cloud.account.token", "secret");
    Problems problems = new Problems();

    List<DeviceSpec> devices = RelayDevices.read(props, problems);

    assertThat(problems).hasToString("");
    assertThat(devices).extracting(DeviceSpec::id).containsExactly("lobby", "gate");
  }

  private static String block(String section, String language) throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String fence = "```" + language + "\n";
    int start = readme.indexOf(fence, readme.indexOf("\n## " + section)) + fence.length();
    return readme.substring(start, readme.indexOf("```", start));
  }
}
