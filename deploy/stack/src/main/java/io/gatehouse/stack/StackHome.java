package io.gatehouse.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the build put Kafka's class path and the registry: {@code deploy/stack/target/home}, found
 * upwards from the working directory, or the directory named by the system property {@value
 * #PROPERTY}.
 */
final class StackHome {

  static final String PROPERTY = "gatehouse.stack.home";

  private static final String BUILD = "build it with: mvn -q -pl deploy/stack generate-resources";

  private StackHome() {}

  /** The class path of broker and Connect worker: Kafka's own jars and log4j2, nothing of ours. */
  static String kafkaClassPath() {
    try {
      return Files.readString(find("kafka.classpath")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The runnable jar of the registry for this Java version. */
  static Path apicurioJar() {
    var directory = find(Runtime.version().feature() >= 21 ? "apicurio-java21" : "apicurio-java17");
    try (var jars = Files.newDirectoryStream(directory, "*run*.jar")) {
      return jars.iterator().next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path find(String name) {
    Path found = directory().resolve(name);
    if (!Files.exists(found)) {
      throw new IllegalStateException(found + " does not exist; " + BUILD);
    }
    return found;
  }

  private static Path directory() {
    String configured = System.getProperty(PROPERTY);
    if (configured != null) {
      return Path.of(configured);
    }
    Path start = Path.of("").toAbsolutePath();
    for (Path at = start; at != null; at = at.getParent()) {
      Path home = at.resolve("deploy/stack/target/home");
      if (Files.isDirectory(home)) {
        return home;
      }
    }
    throw new IllegalStateException(
        "no deploy/stack/target/home at or above %s; %s, or set -D%s"
            .formatted(start, BUILD, PROPERTY));
  }
}
