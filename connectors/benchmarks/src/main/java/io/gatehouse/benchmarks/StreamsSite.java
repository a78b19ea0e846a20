package io.gatehouse.benchmarks;

import io.gatehouse.events.CreateTopics;
import io.gatehouse.events.Topics;
import io.gatehouse.stack.ApicurioRegistry;
import io.gatehouse.stack.ChildJvm;
import io.gatehouse.stack.KafkaBroker;
import io.gatehouse.stack.Launch;
import io.gatehouse.stack.Ports;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** Broker, registry and topics, without Connect: where the Streams app is measured. */
record StreamsSite(KafkaBroker broker, ApicurioRegistry registry, List<String> jvmOptions)
    implements AutoCloseable {

  /** What the app may have, as its target says. */
  static final String HEAP = "-Xmx512m";

  /**
   * Starts them.
   *
   * @param jvmOptions more options for the app's JVM
   */
  static StreamsSite start(Map<String, String> brokerSettings, List<String> jvmOptions)
      throws ExecutionException, InterruptedException {
    KafkaBroker broker =
        KafkaBroker.start(
            Launch.temporarily()
                .jvmOptions("-XX:TieredStopAtLevel=4", "-Xms768m", "-Xmx768m")
                .config(brokerSettings));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      CreateTopics.create(admin, Topics.of(Topics.DEFAULT_PREFIX), 1);
    }
    return new StreamsSite(broker, ApicurioRegistry.start(), jvmOptions);
  }

  /** Starts the app as its users do, with the full compiler. */
  ChildJvm app(Launch launch, Map<String, String> options) {
    Map<String, String> all = new HashMap<>();
    all.put("bootstrap.servers", broker.bootstrapServers());
    all.put("schema.registry.url", registry.url());
    all.put("state.dir", launch.directory().resolve("state").toString());
    all.put("api.listen", "127.0.0.1:" + Ports.free());
    all.put("replication.factor", "1");
    all.putAll(options);
    var file = launch.directory().resolve("streams.properties");
    Report.write(file, text(all));
    return ChildJvm.start(
        new ChildJvm.Program(
            "streams",
            List.of(HEAP, "-XX:+UseSerialGC"),
            System.getProperty("java.class.path"),
            "io.gatehouse.streams.StreamsApp",
            List.of(file.toString())),
        launch.jvmOptions(jvmOptions.toArray(String[]::new)),
        "Gatehouse streams app is ready");
  }

  private static String text(Map<String, String> options) {
    var properties = new Properties();
    properties.putAll(options);
    var text = new StringWriter();
    try {
      properties.store(text, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  @Override
  public void close() {
    registry.close();
    broker.close();
  }
}
