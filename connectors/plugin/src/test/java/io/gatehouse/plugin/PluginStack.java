package io.gatehouse.plugin;

import io.gatehouse.events.CreateTopics;
import io.gatehouse.events.Topics;
import io.gatehouse.stack.ApicurioRegistry;
import io.gatehouse.stack.ConnectRest;
import io.gatehouse.stack.ConnectWorker;
import io.gatehouse.stack.KafkaBroker;
import io.gatehouse.stack.Launch;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** A broker, a registry, and a Connect worker with exactly-once support that has the built zip. */
record PluginStack(KafkaBroker broker, ApicurioRegistry registry, ConnectWorker worker)
    implements AutoCloseable {

  /**
   * Starts all three.
   *
   * @param plugins an empty directory, which becomes the worker's plugin path
   */
  static PluginStack start(Path plugins, Launch worker) {
    return start(plugins, Launch.temporarily(), worker);
  }

  /** Starts all three, with settings for the broker too. */
  static PluginStack start(Path plugins, Launch launch, Launch worker) {
    PluginZip.unpackInto(plugins);
    KafkaBroker broker = KafkaBroker.start(launch);
    return new PluginStack(
        broker,
        ApicurioRegistry.start(),
        ConnectWorker.start(broker.bootstrapServers(), plugins, worker));
  }

  ConnectRest connect() {
    return worker.rest();
  }

  /** Kills the worker as a crash would, and starts it again. */
  void crashWorker() {
    worker.killHard();
    worker.restart();
  }

  /** Creates the topics of a connector, and reads their events. */
  CommittedEvents createTopics(String prefix) throws InterruptedException, ExecutionException {
    Topics topics = Topics.of(prefix);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      CreateTopics.create(admin, topics, 1);
    }
    return new CommittedEvents(broker.bootstrapServers(), registry.url(), topics);
  }

  /** What every connector here is told; a vendor's options come on top. */
  Map<String, String> settings(String connector, String prefix) {
    return Map.of(
        "connector.class", connector,
        "tasks.max", "1",
        "exactly.once.support", "required",
        "errors.retry.timeout", "-1",
        "topic.prefix", prefix,
        "value.converter", "io.gatehouse.registry.AvroConverter",
        "value.converter.schema.registry.url", registry.url());
  }

  @Override
  public void close() {
    worker.close();
    registry.close();
    broker.close();
  }
}
