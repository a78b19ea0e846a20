package io.gatehouse.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.events.AccessEvent;
import io.gatehouse.events.ConnectSchemas;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.storage.Converter;
import org.junit.jupiter.api.Test;

/** Runs what the README shows. */
final class ReadmeTest {
  private static final String PREFIX = "value.converter.";

  @Test
  void theWorkerConfigurationConverts() throws Exception {
    Properties worker = new Properties();
    worker.load(new StringReader(block("properties")));
    Map<String, Object> configs = new HashMap<>();
    for (String name : worker.stringPropertyNames()) {
      if (name.startsWith(PREFIX)) {
        configs.put(name.substring(PREFIX.length()), worker.getProperty(name));
      }
    }
    assertThat(configs).containsKey("schema.registry.url");
    configs.put("schema.registry.url", Apicurio.URL);
    Struct event = ConnectSchemas.toStruct(Samples.access());
    try (Converter converter =
        Class.forName(worker.getProperty("value.converter"))
            .asSubclass(Converter.class)
            .getConstructor()
            .newInstance()) {
      converter.configure(configs, false);

      byte[] bytes = converter.fromConnectData("readme", event.schema(), event);

      assertThat(converter.toConnectData("readme", bytes).value()).isEqualTo(event);
    }
  }

  @Test
  void theSerdeWritesAndReads() throws IOException {
    String url = Apicurio.URL;
    AccessEvent event = Samples.access();

    // README
    AvroSerde<AccessEvent> serde = new AvroSerde<>(AccessEvent.class);
    serde.configure(Map.of("schema.registry.url", url), false);
    byte[] bytes = serde.serializer().serialize("gatehouse.access", event);
    AccessEvent same = serde.deserializer().deserialize("gatehouse.access", bytes);

    try (RegistryClient registry = new RegistryClient(Map.of("schema.registry.url", url))) {
      registry.compatibility("gatehouse.access-value", AccessEvent.getClassSchema());
    }
    // README

    assertThat(same).isEqualTo(event);
    assertThat(block("java")).isEqualTo(shownHere());
    serde.close();
  }

  private static String block(String language) throws IOException {
    return between(Path.of("README.md"), "```" + language + "\n", "```");
  }

  /** This file's lines between the two marks. */
  private static String shownHere() throws IOException {
    String mark = "    // " + "README\n";
    return between(Path.of("src/test/java/io/gatehouse/registry/ReadmeTest.java"), mark, mark);
  }

  private static String between(Path file, String start, String end) throws IOException {
    String text = Files.readString(file);
    int from = text.indexOf(start) + start.length();
    return text.substring(from, text.indexOf(end, from)).stripTrailing().stripIndent().strip();
  }
}
