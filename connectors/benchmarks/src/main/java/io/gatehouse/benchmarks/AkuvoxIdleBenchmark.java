package io.gatehouse.benchmarks;

import io.gatehouse.benchmarks.Figures.Name;
import java.time.Duration;

/**
 * What Akuvox devices cost while nothing happens at them: each is asked for its door log and its
 * call log every two seconds, in one task. Beside it stands a client that only asks, in this
 * process.
 */
final class AkuvoxIdleBenchmark {

  private static final String BENCHMARK = "akuvox idle";
  private static final double TARGET = 50;

  /** In a second of one percent of a core. */
  private static final double MICROS = 1e4;

  private static final Name CONNECTING = Name.of(BENCHMARK, "creation to all read", "s");
  private static final Name REQUESTS = Name.of(BENCHMARK, "requests", "requests/s");
  private static final Name OURS = Name.of(BENCHMARK, "processor time a request", "us");
  private static final Name PLAIN = Name.of(BENCHMARK, "plain client, time a request", "us");
  private static final Name RATIO = Name.of(BENCHMARK, "time a request / plain client", "ratio");

  private final Rig rig;
  private final Duration window;
  private final Figures figures;

  /**
   * @param window over which processor time is counted
   */
  AkuvoxIdleBenchmark(Rig rig, Duration window, Figures figures) {
    this.rig = rig;
    this.window = window;
    this.figures = figures;
  }

  void run(int runs, int devices) {
    WorkerCost.requireFiles(devices);
    try (var cost = new WorkerCost(rig, BENCHMARK, TARGET, window, figures);
        var reader = new Reader(rig.broker().bootstrapServers(), rig.registry().url())) {
      for (int run = 0; run < runs; run++) {
        double ours = ours(cost, reader, devices, run == 0);
        double plain = plain(devices, run == 0);
        figures.add(OURS, ours);
        figures.add(PLAIN, plain);
        figures.add(RATIO, ours / plain);
      }
    }
  }

  /** Microseconds that a request takes. */
  private double ours(WorkerCost cost, Reader reader, int devices, boolean first) {
    try (var fleet = AkuvoxDevices.start(devices, rig.password())) {
      long created = System.nanoTime();
      String connector = rig.createConnector(fleet.urls());
      Drain drain = Drain.of(reader, fleet.backlog());
      figures.add(CONNECTING, (drain.last() - created) / 1e9);
      if (first) {
        cost.settle();
      }
      long before = fleet.counter("requests");
      long start = System.nanoTime();
      double share = cost.processor();
      double rate = (fleet.counter("requests") - before) / ((System.nanoTime() - start) / 1e9);
      figures.add(REQUESTS, rate);
      cost.memory(devices);
      rig.deleteConnector(connector);
      return share * MICROS / rate;
    }
  }

  private double plain(int devices, boolean first) {
    try (var fleet = AkuvoxDevices.startOpen(devices);
        var client = new PollingClient(fleet.urls().values())) {
      if (first) {
        WorkerCost.pause(window); // as our client has compiled its code before
      }
      return client.microsARequest(window);
    }
  }
}
