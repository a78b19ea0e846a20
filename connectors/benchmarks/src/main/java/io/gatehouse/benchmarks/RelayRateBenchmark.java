package io.gatehouse.benchmarks;

import io.gatehouse.benchmarks.Commanded.Carried;
import io.gatehouse.benchmarks.Doors.Moved;
import io.gatehouse.benchmarks.Figures.Name;
import java.util.List;
import java.util.Map;

/**
 * Many commands to many 2N devices: so many a second, and then as fast as it goes. Beside it stands
 * a consumer that calls the devices without a ledger.
 */
final class RelayRateBenchmark {

  private static final String BENCHMARK = "relay rate";
  private static final int PER_SECOND = 200;

  private static final Name P50 = Name.of(BENCHMARK, "p50 at 200/s", "ms");
  private static final Name P99 = Name.of(BENCHMARK, "p99 at 200/s", "ms");
  private static final Name PLAIN_P50 = Name.of(BENCHMARK, "plain caller p50 at 200/s", "ms");
  private static final Name PLAIN_P99 = Name.of(BENCHMARK, "plain caller p99 at 200/s", "ms");
  private static final Name RATIO = Name.of(BENCHMARK, "p50 / plain caller p50", "ratio");
  private static final Name WORKER =
      Name.of(BENCHMARK, "processor time of the worker at 200/s", "us/command");
  private static final Name BROKER =
      Name.of(BENCHMARK, "processor time of the broker at 200/s", "us/command");
  private static final Name FASTEST = Name.of(BENCHMARK, "as fast as it goes", "commands/s");
  private static final Name PLAIN_FASTEST =
      Name.of(BENCHMARK, "plain caller as fast as it goes", "commands/s");
  private static final Name NOT_ACCEPTED =
      Name.of(BENCHMARK, "not accepted", "commands").exactly(0);
  private static final Name MISSING = Name.of(BENCHMARK, "not moved", "commands").exactly(0);
  private static final Name DOUBLED = Name.of(BENCHMARK, "doubled", "commands").exactly(0);

  private final Rig rig;
  private final Figures figures;

  RelayRateBenchmark(Rig rig, Figures figures) {
    this.rig = rig;
    this.figures = figures;
  }

  /**
   * Measures. What a new worker does is not counted: its code is not compiled yet.
   *
   * @param commands of a run, and as many as fast as it goes
   */
  void run(int runs, int commands, int devices) {
    try (Commanded sink = Commanded.bySink(rig, devices);
        Commanded caller = Commanded.plainly(rig, devices)) {
      for (Commanded each : List.of(sink, caller)) {
        each.atOnce(commands);
        each.steadily(commands, PER_SECOND);
      }
      for (int run = 0; run < runs; run++) {
        steadily(sink, caller, commands);
        figures.add(FASTEST, check(sink.atOnce(commands)).perSecond());
        figures.add(PLAIN_FASTEST, caller.atOnce(commands).moved().perSecond());
      }
    }
  }

  private void steadily(Commanded sink, Commanded caller, int commands) {
    var processorTime =
        new ProcessorTime(Map.of("worker", rig.worker().pid(), "broker", rig.broker().pid()));
    Moved ours = check(sink.steadily(commands, PER_SECOND));
    var micros = processorTime.micros();
    Moved plain = caller.steadily(commands, PER_SECOND).moved();
    figures.add(P50, ours.quantile(0.5));
    figures.add(P99, ours.quantile(0.99));
    figures.add(PLAIN_P50, plain.quantile(0.5));
    figures.add(PLAIN_P99, plain.quantile(0.99));
    figures.add(RATIO, ours.quantile(0.5) / plain.quantile(0.5));
    figures.add(WORKER, micros.get("worker") / commands);
    figures.add(BROKER, micros.get("broker") / commands);
  }

  private Moved check(Carried carried) {
    figures.add(NOT_ACCEPTED, carried.notAccepted());
    figures.add(MISSING, carried.moved().missing());
    figures.add(DOUBLED, carried.moved().doubled());
    return carried.moved();
  }
}
