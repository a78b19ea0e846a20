package io.gatehouse.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;

/**
 * An Apicurio Registry that speaks the Confluent schema registry API on {@code 127.0.0.1}. It
 * demands BACKWARD compatibility and keeps its schemas and their ids over a restart.
 */
public final class ApicurioRegistry extends ChildJvm {

  private final String url;

  private ApicurioRegistry(Program program, Launch launch, String url) {
    super(program, launch);
    this.url = url;
  }

  /** Starts a registry whose schemas live until it is closed. */
  public static ApicurioRegistry start() {
    return start(Launch.temporarily());
  }

  /** Starts a registry on the schemas in {@code directory}. */
  public static ApicurioRegistry start(Path directory) {
    return start(Launch.in(directory));
  }

  /**
   * Starts a registry. The settings of the launch are Apicurio's, as system properties.
   *
   * @throws IllegalStateException if it ends or is not ready in time, with the end of its log
   */
  public static ApicurioRegistry start(Launch launch) {
    int port = Ports.free();
    Path jar = StackHome.apicurioJar();
    var program =
        new Program(
            "registry", jvmOptions(launch, port), jar.toString(), mainClass(jar), List.of());
    var url = "http://127.0.0.1:" + port + "/apis/ccompat/v7";
    var registry = new ApicurioRegistry(program, launch, url);
    registry.begin();
    return registry;
  }

  /** The address for {@code schema.registry.url}; it ends in {@code /apis/ccompat/v7}. */
  public String url() {
    return url;
  }

  @Override
  boolean isReady() {
    return Http.answers(url + "/subjects");
  }

  private static List<String> jvmOptions(Launch launch, int port) {
    var settings =
        new TreeMap<>(
            Map.of(
                "quarkus.http.host",
                "127.0.0.1",
                "quarkus.http.port",
                Integer.toString(port),
                "quarkus.management.host",
                "127.0.0.1",
                "quarkus.management.port",
                Integer.toString(Ports.free()),
                "apicurio.rules.global.compatibility",
                "BACKWARD",
                "apicurio.datasource.url",
                "jdbc:h2:file:" + launch.directory().resolve("schemas")));
    settings.putAll(launch.config());
    var options = new ArrayList<>(Jvm.small("-Xmx128m"));
    settings.forEach((name, value) -> options.add("-D" + name + "=" + value));
    return options;
  }

  private static String mainClass(Path jar) {
    try (var file = new JarFile(jar.toFile())) {
      return file.getManifest().getMainAttributes().getValue("Main-Class");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
