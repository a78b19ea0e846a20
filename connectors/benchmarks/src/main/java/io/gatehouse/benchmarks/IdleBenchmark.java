package io.gatehouse.benchmarks;

import io.gatehouse.benchmarks.Figures.Name;
import java.time.Duration;

/**
 * What a fleet of 2N devices costs while nothing happens: every device holds a long poll of one
 * task.
 */
final class IdleBenchmark {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** As long as nobody asks anything, everybody waits. */
  private static final Duration QUIET = Duration.ofSeconds(5);

  private static final double TARGET = 5;

  private static final Name CONNECTING = Name.of("idle", "creation to all waiting", "s");

  private final Rig rig;
  private final Duration window;

  /**
   * @param window over which processor time is counted: as long as a long poll, so that each is
   *     renewed once
   */
  IdleBenchmark(Rig rig, Duration window) {
    this.rig = rig;
    this.window = window;
  }

  void run(int runs, int devices, Figures figures) {
    WorkerCost.requireFiles(devices);
    try (var cost = new WorkerCost(rig, "idle", TARGET, window, figures)) {
      for (int run = 0; run < runs; run++) {
        try (Fleet fleet = Fleet.start(devices, 0, rig.password())) {
          long created = System.nanoTime();
          String connector = fleet.createConnector(rig);
          awaitAllWaiting(fleet, devices, created, figures);
          if (run == 0) {
            cost.settle();
          }
          cost.processor();
          cost.memory(devices);
          rig.deleteConnector(connector);
        }
      }
    }
  }

  private static void awaitAllWaiting(Fleet fleet, int devices, long created, Figures figures) {
    long requests = -1;
    long since = System.nanoTime();
    while (fleet.counter("channels") < devices || System.nanoTime() - since < QUIET.toNanos()) {
      long now = fleet.counter("requests");
      if (now != requests) {
        requests = now;
        since = System.nanoTime();
      }
      if (System.nanoTime() - created > PATIENCE.toNanos()) {
        throw new IllegalStateException(
            "after %d s only %d of %d devices wait"
                .formatted(PATIENCE.toSeconds(), fleet.counter("channels"), devices));
      }
      WorkerCost.pause(Duration.ofMillis(100));
    }
    figures.add(CONNECTING, (since - created) / 1e9);
  }
}
