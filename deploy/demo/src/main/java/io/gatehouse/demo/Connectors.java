package io.gatehouse.demo;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.stack.ConnectRest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The connectors of {@code deploy/connectors}. */
final class Connectors {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Map<String, String>> configs = new TreeMap<>();

  /**
   * @param folder of files as {@code POST /connectors} takes them
   * @param more options for each of them
   */
  Connectors(Path folder, Map<String, String> more) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".json")).toList()) {
        JsonNode connector = JSON.readTree(file.toFile());
        Map<String, String> config =
            JSON.convertValue(connector.path("config"), new TypeReference<>() {});
        config.putAll(more);
        configs.put(connector.path("name").asText(), config);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the connectors of " + folder + " cannot be read", e);
    }
  }

  List<String> names() {
    return List.copyOf(configs.keySet());
  }

  /** Creates those that are missing, reconfigures those that differ, and waits until all run. */
  void runOn(ConnectRest connect) {
    configs.forEach(connect::configure);
    configs.keySet().forEach(name -> connect.await(name, "RUNNING"));
  }
}
