package io.gatehouse.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityResult;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;

/** Whoever reads with the current schemas can read what the last release wrote. */
class CompatibilityTest {

  private static final Path RELEASED = Path.of("released");

  @Test
  void currentSchemasReadWhatTheLastReleaseWrote() throws IOException {
    Map<String, Schema> released = schemas(RELEASED);
    Map<String, Schema> current = schemas(Path.of("src/main/avro"));

    assertThat(current).containsKeys(released.keySet().toArray(String[]::new));
    released.forEach(
        (name, writer) -> {
          SchemaCompatibilityResult result = backward(current.get(name), writer);
          assertThat(result.getCompatibility())
              .as("%s: %s", name, result.getIncompatibilities())
              .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        });
  }

  @Test
  void aNewFieldWithoutDefaultIsFound() {
    Schema released = RelayCommand.getClassSchema();
    Schema broken =
        parse(
            released
                .toString()
                .replace(
                    "\"fields\":[", "\"fields\":[{\"name\":\"urgent\",\"type\":\"boolean\"},"));

    SchemaCompatibilityResult result = backward(broken, released);

    assertThat(result.getCompatibility()).isEqualTo(SchemaCompatibilityType.INCOMPATIBLE);
    assertThat(result.getIncompatibilities().toString()).contains("urgent");
  }

  @Test
  void aChangedTypeIsFound() {
    Schema released = AccessEvent.getClassSchema();
    Schema broken =
        parse(
            released
                .toString()
                .replace(
                    "{\"name\":\"duress\",\"type\":\"boolean\"",
                    "{\"name\":\"duress\",\"type\":\"int\""));

    assertThat(broken).isNotEqualTo(released);
    assertThat(backward(broken, released).getCompatibility())
        .isEqualTo(SchemaCompatibilityType.INCOMPATIBLE);
  }

  private static SchemaCompatibilityResult backward(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getResult();
  }

  private static Schema parse(String schema) {
    return new Schema.Parser().parse(schema);
  }

  private static Map<String, Schema> schemas(Path directory) throws IOException {
    Schema.Parser parser = new Schema.Parser();
    Map<String, Schema> schemas = new TreeMap<>();
    // AlarmEvent refers to it.
    Schema attachment = parser.parse(directory.resolve("Attachment.avsc").toFile());
    schemas.put(attachment.getFullName(), attachment);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.avsc")) {
      for (Path file : files) {
        if (!file.endsWith("Attachment.avsc")) {
          Schema schema = parser.parse(file.toFile());
          schemas.put(schema.getFullName(), schema);
        }
      }
    }
    return schemas;
  }
}
