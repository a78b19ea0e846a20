package io.gatehouse.demo;

import io.gatehouse.stack.ChildJvm;
import io.gatehouse.stack.Ports;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The Streams app in a process of its own.
 *
 * @param url of its API
 */
record StreamsProcess(ChildJvm child, String url) implements AutoCloseable {

  /** Starts it on topics that exist. */
  static StreamsProcess start(Storage storage, String bootstrapServers, String registryUrl) {
    var launch = storage.launch("streams");
    String api = "127.0.0.1:" + Ports.free();
    Path options =
        storage.write(
            "streams.properties",
            """
            bootstrap.servers=%s
            schema.registry.url=%s
            state.dir=%s
            api.listen=%s
            # What tells nothing within five seconds, will not.
            grace.ms=5000
            # The simulated devices have just been started.
            rule.trouble-then-opening.restart.within.ms=0
            # One that was killed is missed after the shortest session that a broker allows.
            consumer.session.timeout.ms=6000
            consumer.heartbeat.interval.ms=1500
            """
                .formatted(
                    bootstrapServers, registryUrl, launch.directory().resolve("state"), api));
    var program =
        new ChildJvm.Program(
            "streams",
            List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
            System.getProperty("java.class.path") + File.pathSeparator + jar(),
            "io.gatehouse.streams.StreamsApp",
            List.of(options.toString()));
    return new StreamsProcess(
        ChildJvm.start(program, launch, "Gatehouse streams app is ready"), "http://" + api);
  }

  /** The app itself; what it needs, the demo has. */
  private static String jar() {
    Path file = Demo.ROOT.resolve("deploy/demo/target/streams.classpath");
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " could not be read", e);
    }
  }

  @Override
  public void close() {
    child.close();
  }
}
