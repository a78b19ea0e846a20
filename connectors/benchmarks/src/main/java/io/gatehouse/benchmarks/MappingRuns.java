package io.gatehouse.benchmarks;

import io.gatehouse.benchmarks.Figures.Name;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the microbenchmarks, each run in a JVM of its own. */
final class MappingRuns {

  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private MappingRuns() {}

  /**
   * Measures each step.
   *
   * @param name of the benchmark
   */
  static void run(String name, Class<? extends RecordSteps> steps, int runs, Figures figures)
      throws RunnerException {
    var options =
        new OptionsBuilder()
            .include(steps.getName())
            .forks(runs)
            .warmupIterations(3)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(3)
            .measurementTime(TimeValue.seconds(1))
            .addProfiler("gc")
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .build();
    for (RunResult result : new Runner(options).run()) {
      String step = result.getPrimaryResult().getLabel();
      for (BenchmarkResult fork : result.getBenchmarkResults()) {
        figures.add(Name.of(name, step, "ns/event"), fork.getPrimaryResult().getScore());
        figures.add(
            Name.of(name, step + ", allocated", "B/event"),
            fork.getSecondaryResults().get(ALLOCATED).getScore());
      }
    }
  }
}
