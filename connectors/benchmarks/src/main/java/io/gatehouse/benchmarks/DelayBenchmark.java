package io.gatehouse.benchmarks;

import io.gatehouse.benchmarks.Delays.Measured;
import io.gatehouse.benchmarks.Figures.Name;
import io.gatehouse.simulators.TwonEvent;
import io.gatehouse.simulators.TwonFleet;
import io.gatehouse.simulators.TwonOptions;
import io.gatehouse.simulators.TwonSimulator;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long one event of a 2N device takes, on a quiet system. The devices run in this process, so
 * that one clock tells both moments; twenty events a second cost nothing that would falsify them.
 */
final class DelayBenchmark {

  private static final int DEVICES = 10;
  private static final double EVENTS_PER_SECOND = 20;
  private static final int WARM_UP_EVENTS = 10_000;
  private static final long SEED = 1;

  private static final Name P50 = Name.of("delay", "p50", "ms").under(25);
  private static final Name P99 = Name.of("delay", "p99", "ms").under(100);
  private static final Name MAX = Name.of("delay", "max", "ms");
  private static final Name PLAIN_P50 = Name.of("delay", "plain producer p50", "ms");
  private static final Name PLAIN_P99 = Name.of("delay", "plain producer p99", "ms");
  private static final Name RATIO = Name.of("delay", "p50 / plain producer p50", "ratio");

  private final Rig rig;

  DelayBenchmark(Rig rig) {
    this.rig = rig;
  }

  void run(int runs, int events, Figures figures) {
    var options = new TwonOptions().withUser(Rig.USER, rig.password());
    try (var fleet = TwonFleet.start(DEVICES, options);
        var reader = new Reader(rig.broker().bootstrapServers(), rig.registry().url());
        var producer = new PlainProducer(rig.broker().bootstrapServers())) {
      String connector = rig.createConnector(urls(fleet));
      fleet.burst(WARM_UP_EVENTS / DEVICES, SEED);
      Drain.of(reader, WARM_UP_EVENTS);
      var delays = new Delays(reader);
      for (int run = 0; run < runs; run++) {
        Measured ours = delays.measure(events, EVENTS_PER_SECOND, number -> happen(fleet, number));
        Measured plain = delays.plain(producer, EVENTS_PER_SECOND, ours);
        figures.add(P50, ours.quantile(0.5));
        figures.add(P99, ours.quantile(0.99));
        figures.add(MAX, ours.quantile(1));
        figures.add(PLAIN_P50, plain.quantile(0.5));
        figures.add(PLAIN_P99, plain.quantile(0.99));
        figures.add(RATIO, ours.quantile(0.5) / plain.quantile(0.5));
      }
      rig.deleteConnector(connector);
    }
  }

  private static EventKey happen(TwonFleet fleet, int number) {
    TwonSimulator device = fleet.device(number % DEVICES);
    TwonEvent event =
        device.emit(
            "CardEntered",
            Map.of(
                "ap",
                0,
                "session",
                number,
                "direction",
                "in",
                "reader",
                "ext1",
                "uid",
                "4BD9E903",
                "valid",
                true));
    return new EventKey(event.serialNumber(), Long.toString(event.id()));
  }

  private static Map<String, URI> urls(TwonFleet fleet) {
    Map<String, URI> urls = new LinkedHashMap<>();
    fleet.devices().forEach(device -> urls.put(device.serialNumber(), device.url()));
    return urls;
  }
}
