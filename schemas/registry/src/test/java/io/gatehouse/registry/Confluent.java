package io.gatehouse.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.connect.storage.Converter;

/** Confluent's own classes, unpacked by the build; they share Kafka, Avro and Jackson with ours. */
final class Confluent {
  static final Path JARS = Path.of("target/confluent");

  static final ClassLoader CLASSES = load(JARS);

  private Confluent() {}

  static Converter converter(String url, Map<String, ?> more) {
    Converter converter = (Converter) make("io.confluent.connect.avro.AvroConverter");
    inItsClassLoader(() -> converter.configure(configs(url, more), false));
    return converter;
  }

  // The class implements Serializer<Object>.
  @SuppressWarnings("unchecked")
  static Serializer<Object> serializer(String url, Map<String, ?> more) {
    Serializer<Object> serializer =
        (Serializer<Object>) make("io.confluent.kafka.serializers.KafkaAvroSerializer");
    inItsClassLoader(() -> serializer.configure(configs(url, more), false));
    return serializer;
  }

  // The class implements Deserializer<Object>.
  @SuppressWarnings("unchecked")
  static Deserializer<Object> deserializer(String url, Map<String, ?> more) {
    Deserializer<Object> deserializer =
        (Deserializer<Object>) make("io.confluent.kafka.serializers.KafkaAvroDeserializer");
    inItsClassLoader(() -> deserializer.configure(configs(url, more), false));
    return deserializer;
  }

  /** Kafka looks for the classes that an option names in the thread's class loader. */
  static void inItsClassLoader(Runnable configure) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(CLASSES);
    try {
      configure.run();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static Map<String, Object> configs(String url, Map<String, ?> more) {
    Map<String, Object> configs = new HashMap<>(more);
    configs.put("schema.registry.url", url);
    return configs;
  }

  private static Object make(String name) {
    try {
      return CLASSES.loadClass(name).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ClassLoader load(Path directory) {
    try (Stream<Path> jars = Files.list(directory)) {
      return new URLClassLoader(
          jars.map(Confluent::url).toArray(URL[]::new), Confluent.class.getClassLoader());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
