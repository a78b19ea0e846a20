package io.gatehouse.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.streams.rules.RuleBook;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is shown to users is taken. */
class ReadmeTest {

  private static final Path EXAMPLE = Path.of("../deploy/streams/streams.properties");

  @Test
  void theExampleIsTaken() throws IOException {
    String file =
        Files.readString(EXAMPLE)
            .replace("${env:GATEHOUSE_BOOTSTRAP_SERVERS}", "none:1")
            .replace("${env:GATEHOUSE_REGISTRY_URL}", "http://none:1");

    Settings settings = Settings.of(options(file));

    assertThat(settings.streams()).containsEntry("num.standby.replicas", "1");
  }

  @Test
  void theOptionsThatAreShownAreTaken() throws IOException {
    Map<String, String> options = options(block("properties"));
    options.put("bootstrap.servers", "none:1");

    Settings settings = Settings.of(options);

    assertThat(settings.app().enabledRules()).hasSizeLessThan(RuleBook.all().size());
  }

  @Test
  void withoutAFileItSaysWhatItWants() {
    assertThat(said()).isEqualTo(StreamsApp.USAGE);
    assertThat(said("no.properties")).isEqualTo("There is no file no.properties.\n");
  }

  @Test
  void aFileWithFaultsIsRefusedWithAllOfThem(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("app.properties");
    Files.writeString(file, "grace.ms=soon\nrule.alien.enabled=true\n");

    assertThat(said(file.toString()))
        .contains("grace.ms", "rule.alien.enabled", "bootstrap.servers", "schema.registry.url");
  }

  private static String said(String... arguments) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    assertThat(StreamsApp.run(arguments, new PrintStream(said, true, UTF_8))).isEqualTo(2);
    return said.toString(UTF_8);
  }

  private static Map<String, String> options(String file) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(file));
    Map<String, String> options = new HashMap<>();
    properties
        .stringPropertyNames()
        .forEach(name -> options.put(name, properties.getProperty(name)));
    return options;
  }

  private static String block(String language) throws IOException {
    String text = Files.readString(Path.of("README.md"));
    String begin = "```" + language + "\n";
    int from = text.indexOf(begin) + begin.length();
    return text.substring(from, text.indexOf("```", from));
  }
}
