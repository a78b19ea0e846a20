package io.gatehouse.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * How to launch a child: where it keeps its data and log, and what is set beyond our defaults.
 *
 * @param directory data, configuration and log of the child; created when absent
 * @param temporary whether {@code directory} is deleted when the child is closed
 * @param config settings that override ours, in the child's own words
 * @param environment variables added to this process's own; the place for secrets
 * @param jvmOptions options that follow ours, and so win over them ({@code -Xmx1g})
 */
public record Launch(
    Path directory,
    boolean temporary,
    Map<String, String> config,
    Map<String, String> environment,
    List<String> jvmOptions) {

  public Launch {
    directory = directory.toAbsolutePath();
    config = Map.copyOf(config);
    environment = Map.copyOf(environment);
    jvmOptions = List.copyOf(jvmOptions);
  }

  /** Keeps everything in {@code directory} for the next start. */
  public static Launch in(Path directory) {
    return new Launch(directory, false, Map.of(), Map.of(), List.of());
  }

  /** Keeps everything in a new temporary directory until the child is closed. */
  public static Launch temporarily() {
    try {
      Path directory = Files.createTempDirectory("gatehouse-");
      return new Launch(directory, true, Map.of(), Map.of(), List.of());
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary directory for a child process", e);
    }
  }

  /** With one more setting. */
  public Launch config(String name, String value) {
    return config(Map.of(name, value));
  }

  /** With more settings. */
  public Launch config(Map<String, String> more) {
    return new Launch(directory, temporary, merged(config, more), environment, jvmOptions);
  }

  /** With one more environment variable. */
  public Launch environment(String name, String value) {
    var merged = merged(environment, Map.of(name, value));
    return new Launch(directory, temporary, config, merged, jvmOptions);
  }

  /** With more JVM options. */
  public Launch jvmOptions(String... more) {
    var merged = new ArrayList<>(jvmOptions);
    merged.addAll(List.of(more));
    return new Launch(directory, temporary, config, environment, merged);
  }

  /**
   * Writes {@code defaults} and, over them, {@link #config()} as a properties file into the
   * directory.
   */
  Path writeConfig(String file, Map<String, String> defaults) {
    var properties = new Properties();
    properties.putAll(defaults);
    properties.putAll(config);
    try {
      Files.createDirectories(directory);
      Path path = directory.resolve(file);
      try (var writer = Files.newBufferedWriter(path)) {
        properties.store(writer, null);
      }
      return path;
    } catch (IOException e) {
      throw new UncheckedIOException("could not write " + file + " into " + directory, e);
    }
  }

  /** Names only: the values may be secrets. */
  @Override
  public String toString() {
    return "Launch[directory=%s, config=%s, environment=%s, jvmOptions=%s]"
        .formatted(directory, config.keySet(), environment.keySet(), jvmOptions);
  }

  private static Map<String, String> merged(Map<String, String> one, Map<String, String> other) {
    var merged = new LinkedHashMap<>(one);
    merged.putAll(other);
    return merged;
  }
}
