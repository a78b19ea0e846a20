package io.gatehouse.plugin;

import io.gatehouse.stack.ConnectRest;
import io.gatehouse.stack.ConnectWorker;
import io.gatehouse.stack.Launch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A broker, a registry, and two Connect workers of one group that have the built zip. */
record RelaySite(PluginStack stack, List<ConnectWorker> workers) implements AutoCloseable {

  static final String PASSWORD = "open-sesame-4713";

  /** After which a worker, and a sink's consumer, are missed. */
  static final String SESSION_MS = "4000";

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /**
   * Starts all.
   *
   * @param plugins an empty directory
   * @param commitInterval how often consumer offsets are committed
   */
  static RelaySite start(Path plugins, Duration commitInterval) {
    PluginStack stack =
        PluginStack.start(
            plugins,
            Launch.temporarily().config("group.min.session.timeout.ms", "3000"),
            worker(commitInterval));
    ConnectWorker second =
        ConnectWorker.start(stack.broker().bootstrapServers(), plugins, worker(commitInterval));
    return new RelaySite(stack, List.of(stack.worker(), second));
  }

  private static Launch worker(Duration commitInterval) {
    return Launch.temporarily()
        .environment("DOOR_PASSWORD", PASSWORD)
        .config(
            Map.of(
                "session.timeout.ms",
                SESSION_MS,
                "heartbeat.interval.ms",
                "1000",
                "offset.flush.interval.ms",
                Long.toString(commitInterval.toMillis())));
  }

  ConnectRest connect() {
    return workers.get(0).rest();
  }

  /** Which worker runs the only task of a connector. */
  ConnectWorker holder(String connector) {
    String id = connect().status(connector).at("/tasks/0/worker_id").asText();
    return workers.stream()
        .filter(worker -> worker.rest().url().endsWith(id))
        .findFirst()
        .orElseThrow();
  }

  /** The one that is not this one. */
  ConnectWorker other(ConnectWorker worker) {
    return workers.get(1 - workers.indexOf(worker));
  }

  /** Waits until a worker has taken over the ledger of a topic since its last start. */
  static void awaitTakeover(ConnectWorker worker, String topic) {
    await("a takeover", () -> worker.logged().contains("ledger taken over partition=" + topic));
  }

  static void await(String what, BooleanSupplier so) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!so.getAsBoolean()) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("waited long enough for " + what);
      }
      pass(Duration.ofMillis(50));
    }
  }

  /** Lets time pass for other processes. */
  static void pass(Duration time) {
    try {
      TimeUnit.MILLISECONDS.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    workers.get(1).close();
    stack.close();
  }
}
