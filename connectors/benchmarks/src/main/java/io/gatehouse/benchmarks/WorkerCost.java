package io.gatehouse.benchmarks;

import com.sun.management.UnixOperatingSystemMXBean;
import io.gatehouse.benchmarks.Figures.Name;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What devices cost the worker while nothing happens at them: the worker with a connector, minus
 * the same worker before it had one.
 */
final class WorkerCost implements AutoCloseable {

  /** The devices listen, and hold one connection each. */
  private static final int FILES_A_DEVICE = 2;

  private static final int OTHER_FILES = 500;

  private final String benchmark;
  private final Name processor;
  private final Duration window;
  private final Figures figures;
  private final WorkerProbe probe;
  private final double processorWithout;
  private final int threadsWithout;
  private final long heapWithout;

  /**
   * Measures the worker without a connector.
   *
   * @param benchmark its name
   * @param target of processor time, in percent of a core
   * @param window over which processor time is counted
   */
  WorkerCost(Rig rig, String benchmark, double target, Duration window, Figures figures) {
    this.benchmark = benchmark;
    this.processor = Name.of(benchmark, "processor time", "% of a core").under(target);
    this.window = window;
    this.figures = figures;
    probe = new WorkerProbe(rig.worker().pid());
    settle(); // the compiler is still busy with what starting has made hot
    processorWithout = processorShare();
    threadsWithout = probe.threads();
    heapWithout = probe.heap();
    figures.add(Name.of(benchmark, "threads of the worker without", "threads"), threadsWithout);
    figures.add(Name.of(benchmark, "heap of the worker without", "kB"), heapWithout / 1e3);
    figures.add(
        Name.of(benchmark, "processor time of the worker without", "% of a core"),
        processorWithout);
  }

  /** Lets the compiler finish with what has become hot. */
  void settle() {
    pause(window);
  }

  /** Measures what the devices add, in percent of a core. */
  double processor() {
    double share = processorShare() - processorWithout;
    figures.add(processor, share);
    return share;
  }

  /** Measures what so many devices add to threads and heap. */
  void memory(int devices) {
    figures.add(
        Name.of(benchmark, "threads of the task", "threads").under(20),
        probe.threads() - threadsWithout);
    figures.add(
        Name.of(benchmark, "heap a device", "kB").under(40),
        (probe.heap() - heapWithout) / 1e3 / devices);
  }

  @Override
  public void close() {
    probe.close();
  }

  private double processorShare() {
    long before = probe.processorTime();
    long start = System.nanoTime();
    pause(window);
    return 100.0 * (probe.processorTime() - before) / (System.nanoTime() - start);
  }

  /**
   * Of the simulators' process, which is allowed as many as this one.
   *
   * @throws IllegalStateException if it may not open enough files
   */
  static void requireFiles(int devices) {
    long allowed =
        ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getMaxFileDescriptorCount();
    long needed = (long) devices * FILES_A_DEVICE + OTHER_FILES;
    if (allowed < needed) {
      throw new IllegalStateException(
          "%d devices need %d open files, and %d are allowed: raise ulimit -n, or take fewer"
              .formatted(devices, needed, allowed));
    }
  }

  static void pause(Duration duration) {
    try {
      TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    }
  }
}
