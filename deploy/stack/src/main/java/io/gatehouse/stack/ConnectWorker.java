package io.gatehouse.stack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A Kafka Connect worker (distributed mode, one worker) with exactly-once source support. Its class
 * path is Kafka's own; connectors come from the plugin path, as for an operator.
 */
public final class ConnectWorker extends ChildJvm {

  private final ConnectRest rest;

  private ConnectWorker(Program program, Launch launch, String url) {
    super(program, launch);
    this.rest = new ConnectRest(url);
  }

  /** Starts a worker with {@code config} over our settings. */
  public static ConnectWorker start(
      String bootstrapServers, Path pluginPath, Map<String, String> config) {
    return start(bootstrapServers, pluginPath, Launch.temporarily().config(config));
  }

  /**
   * Starts a worker. Connector configurations may use {@code ${env:NAME}} and {@code
   * ${file:path:key}}. The heap is 512 MiB and the compiler the quick one; a benchmark adds {@code
   * -Xmx} and {@code -XX:TieredStopAtLevel=4} to the launch.
   *
   * @param pluginPath the directory that holds one directory a plugin
   * @throws IllegalStateException if it ends or is not ready in time, with the end of its log
   */
  public static ConnectWorker start(String bootstrapServers, Path pluginPath, Launch launch) {
    String url = "http://127.0.0.1:" + Ports.free();
    var defaults = config(bootstrapServers, pluginPath.toAbsolutePath(), url);
    Path config = launch.writeConfig("connect.properties", defaults);
    var program =
        new Program(
            "connect",
            Jvm.kafka("-Xmx512m"),
            StackHome.kafkaClassPath(),
            "org.apache.kafka.connect.cli.ConnectDistributed",
            List.of(config.toString()));
    var worker = new ConnectWorker(program, launch, url);
    worker.begin();
    return worker;
  }

  /** The worker's REST API. */
  public ConnectRest rest() {
    return rest;
  }

  @Override
  boolean isReady() {
    return Http.answers(rest.url() + "/health");
  }

  private static Map<String, String> config(String bootstrapServers, Path plugins, String url) {
    String providers = "org.apache.kafka.common.config.provider.";
    String json = "org.apache.kafka.connect.json.JsonConverter";
    return Map.ofEntries(
        Map.entry("bootstrap.servers", bootstrapServers),
        Map.entry("group.id", "gatehouse-connect"),
        Map.entry("exactly.once.source.support", "enabled"),
        Map.entry("plugin.path", plugins.toString()),
        Map.entry("plugin.discovery", "service_load"),
        Map.entry("listeners", url),
        Map.entry("key.converter", "org.apache.kafka.connect.storage.StringConverter"),
        Map.entry("value.converter", json),
        Map.entry("value.converter.schemas.enable", "false"),
        Map.entry("config.storage.topic", "connect-configs"),
        Map.entry("config.storage.replication.factor", "1"),
        Map.entry("offset.storage.topic", "connect-offsets"),
        Map.entry("offset.storage.replication.factor", "1"),
        Map.entry("offset.storage.partitions", "1"),
        Map.entry("offset.flush.interval.ms", "1000"),
        Map.entry("status.storage.topic", "connect-status"),
        Map.entry("status.storage.replication.factor", "1"),
        Map.entry("status.storage.partitions", "1"),
        Map.entry("config.providers", "env,file"),
        Map.entry("config.providers.env.class", providers + "EnvVarConfigProvider"),
        Map.entry("config.providers.file.class", providers + "FileConfigProvider"),
        Map.entry("connector.client.config.override.policy", "All"),
        // The only worker need not wait for a lost one to come back.
        Map.entry("scheduled.rebalance.max.delay.ms", "0"),
        // A worker that was killed is missed after the shortest session that a broker allows.
        Map.entry("session.timeout.ms", "6000"),
        Map.entry("heartbeat.interval.ms", "1500"),
        // One that was killed leaves a transaction open, and does not start again before that has
        // timed out, by default after a minute: it reads its offsets to their very end.
        Map.entry("producer.transaction.timeout.ms", "20000"));
  }
}
