package io.gatehouse.benchmarks;

import com.sun.management.UnixOperatingSystemMXBean;
import io.gatehouse.benchmarks.Figures.Name;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What a fleet costs while nothing happens: every device holds a long poll of one task. The worker
 * is measured before it has a connector and with it; the difference is the fleet's.
 */
final class IdleBenchmark {

  /** The devices listen, and hold one connection each. */
  private static final int FILES_A_DEVICE = 2;

  private static final int OTHER_FILES = 500;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** As long as nobody asks anything, everybody waits. */
  private static final Duration QUIET = Duration.ofSeconds(5);

  private static final Name THREADS = Name.of("idle", "threads of the task", "threads").under(20);
  private static final Name HEAP = Name.of("idle", "heap a device", "kB").under(40);
  private static final Name PROCESSOR = Name.of("idle", "processor time", "% of a core").under(5);
  private static final Name CONNECTING = Name.of("idle", "creation to all waiting", "s");
  private static final Name WORKER_THREADS =
      Name.of("idle", "threads of the worker without", "threads");
  private static final Name WORKER_HEAP = Name.of("idle", "heap of the worker without", "kB");
  private static final Name WORKER_PROCESSOR =
      Name.of("idle", "processor time of the worker without", "% of a core");

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
    requireFiles(devices);
    try (WorkerProbe probe = new WorkerProbe(rig.worker().pid())) {
      pause(window); // the compiler is still busy with what starting has made hot
      double processorWithout = processorShare(probe);
      int threadsWithout = probe.threads();
      long heapWithout = probe.heap();
      figures.add(WORKER_THREADS, threadsWithout);
      figures.add(WORKER_HEAP, heapWithout / 1e3);
      figures.add(WORKER_PROCESSOR, processorWithout);
      for (int run = 0; run < runs; run++) {
        try (Fleet fleet = Fleet.start(devices, 0, rig.password())) {
          long created = System.nanoTime();
          String connector = fleet.createConnector(rig);
          awaitAllWaiting(fleet, devices, created, figures);
          if (run == 0) {
            pause(window); // and again with what connecting has
          }
          figures.add(PROCESSOR, processorShare(probe) - processorWithout);
          figures.add(THREADS, probe.threads() - threadsWithout);
          figures.add(HEAP, (probe.heap() - heapWithout) / 1e3 / devices);
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
      pause(Duration.ofMillis(100));
    }
    figures.add(CONNECTING, (since - created) / 1e9);
  }

  /** Percent of one core. */
  private double processorShare(WorkerProbe probe) {
    long before = probe.processorTime();
    long start = System.nanoTime();
    pause(window);
    return 100.0 * (probe.processorTime() - before) / (System.nanoTime() - start);
  }

  private static void requireFiles(int devices) {
    long allowed =
        ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getMaxFileDescriptorCount();
    long needed = (long) devices * FILES_A_DEVICE + OTHER_FILES;
    if (allowed < needed) {
      throw new IllegalStateException(
          "%d devices need %d open files, and %d are allowed: raise ulimit -n, or lower --devices-idle"
              .formatted(devices, needed, allowed));
    }
  }

  private static void pause(Duration duration) {
    try {
      TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    }
  }
}
