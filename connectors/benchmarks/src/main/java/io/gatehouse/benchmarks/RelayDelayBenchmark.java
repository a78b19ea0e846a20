package io.gatehouse.benchmarks;

import io.gatehouse.benchmarks.Commanded.Carried;
import io.gatehouse.benchmarks.Doors.Moved;
import io.gatehouse.benchmarks.Figures.Name;

/**
 * How long a command takes to the door of a 2N device, on a quiet system, the ledger included.
 * Beside it stands a consumer that calls the device without a ledger.
 */
final class RelayDelayBenchmark {

  private static final String BENCHMARK = "relay delay";
  private static final int FIRST_COMMANDS = 20;
  private static final int WARM_UP = 5;

  private static final Name FIRST_P50 = Name.of(BENCHMARK, "new worker, p50", "ms");
  private static final Name FIRST_MAX = Name.of(BENCHMARK, "new worker, max", "ms");
  private static final Name P50 = Name.of(BENCHMARK, "p50", "ms").under(20);
  private static final Name P99 = Name.of(BENCHMARK, "p99", "ms").under(100);
  private static final Name MAX = Name.of(BENCHMARK, "max", "ms");
  private static final Name NOT_ACCEPTED =
      Name.of(BENCHMARK, "not accepted", "commands").exactly(0);
  private static final Name DOUBLED = Name.of(BENCHMARK, "doubled", "commands").exactly(0);
  private static final Name PLAIN_P50 = Name.of(BENCHMARK, "plain caller p50", "ms");
  private static final Name PLAIN_P99 = Name.of(BENCHMARK, "plain caller p99", "ms");
  private static final Name RATIO = Name.of(BENCHMARK, "p50 / plain caller p50", "ratio");

  private final Rig rig;

  RelayDelayBenchmark(Rig rig) {
    this.rig = rig;
  }

  /**
   * Measures.
   *
   * @param commands of a run; more go before, which compile the code
   */
  void run(int runs, int commands, Figures figures) {
    try (Commanded sink = Commanded.bySink(rig, 1);
        Commanded caller = Commanded.plainly(rig, 1)) {
      sink.oneByOne(1); // begins when the sink has begun
      Moved first = sink.oneByOne(FIRST_COMMANDS).moved();
      figures.add(FIRST_P50, first.quantile(0.5));
      figures.add(FIRST_MAX, first.quantile(1));
      sink.atOnce(WARM_UP * commands);
      caller.atOnce(WARM_UP * commands);
      for (int run = 0; run < runs; run++) {
        Carried ours = sink.oneByOne(commands);
        Moved plain = caller.oneByOne(commands).moved();
        figures.add(P50, ours.moved().quantile(0.5));
        figures.add(P99, ours.moved().quantile(0.99));
        figures.add(MAX, ours.moved().quantile(1));
        figures.add(NOT_ACCEPTED, ours.notAccepted());
        figures.add(DOUBLED, ours.moved().doubled());
        figures.add(PLAIN_P50, plain.quantile(0.5));
        figures.add(PLAIN_P99, plain.quantile(0.99));
        figures.add(RATIO, ours.moved().quantile(0.5) / plain.quantile(0.5));
      }
    }
  }
}
