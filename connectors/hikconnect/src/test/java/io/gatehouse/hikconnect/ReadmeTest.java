package io.gatehouse.hikconnect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.engine.DeviceSpec;
import io.gatehouse.engine.Problems;
import io.gatehouse.engine.RelayDevices;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the README are what the connector takes. */
class ReadmeTest {

  private static final Map<String, String> ACCOUNT =
      Map.of(
          "name", "hik",
          "account.url", "https://127.0.0.1:1",
          "account.app.key", "ak",
          "account.secret.key", "sk");

  private final HikConnectSourceConnector connector = new HikConnectSourceConnector();

  @Test
  void theDevicesCanBeDescribedSo(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("devices.yaml"), block("yaml"));
    Map<String, String> props = new HashMap<>(ACCOUNT);
    props.put("devices.file", file.toString());

    assertThat(connector.validate(props).configValues())
        .allSatisfy(value -> assertThat(value.errorMessages()).isEmpty());
    connector.start(props);
    assertThat(connector.taskConfigs(1).get(0).get("task.devices")).contains("FH1313789");
    connector.stop();
  }

  @Test
  void theOffsetIsOne() throws IOException {
    Map<?, ?> json = new ObjectMapper().readValue(block("json"), Map.class);
    Map<String, Object> offset = new HashMap<>();
    json.forEach((field, value) -> offset.put((String) field, value));

    assertThat(
            connector.alterOffsets(ACCOUNT, Map.of(Map.of("queue", "hikconnect.rawmsg"), offset)))
        .isTrue();
    assertThat(HikConnectState.ofOffset(offset).toOffset()).containsOnlyKeys(offset.keySet());
  }

  @Test
  void theSinkCanBeToldSo() throws IOException {
    Properties sink = new Properties();
    sink.load(new StringReader(block("properties")));
    Map<String, String> props = new HashMap<>();
    sink.stringPropertyNames().forEach(option -> props.put(option, sink.getProperty(option)));
    props.replaceAll((option, value) -> value.startsWith("${") ? "replaced" : value);
    Problems problems = new Problems();

    List<DeviceSpec> devices = RelayDevices.read(props, problems);

    assertThat(problems).hasToString("");
    assertThat(devices).extracting(DeviceSpec::serial).containsExactly("FH1313789");
  }

  private static String block(String language) throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String fence = "```" + language + "\n";
    int start = readme.indexOf(fence) + fence.length();
    return readme.substring(start, readme.indexOf("```", start));
  }
}
