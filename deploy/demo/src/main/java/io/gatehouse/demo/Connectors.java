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
   */
  Connectors(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".json")).toList()) {
        JsonNode connector = JSON.readTree(file.toFile());
        configs.put(
            connector.path("name").asText(),
            JSON.convertValue(connector.path("config"), new TypeReference<>() {}));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the connectors of " + folder + " cannot be read", e);
    }
  }

  /**
   * Runs the sites' connectors: creates those that are missing, reconfigures those that differ, and
   * waits until all run. One that an earlier run has left behind and that no site wants is deleted;
   * its positions stay.
   */
  void run(List<Site> sites, ConnectRest connect) {
    for (JsonNode name : connect.connectors()) {
      boolean wanted = sites.stream().anyMatch(site -> site.connector().equals(name.asText()));
      if (!wanted && configs.containsKey(name.asText())) {
        connect.delete(name.asText());
      }
    }
    for (Site site : sites) {
      Map<String, String> config = new TreeMap<>(configs.get(site.connector()));
      config.putAll(site.options());
      connect.configure(site.connector(), config);
    }
    sites.forEach(site -> connect.await(site.connector(), "RUNNING"));
  }
}
