package io.gatehouse.plugin;

import io.gatehouse.plugin.Outcomes.Line;
import io.gatehouse.simulators.Fault;
import io.gatehouse.stack.ConnectWorker;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What goes wrong at a site, at random moments. One of both workers may run undisturbed, or none.
 */
final class Disturbances implements AutoCloseable {

  private static final int MOST_AT_REST_MS = 1_500;

  /** More than twice as long as a worker is missed. */
  private static final int LONGEST_FREEZE_MS = 9_000;

  /** Every so often something must get through. */
  private static final int PROGRESS = 5;

  private enum Kind {
    KILL,
    FREEZE,
    BROKER,
    LOST_REPLY
  }

  private final RelaySite site;
  private final CommandedDoors doors;
  private final Random random;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<ConnectWorker, Future<?>> disturbed = new HashMap<>();
  private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
  private int sinceProgress;

  Disturbances(RelaySite site, CommandedDoors doors, Random random) {
    this.site = site;
    this.doors = doors;
    this.random = random;
  }

  /** Waits a moment, and then disturbs something. */
  void next() throws Exception {
    RelaySite.pass(Duration.ofMillis(random.nextInt(MOST_AT_REST_MS)));
    Kind kind = kind();
    counts.merge(kind, 1, Integer::sum);
    switch (kind) {
      case KILL -> {
        ConnectWorker worker = someWorker();
        worker.killHard();
        disturbed.put(worker, threads.submit(worker::restart));
      }
      case FREEZE -> {
        ConnectWorker worker = someWorker();
        Duration time = Duration.ofMillis(100 + random.nextInt(LONGEST_FREEZE_MS));
        worker.pause();
        disturbed.put(
            worker,
            threads.submit(
                () -> {
                  RelaySite.pass(time);
                  worker.resume();
                }));
      }
      case BROKER -> {
        // A worker does not start without one.
        awaitEnd();
        site.stack().broker().killHard();
        site.stack().broker().restart();
      }
      case LOST_REPLY ->
          doors
              .door(random.nextInt(doors.count()))
              .faults()
              .add(CommandedDoors.CONTROL, 1, Fault.cut(0));
    }
    sinceProgress++;
    if (sinceProgress == PROGRESS) {
      sinceProgress = 0;
      int before = accepted();
      RelaySite.await("an accepted command", () -> accepted() > before);
    }
  }

  private Kind kind() {
    int number = random.nextInt(100);
    if (number < 35) {
      return Kind.KILL;
    }
    if (number < 65) {
      return Kind.FREEZE;
    }
    return number < 75 ? Kind.BROKER : Kind.LOST_REPLY;
  }

  private int accepted() {
    List<Line> lines = doors.outcomes();
    return (int) lines.stream().filter(line -> line.status().equals("ACCEPTED")).count();
  }

  /** One that runs; waits until there is one. */
  private ConnectWorker someWorker() throws Exception {
    int first = random.nextInt(site.workers().size());
    while (true) {
      for (ConnectWorker worker :
          List.of(site.workers().get(first), site.workers().get(1 - first))) {
        Future<?> end = disturbed.get(worker);
        if (end == null || end.isDone()) {
          awaitEnd(end);
          return worker;
        }
      }
      RelaySite.pass(Duration.ofMillis(20));
    }
  }

  /** Waits until all workers run. */
  void awaitEnd() throws Exception {
    for (Future<?> end : disturbed.values()) {
      awaitEnd(end);
    }
  }

  private static void awaitEnd(Future<?> end) throws Exception {
    if (end != null) {
      end.get();
    }
  }

  @Override
  public String toString() {
    return "disturbances=" + counts;
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
