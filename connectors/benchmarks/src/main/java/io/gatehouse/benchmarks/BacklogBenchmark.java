package io.gatehouse.benchmarks;

import io.gatehouse.benchmarks.Figures.Name;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * How fast a backlog is read, which is there when the connector starts. All processes share this
 * machine. The reader decodes nothing before the clock has stopped; then it looks whether every
 * event is there once.
 */
final class BacklogBenchmark {

  private final Rig rig;
  private final String benchmark;
  private final Figures figures;
  private final Name rate;

  /**
   * @param benchmark its name
   * @param target events a second
   */
  BacklogBenchmark(Rig rig, String benchmark, double target, Figures figures) {
    this.rig = rig;
    this.benchmark = benchmark;
    this.figures = figures;
    this.rate = Name.of(benchmark, "first to last readable", "events/s").atLeast(target);
  }

  /** The first backlog that a worker reads is not counted: its code is not compiled yet. */
  void run(int runs, Supplier<Simulated> start) {
    try (var reader = new Reader(rig.broker().bootstrapServers(), rig.registry().url());
        var probe = new WorkerProbe(rig.worker().pid());
        var producer = new PlainProducer(rig.broker().bootstrapServers())) {
      for (int run = 0; run <= runs; run++) {
        try (Simulated simulated = start.get()) {
          measure(simulated, reader, probe, producer, run == 0);
        }
      }
    }
  }

  private void measure(
      Simulated simulated, Reader reader, WorkerProbe probe, PlainProducer producer, boolean cold) {
    Set<EventKey> emitted = simulated.emitted();
    reader.skipToEnd();
    var processorTime =
        new ProcessorTime(
            Map.of(
                "worker",
                rig.worker().pid(),
                "broker",
                rig.broker().pid(),
                simulated.what(),
                simulated.pid(),
                "reader",
                ProcessHandle.current().pid()));
    long created = System.nanoTime();
    String connector = simulated.createConnector(rig);
    Drain drain = Drain.of(reader, emitted.size());
    var micros = processorTime.micros();
    double transaction = probe.taskMetric(connector, "transaction-size-avg");
    rig.deleteConnector(connector);

    Drain plain = plain(reader, producer, drain, (int) Math.max(1, transaction));
    int events = emitted.size();
    if (cold) {
      add("first to last, new worker", "events/s", events / drain.seconds());
      return;
    }
    figures.add(rate, events / drain.seconds());
    add("creation to last readable", "events/s", events / ((drain.last() - created) / 1e9));
    Exactness.count(benchmark, reader, emitted, drain, figures);
    add("plain producer", "events/s", events / plain.seconds());
    add("rate / plain producer", "ratio", plain.seconds() / drain.seconds());
    add("size of a transaction", "records", transaction);
    micros.keySet().stream()
        .sorted()
        .forEach(
            process ->
                add("processor time of the " + process, "us/event", micros.get(process) / events));
  }

  /** The same bytes, in transactions as large as the connector's. */
  private static Drain plain(Reader reader, PlainProducer producer, Drain drain, int transaction) {
    List<ConsumerRecord<byte[], byte[]>> records = drain.records();
    reader.skipToEnd();
    var writing =
        CompletableFuture.runAsync(
            () -> {
              for (int from = 0; from < records.size(); from += transaction) {
                producer.write(records.subList(from, Math.min(records.size(), from + transaction)));
              }
            });
    Drain plain = Drain.of(reader, records.size());
    writing.join();
    return plain;
  }

  private void add(String figure, String unit, double value) {
    figures.add(Name.of(benchmark, figure, unit), value);
  }
}
