package io.gatehouse.benchmarks;

import io.gatehouse.benchmarks.Figures.Name;
import io.gatehouse.stack.ChildJvm;
import io.gatehouse.stack.Launch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;

/**
 * What the Streams app keeps of a day at 10,000 doors, and how long it takes to have that again
 * when its disk was lost.
 */
final class StreamsStateBenchmark {

  private static final String BENCHMARK = "streams state";
  private static final int DOORS = 10_000;
  private static final int PERSONS = 100_000;

  private static final Name DISK = Name.of(BENCHMARK, "disk", "MB").under(1_000);
  private static final Name HEAP = Name.of(BENCHMARK, "heap after collections", "MB").under(512);
  private static final Name RESIDENT = Name.of(BENCHMARK, "resident memory", "MB");
  private static final Name RESTORE = Name.of(BENCHMARK, "restore", "s").under(60);

  private final StreamsSite site;
  private final Figures figures;

  StreamsStateBenchmark(StreamsSite site, Figures figures) {
    this.site = site;
    this.figures = figures;
  }

  /**
   * Measures.
   *
   * @param events of the day: three to four a passage
   */
  void run(int runs, int events) {
    String name = "benchmark-state";
    Launch launch = Launch.temporarily();
    try (ChildJvm app = site.app(launch, Map.of("application.id", name));
        var progress = new Progress(site, name, app);
        var writer = new EventWriter(site)) {
      progress.processed(fill(writer, events));
      progress.quiet();
      Path state = launch.directory().resolve("state");
      try (var probe = new WorkerProbe(app.pid())) {
        figures.add(HEAP, probe.heap() / 1e6);
      }
      figures.add(RESIDENT, resident(app.pid()));
      figures.add(DISK, size(state) / 1e6);
      for (int run = 0; run < runs; run++) {
        app.killHard();
        delete(state);
        long start = System.nanoTime();
        app.restart();
        figures.add(RESTORE, (System.nanoTime() - start) / 1e9);
      }
    }
  }

  /** Over a working day of twelve hours. */
  private static long fill(EventWriter writer, int events) {
    double passagesPerSecond = events / 3.3 / 43_200;
    return new BusyDay(
            Instant.parse("2026-11-20T06:00:00Z"), DOORS, PERSONS, passagesPerSecond, writer::add)
        .happen(events);
  }

  private static double resident(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1e3)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException("the memory of process " + pid + " cannot be read", e);
    }
  }

  private static long size(Path directory) {
    try (var files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(directory + " cannot be read", e);
    }
  }

  private static void delete(Path directory) {
    try (var files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(directory + " cannot be deleted", e);
    }
  }
}
