package io.gatehouse.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.events.AccessEvent;
import io.gatehouse.events.ConnectSchemas;
import io.gatehouse.events.EventClasses;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.storage.Converter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two classes that the profile "confluent" puts in place of ours, over Confluent's 7.0.1. */
final class ConfluentProfileTest {
  private static final Map<String, String> CONFIGS = Map.of("schema.registry.url", Apicurio.URL);

  @TempDir static Path classes;

  private static ClassLoader loader;

  @BeforeAll
  static void compile() throws IOException {
    List<String> sources = files(Path.of("src/confluent/java"), ".java");
    List<String> jars = files(Confluent.JARS, ".jar");
    String classPath =
        System.getProperty("java.class.path")
            + File.pathSeparator
            + String.join(File.pathSeparator, jars);
    List<String> arguments =
        Stream.concat(
                Stream.of("-cp", classPath, "-d", classes.toString(), "--release", "17"),
                sources.stream())
            .toList();

    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, System.out, System.err, arguments.toArray(String[]::new));

    assertThat(code).isZero();
    loader = new OwnFirst(Confluent.url(classes));
    EventClasses.trust();
  }

  @Test
  void theConverterRegistersTheAvscAndWritesWhatOursWrites() throws Exception {
    Struct event = ConnectSchemas.toStruct(Samples.access());
    Converter theirs =
        (Converter) loader.loadClass(AvroConverter.class.getName()).getConstructor().newInstance();
    Confluent.inItsClassLoader(() -> theirs.configure(CONFIGS, false));

    byte[] bytes = theirs.fromConnectData("profile-converter", event.schema(), event);

    assertThat(theirs.getClass()).isNotEqualTo(AvroConverter.class);
    try (AvroConverter ours = new AvroConverter();
        RegistryClient client = new RegistryClient(CONFIGS)) {
      ours.configure(CONFIGS, false);
      assertThat(client.latest("profile-converter-value").schema())
          .isEqualTo(ConnectToAvro.schema(event.schema()));
      assertThat(ours.toConnectData("profile-converter", bytes).value())
          .hasToString(event.toString());
      // Behind the id: Confluent's 7.0.1 loses the doc of a record, which makes another id of it.
      assertThat(Arrays.copyOfRange(bytes, 5, bytes.length)).isEqualTo(ourBytes(ours, event));
    }
  }

  // The class is the profile's AvroSerde<AccessEvent>.
  @SuppressWarnings("unchecked")
  @Test
  void theSerdeReadsAndWritesWhatOursDoes() throws Exception {
    AccessEvent event = Samples.access();
    Serde<AccessEvent> theirs =
        (Serde<AccessEvent>)
            loader
                .loadClass(AvroSerde.class.getName())
                .getConstructor(Class.class)
                .newInstance(AccessEvent.class);
    Confluent.inItsClassLoader(() -> theirs.configure(CONFIGS, false));
    try (theirs;
        AvroSerde<AccessEvent> ours = new AvroSerde<>(AccessEvent.class)) {
      ours.configure(CONFIGS, false);

      byte[] bytes = theirs.serializer().serialize("profile-serde", event);

      assertThat(theirs.getClass()).isNotEqualTo(AvroSerde.class);
      assertThat(ours.serializer().serialize("profile-serde", event)).isEqualTo(bytes);
      assertThat(ours.deserializer().deserialize("profile-serde", bytes)).isEqualTo(event);
      assertThat(theirs.deserializer().deserialize("profile-serde", bytes)).isEqualTo(event);
    }
  }

  private static byte[] ourBytes(AvroConverter ours, Struct event) {
    byte[] bytes = ours.fromConnectData("profile-converter", event.schema(), event);
    return Arrays.copyOfRange(bytes, 5, bytes.length);
  }

  private static List<String> files(Path directory, String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .map(Path::toString)
          .filter(file -> file.endsWith(suffix))
          .collect(Collectors.toList());
    }
  }

  /** Takes what was compiled here before our classes of the same names. */
  private static final class OwnFirst extends URLClassLoader {
    OwnFirst(URL compiled) {
      super(new URL[] {compiled}, Confluent.CLASSES);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        if (loaded == null && findResource(name.replace('.', '/') + ".class") != null) {
          loaded = findClass(name);
        }
        return loaded == null ? super.loadClass(name, resolve) : loaded;
      }
    }
  }
}
