package io.gatehouse.benchmarks;

import io.gatehouse.benchmarks.Delays.Measured;
import io.gatehouse.benchmarks.Figures.Name;
import java.util.List;

/**
 * How long a message takes from the Hik-Connect cloud, which has to be asked for it, within five
 * requests a second of the account. Beside it stands what is reachable: half the time between two
 * askings for a queue, and the plain producer.
 */
final class CloudDelayBenchmark {

  private static final String BENCHMARK = "hik delay";

  /** Over all queues, be it one or three. */
  private static final int WARM_UP_MESSAGES = 9_000;

  private static final double POLL_INTERVAL_MS = 500;
  private static final double TARGET_MS = 600;
  private static final double PLAIN_PER_SECOND = 20;

  /**
   * How much is going on.
   *
   * @param requests that a reading takes: one if there is mostly nothing, two if there is always
   *     something, which is then to be completed
   */
  private record Traffic(String name, double perSecond, int requests) {

    static final Traffic QUIET = new Traffic("1 message/s", 1, 1);
    static final Traffic BUSY = new Traffic("20 messages/s", 20, 2);

    /** Half the time between two askings for one of so many queues. */
    double wait(int queues) {
      return Math.max(POLL_INTERVAL_MS, 1_000.0 * queues * requests / Cloud.LIMIT) / 2;
    }
  }

  private final Rig rig;
  private final Figures figures;

  CloudDelayBenchmark(Rig rig, Figures figures) {
    this.rig = rig;
    this.figures = figures;
  }

  /**
   * Measures.
   *
   * @param quiet messages of a run at one a second
   * @param busy messages of a run at twenty a second
   */
  void run(int runs, int quiet, int busy, List<String> queues) {
    try (var reader = new Reader(rig.broker().bootstrapServers(), rig.registry().url());
        var producer = new PlainProducer(rig.broker().bootstrapServers());
        var cloud = Cloud.start(Cloud.LIMIT, 0, rig.password(), queues)) {
      var delays = new Delays(reader);
      String connector = cloud.createConnector(rig);
      queues.forEach(queue -> cloud.tell(queue, WARM_UP_MESSAGES / queues.size()));
      Drain.of(reader, WARM_UP_MESSAGES);
      for (int run = 0; run < runs; run++) {
        measure(Traffic.QUIET, quiet, cloud, queues, delays, producer);
        measure(Traffic.BUSY, busy, cloud, queues, delays, producer);
      }
      rig.deleteConnector(connector);
    }
  }

  private void measure(
      Traffic traffic,
      int messages,
      Cloud cloud,
      List<String> queues,
      Delays delays,
      PlainProducer producer) {
    Measured ours =
        delays.measure(
            messages, traffic.perSecond, number -> cloud.tell(queues.get(number % queues.size())));
    Measured plain = delays.plain(producer, PLAIN_PER_SECOND, ours);
    double wait = traffic.wait(queues.size());
    Name p50 = name(traffic, queues, "p50", "ms");
    // What the account's limit forbids is no target.
    figures.add(wait < TARGET_MS ? p50.under(TARGET_MS) : p50, ours.quantile(0.5));
    figures.add(name(traffic, queues, "p99", "ms"), ours.quantile(0.99));
    figures.add(
        name(traffic, queues, "p50 / reachable", "ratio"),
        ours.quantile(0.5) / (wait + plain.quantile(0.5)));
  }

  private static Name name(Traffic traffic, List<String> queues, String figure, String unit) {
    String many = queues.size() == 1 ? "one queue" : queues.size() + " queues";
    return Name.of(BENCHMARK, "%s, %s, %s".formatted(many, traffic.name, figure), unit);
  }
}
