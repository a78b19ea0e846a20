package io.gatehouse.benchmarks;

import io.gatehouse.benchmarks.Delays.Measured;
import io.gatehouse.benchmarks.Figures.Name;

/**
 * How long a record takes from an Akuvox device, which has to be asked for it. Beside it stands
 * what is reachable: half the time between two askings, and the plain producer.
 */
final class AkuvoxDelayBenchmark {

  private static final String BENCHMARK = "akuvox delay";
  private static final double PER_SECOND = 20;
  private static final double POLL_INTERVAL_MS = 2_000;

  private static final Name P50 = Name.of(BENCHMARK, "p50", "ms").under(POLL_INTERVAL_MS + 100);
  private static final Name P99 = Name.of(BENCHMARK, "p99", "ms");
  private static final Name RATIO = Name.of(BENCHMARK, "p50 / reachable", "ratio");

  private final Rig rig;

  AkuvoxDelayBenchmark(Rig rig) {
    this.rig = rig;
  }

  void run(int runs, int devices, int records, Figures figures) {
    WorkerCost.requireFiles(devices);
    try (var reader = new Reader(rig.broker().bootstrapServers(), rig.registry().url());
        var producer = new PlainProducer(rig.broker().bootstrapServers());
        var fleet = AkuvoxDevices.start(devices, rig.password())) {
      var delays = new Delays(reader);
      String connector = rig.createConnector(fleet.urls());
      Drain.of(reader, fleet.backlog()); // which compiles the code
      openEverywhere(fleet, devices, reader);
      for (int run = 0; run < runs; run++) {
        Measured ours = delays.measure(records, PER_SECOND, fleet::open);
        Measured plain = delays.plain(producer, PER_SECOND, ours);
        figures.add(P50, ours.quantile(0.5));
        figures.add(P99, ours.quantile(0.99));
        figures.add(RATIO, ours.quantile(0.5) / (POLL_INTERVAL_MS / 2 + plain.quantile(0.5)));
      }
      rig.deleteConnector(connector);
    }
  }

  /**
   * The backlog is all of one second. While that is the latest, a page does not tell where it ends,
   * and a second request must; no door is so busy.
   */
  private static void openEverywhere(AkuvoxDevices fleet, int devices, Reader reader) {
    for (int device = 0; device < devices; device++) {
      fleet.open(device);
    }
    Drain.of(reader, devices);
  }
}
