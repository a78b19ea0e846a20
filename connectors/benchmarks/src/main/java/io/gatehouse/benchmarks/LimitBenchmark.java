package io.gatehouse.benchmarks;

import io.gatehouse.benchmarks.Figures.Name;
import java.util.List;
import java.util.Set;

/**
 * How fast a queue's backlog is read when the account allows five requests a second, beside what
 * that allows: two requests a batch. Nothing else can limit it, so no run is left out to warm up.
 */
final class LimitBenchmark {

  private static final String BENCHMARK = "hik limit";
  private static final int REQUESTS_A_BATCH = 2;
  private static final double REACHABLE = (double) Cloud.BATCH * Cloud.LIMIT / REQUESTS_A_BATCH;

  private static final Name RATE = Name.of(BENCHMARK, "first to last readable", "events/s");
  private static final Name RATIO = Name.of(BENCHMARK, "rate / reachable", "ratio").atLeast(0.95);
  private static final Name REFUSED = Name.of(BENCHMARK, "requests refused", "requests");
  private static final Name PEAK =
      Name.of(BENCHMARK, "most requests in a second", "requests").under(Cloud.LIMIT + 1);

  private final Rig rig;

  LimitBenchmark(Rig rig) {
    this.rig = rig;
  }

  void run(int runs, int events, String queue, Figures figures) {
    try (var reader = new Reader(rig.broker().bootstrapServers(), rig.registry().url())) {
      for (int run = 0; run < runs; run++) {
        try (Cloud cloud = Cloud.start(Cloud.LIMIT, events, rig.password(), List.of(queue))) {
          measure(cloud, reader, figures);
        }
      }
    }
  }

  private void measure(Cloud cloud, Reader reader, Figures figures) {
    Set<EventKey> emitted = cloud.emitted();
    reader.skipToEnd();
    String connector = cloud.createConnector(rig);
    Drain drain = Drain.of(reader, emitted.size());
    rig.deleteConnector(connector);

    // The first batch is readable when the clock starts.
    double rate = (emitted.size() - Cloud.BATCH) / drain.seconds();
    figures.add(RATE, rate);
    figures.add(RATIO, rate / REACHABLE);
    figures.add(REFUSED, (double) cloud.counter("limited"));
    figures.add(PEAK, (double) cloud.counter("peakRate"));
    Exactness.count(BENCHMARK, reader, emitted, drain, figures);
  }
}
