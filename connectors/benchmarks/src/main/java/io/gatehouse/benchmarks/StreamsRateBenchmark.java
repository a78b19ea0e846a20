package io.gatehouse.benchmarks;

import io.gatehouse.benchmarks.Figures.Name;
import io.gatehouse.stack.ChildJvm;
import io.gatehouse.stack.Launch;
import io.gatehouse.streams.rules.RuleBook;
import io.gatehouse.streams.rules.RuleType;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How fast the Streams app catches up with a backlog: with all rules, with none, and with each of
 * them alone.
 */
final class StreamsRateBenchmark {

  private static final String BENCHMARK = "streams rate";
  private static final int DOORS = 10_000;
  private static final int PERSONS = 100_000;
  private static final double PASSAGES_PER_SECOND = 100;

  /** By then its code is compiled, in part. */
  private static final double WARM = 0.5;

  private static final Name ALL = Name.of(BENCHMARK, "all rules", "events/s").atLeast(15_000);
  private static final Name NONE = Name.of(BENCHMARK, "no rule", "events/s");
  private static final Name RATIO = Name.of(BENCHMARK, "all rules / no rule", "ratio");
  private static final Name APP = Name.of(BENCHMARK, "processor time of the app", "us/event");
  private static final Name BROKER = Name.of(BENCHMARK, "processor time of the broker", "us/event");

  private final StreamsSite site;
  private final Figures figures;
  private int apps;

  StreamsRateBenchmark(StreamsSite site, Figures figures) {
    this.site = site;
    this.figures = figures;
  }

  /**
   * Measures.
   *
   * @param events of the backlog
   * @param each whether each rule is measured alone, too
   */
  void run(int runs, int events, boolean each) {
    long written = fill(events);
    for (int run = 0; run < runs; run++) {
      double all = perSecond(RuleBook.all(), written, true);
      double none = perSecond(List.of(), written, false);
      figures.add(ALL, all);
      figures.add(NONE, none);
      figures.add(RATIO, all / none);
    }
    if (each) {
      for (RuleType rule : RuleBook.all()) {
        figures.add(
            Name.of(BENCHMARK, "only " + rule.name(), "events/s"),
            perSecond(List.of(rule), written, false));
      }
    }
  }

  private long fill(int events) {
    try (var writer = new EventWriter(site)) {
      var day =
          new BusyDay(
              Instant.parse("2026-11-20T08:00:00Z"),
              DOORS,
              PERSONS,
              PASSAGES_PER_SECOND,
              writer::add);
      return day.happen(events);
    }
  }

  private double perSecond(List<RuleType> rules, long events, boolean costs) {
    String name = "benchmark-" + ++apps;
    Map<String, String> options = new HashMap<>(Map.of("application.id", name));
    RuleBook.all().stream()
        .filter(rule -> !rules.contains(rule))
        .forEach(rule -> options.put(rule.prefix() + RuleType.ENABLED, "false"));
    try (ChildJvm app = site.app(Launch.temporarily(), options);
        var progress = new Progress(site, name, app)) {
      long warm = (long) (events * WARM);
      long begin = progress.processed(warm);
      var processorTime =
          new ProcessorTime(Map.of("app", app.pid(), "broker", site.broker().pid()));
      progress.processed(events);
      long end = progress.quiet();
      if (costs) {
        var micros = processorTime.micros();
        figures.add(APP, micros.get("app") / (events - warm));
        figures.add(BROKER, micros.get("broker") / (events - warm));
      }
      return (events - warm) / ((end - begin) / 1e9);
    }
  }
}
