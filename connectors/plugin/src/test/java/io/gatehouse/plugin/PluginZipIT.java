package io.gatehouse.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** What is in the zip, and what must not be. */
class PluginZipIT {

  @Test
  void theJarsAreThoseOfTheBaseline() throws IOException {
    try (ZipFile zip = PluginZip.open()) {
      List<String> files =
          zip.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();
      assertThat(files)
          .as("one folder with everything in it")
          .allMatch(file -> file.matches("gatehouse-connect-[^/]+/[^/]+"));

      Baseline.check(
          "JARS.txt",
          files.stream()
              .map(file -> Path.of(file).getFileName() + "\n")
              .sorted()
              .collect(Collectors.joining()));
    }
  }

  @Test
  void everyPluginIsNamedByAServiceFileOfItsJar() throws IOException {
    Map<String, List<String>> jars = jarsByContent("META-INF/services/org.apache.kafka.connect.");

    assertThat(jars.keySet())
        .containsExactlyInAnyOrder(
            "META-INF/services/org.apache.kafka.connect.sink.SinkConnector",
            "META-INF/services/org.apache.kafka.connect.source.SourceConnector",
            "META-INF/services/org.apache.kafka.connect.storage.Converter");
  }

  @Test
  void noClassIsThereTwice() throws IOException {
    Map<String, List<String>> jars = jarsByContent("");
    jars.keySet().removeIf(name -> !name.endsWith(".class") || name.endsWith("module-info.class"));

    assertThat(jars).isNotEmpty().allSatisfy((name, inJars) -> assertThat(inJars).hasSize(1));
  }

  @Test
  void whatTheWorkerBringsIsNotInIt() throws IOException {
    assertThat(jarsByContent("org/apache/kafka/")).isEmpty();
    assertThat(jarsByContent("org/slf4j/")).isEmpty();
  }

  /** The jars that hold each file whose name begins so. */
  private static Map<String, List<String>> jarsByContent(String prefix) throws IOException {
    Map<String, List<String>> jars = new HashMap<>();
    try (ZipFile zip = PluginZip.open()) {
      for (ZipEntry jar : zip.stream().filter(it -> it.getName().endsWith(".jar")).toList()) {
        try (var content = new ZipInputStream(zip.getInputStream(jar))) {
          for (var entry = content.getNextEntry(); entry != null; entry = content.getNextEntry()) {
            if (entry.getName().startsWith(prefix)) {
              jars.computeIfAbsent(entry.getName(), name -> new ArrayList<>()).add(jar.getName());
            }
          }
        }
      }
    }
    return jars;
  }
}
