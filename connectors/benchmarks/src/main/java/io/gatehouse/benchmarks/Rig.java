package io.gatehouse.benchmarks;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.events.CreateTopics;
import io.gatehouse.events.Topics;
import io.gatehouse.stack.ApicurioRegistry;
import io.gatehouse.stack.ConnectWorker;
import io.gatehouse.stack.KafkaBroker;
import io.gatehouse.stack.Launch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/**
 * Broker, registry and Connect worker in processes of their own, with the connector as it is
 * shipped: exactly-once, default options.
 */
final class Rig implements AutoCloseable {

  /** The account of all simulated devices and clouds. */
  static final String USER = "gatehouse";

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @param plugins the directory that holds one directory a plugin
   * @param connector the connector's configuration, as {@code POST /connectors} takes it
   * @param workerOptions JVM options of the worker, beyond those that a benchmark needs
   * @param brokerSettings in Kafka's words, over those of the stack
   */
  record Setup(
      Path plugins,
      Path connector,
      List<String> workerOptions,
      Map<String, String> brokerSettings) {}

  private final KafkaBroker broker;
  private final ApicurioRegistry registry;
  private final ConnectWorker worker;
  private final Map<String, String> connector;
  private final Path devices;
  private final String password;
  private int connectors;

  private Rig(
      KafkaBroker broker,
      ApicurioRegistry registry,
      ConnectWorker worker,
      Map<String, String> connector,
      Path devices,
      String password) {
    this.broker = broker;
    this.registry = registry;
    this.worker = worker;
    this.connector = connector;
    this.devices = devices;
    this.password = password;
  }

  static Rig start(Setup setup) throws ExecutionException, InterruptedException {
    String password = UUID.randomUUID().toString();
    KafkaBroker broker =
        KafkaBroker.start(
            warm(Launch.temporarily(), "-Xms768m", "-Xmx768m").config(setup.brokerSettings()));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      CreateTopics.create(admin, Topics.of(Topics.DEFAULT_PREFIX), 1);
    }
    ApicurioRegistry registry = ApicurioRegistry.start();
    Launch launch = warm(Launch.temporarily(), "-Xms1g", "-Xmx1g");
    Path devices = launch.directory().resolve("devices.json");
    ConnectWorker worker =
        ConnectWorker.start(
            broker.bootstrapServers(),
            setup.plugins(),
            launch
                .jvmOptions(setup.workerOptions().toArray(String[]::new))
                .environment("GATEHOUSE_TWON_DEVICES", devices.toString())
                .environment("GATEHOUSE_TWON_USERNAME", USER)
                .environment("GATEHOUSE_TWON_PASSWORD", password)
                .environment("GATEHOUSE_HIK_DEVICES", devices.toString())
                .environment("GATEHOUSE_HIK_APP_KEY", USER)
                .environment("GATEHOUSE_HIK_SECRET_KEY", password)
                .environment("GATEHOUSE_AKUVOX_DEVICES", devices.toString())
                .environment("GATEHOUSE_AKUVOX_USERNAME", USER)
                .environment("GATEHOUSE_AKUVOX_PASSWORD", password)
                .environment("GATEHOUSE_RELAY_DEVICES", devices.toString())
                .environment("GATEHOUSE_RELAY_ALLOW", "*:*:*")
                .environment("GATEHOUSE_BOOTSTRAP_SERVERS", broker.bootstrapServers())
                .environment("GATEHOUSE_TOKEN_KEY", UUID.randomUUID().toString())
                .environment("GATEHOUSE_REGISTRY_URL", registry.url()));
    return new Rig(broker, registry, worker, config(setup.connector()), devices, password);
  }

  /** With the full compiler, as in production. */
  private static Launch warm(Launch launch, String... heap) {
    return launch.jvmOptions("-XX:TieredStopAtLevel=4").jvmOptions(heap);
  }

  KafkaBroker broker() {
    return broker;
  }

  ApicurioRegistry registry() {
    return registry;
  }

  ConnectWorker worker() {
    return worker;
  }

  /** Password of {@link #USER}, which a cloud calls its secret key. */
  String password() {
    return password;
  }

  /**
   * Starts a connector that knows no device from before.
   *
   * @param urls of devices by id
   * @return its name
   */
  String createConnector(Map<String, URI> urls) {
    List<Map<String, String>> list = new ArrayList<>();
    urls.forEach((id, url) -> list.add(Map.of("id", id, "url", url.toString())));
    return createConnector(list, Map.of());
  }

  /**
   * Starts a connector that knows no device from before.
   *
   * @param list devices, as a file of devices describes them
   * @param options beside those of the connector's file
   * @return its name
   */
  String createConnector(List<Map<String, String>> list, Map<String, String> options) {
    Report.write(devices, JSON.valueToTree(Map.of("devices", list)).toString());
    Map<String, String> config = new HashMap<>(connector);
    config.putAll(options);
    String name = "benchmark-" + ++connectors;
    worker.rest().create(name, config);
    return name;
  }

  /** With its offsets, which the worker would keep in memory. */
  void deleteConnector(String name) {
    worker.rest().stop(name);
    worker.rest().await(name, "STOPPED");
    worker.rest().resetOffsets(name);
    worker.rest().delete(name);
  }

  @Override
  public void close() {
    worker.close();
    registry.close();
    broker.close();
  }

  private static Map<String, String> config(Path file) {
    try {
      var config = JSON.readTree(Files.readString(file)).path("config");
      if (!config.isObject()) {
        throw new IllegalArgumentException(
            file + " has no 'config'; it must be what POST /connectors takes");
      }
      return JSON.convertValue(config, new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read as a connector's configuration", e);
    }
  }
}
