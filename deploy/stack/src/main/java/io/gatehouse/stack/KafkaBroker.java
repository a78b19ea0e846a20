package io.gatehouse.stack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One Kafka broker that is its own KRaft controller, on {@code 127.0.0.1}. */
public final class KafkaBroker extends ChildJvm {

  private final String bootstrapServers;

  private KafkaBroker(Program program, Launch launch, String bootstrapServers) {
    super(program, launch);
    this.bootstrapServers = bootstrapServers;
  }

  /** Starts a broker whose data lives until it is closed. */
  public static KafkaBroker start() {
    return start(Launch.temporarily());
  }

  /** Starts a broker on the data in {@code directory}, formatting it the first time. */
  public static KafkaBroker start(Path directory) {
    return start(Launch.in(directory));
  }

  /**
   * Starts a broker. The heap is 384 MiB and the compiler the quick one; a benchmark adds {@code
   * -Xmx} and {@code -XX:TieredStopAtLevel=4} to the launch.
   *
   * @throws IllegalStateException if it ends or is not ready in time, with the end of its log
   */
  public static KafkaBroker start(Launch launch) {
    String listener = "127.0.0.1:" + Ports.free();
    String controller = "127.0.0.1:" + Ports.free();
    Path data = launch.directory().resolve("data");
    Path config = launch.writeConfig("broker.properties", config(listener, controller, data));
    var program =
        new Program(
            "broker",
            Jvm.kafka("-Xmx384m"),
            StackHome.kafkaClassPath(),
            BrokerMain.class.getName(),
            List.of(config.toString(), data.toString()));
    var broker = new KafkaBroker(program, launch, listener);
    broker.begin();
    return broker;
  }

  /** Host and port for {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  @Override
  boolean isReady() {
    return hasLogged("Kafka Server started");
  }

  private static Map<String, String> config(String listener, String controller, Path data) {
    return Map.ofEntries(
        Map.entry("node.id", "1"),
        Map.entry("process.roles", "broker,controller"),
        Map.entry("controller.quorum.voters", "1@" + controller),
        Map.entry("controller.listener.names", "CONTROLLER"),
        Map.entry("listeners", "PLAINTEXT://" + listener + ",CONTROLLER://" + controller),
        Map.entry("log.dirs", data.toString()),
        // One broker holds every copy.
        Map.entry("offsets.topic.replication.factor", "1"),
        Map.entry("offsets.topic.num.partitions", "4"),
        Map.entry("transaction.state.log.replication.factor", "1"),
        Map.entry("transaction.state.log.min.isr", "1"),
        Map.entry("transaction.state.log.num.partitions", "4"),
        Map.entry("share.coordinator.state.topic.replication.factor", "1"),
        Map.entry("share.coordinator.state.topic.min.isr", "1"),
        // Nobody else will join: do not wait for others.
        Map.entry("group.initial.rebalance.delay.ms", "0"),
        // The default of 20 ms caps a task with a transaction a record at 270 records a second.
        Map.entry("add.partitions.to.txn.retry.backoff.ms", "1"),
        // Look for transactions that have timed out every second, not every ten.
        Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"),
        // A broker that was killed is let in again once its old session has ended.
        Map.entry("broker.session.timeout.ms", "3000"),
        Map.entry("broker.heartbeat.interval.ms", "500"),
        // The default of 128 MiB is a third of the heap.
        Map.entry("log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20)),
        Map.entry("controlled.shutdown.enable", "false"));
  }
}
