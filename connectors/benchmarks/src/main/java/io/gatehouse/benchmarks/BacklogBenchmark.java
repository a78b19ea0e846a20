package io.gatehouse.benchmarks;

import io.gatehouse.benchmarks.Figures.Name;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * How fast a backlog is read: the histories of the devices are full when the connector starts. All
 * processes share this machine. The reader decodes nothing before the clock has stopped; then it
 * looks whether every event is there once.
 */
final class BacklogBenchmark {

  private static final Name RATE =
      Name.of("backlog", "first to last readable", "events/s").atLeast(20_000);
  private static final Name RATE_FROM_CREATION =
      Name.of("backlog", "creation to last readable", "events/s");
  private static final Name COLD_RATE = Name.of("backlog", "first to last, new worker", "events/s");
  private static final Name RECORDS = Name.of("backlog", "records an event", "records").exactly(1);
  private static final Name LOST = Name.of("backlog", "lost", "events").exactly(0);
  private static final Name DOUBLED = Name.of("backlog", "doubled", "events").exactly(0);
  private static final Name TRANSACTION = Name.of("backlog", "size of a transaction", "records");
  private static final Name PLAIN_RATE = Name.of("backlog", "plain producer", "events/s");
  private static final Name RATIO = Name.of("backlog", "rate / plain producer", "ratio");

  private final Rig rig;

  BacklogBenchmark(Rig rig) {
    this.rig = rig;
  }

  /** The first backlog that a worker reads is not counted: its code is not compiled yet. */
  void run(int runs, int events, int devices, Figures figures) {
    try (var reader = new Reader(rig.broker().bootstrapServers(), rig.registry().url());
        var probe = new WorkerProbe(rig.worker().pid());
        var producer = new PlainProducer(rig.broker().bootstrapServers())) {
      for (int run = 0; run <= runs; run++) {
        try (Fleet fleet = Fleet.start(devices, events / devices - 1, rig.password())) {
          measure(fleet, reader, probe, producer, run == 0, figures);
        }
      }
    }
  }

  private void measure(
      Fleet fleet,
      Reader reader,
      WorkerProbe probe,
      PlainProducer producer,
      boolean cold,
      Figures figures) {
    Set<EventKey> emitted = fleet.emitted();
    reader.skipToEnd();
    var processorTime =
        new ProcessorTime(
            Map.of(
                "worker", rig.worker().pid(),
                "broker", rig.broker().pid(),
                "devices", fleet.pid(),
                "reader", ProcessHandle.current().pid()));
    long created = System.nanoTime();
    String connector = rig.createConnector(fleet.urls());
    Drain drain = Drain.of(reader, emitted.size());
    var micros = processorTime.micros();
    double transaction = probe.taskMetric(connector, "transaction-size-avg");
    rig.deleteConnector(connector);

    Drain plain = plain(reader, producer, drain, (int) Math.max(1, transaction));
    int events = emitted.size();
    if (cold) {
      figures.add(COLD_RATE, events / drain.seconds());
      return;
    }
    figures.add(RATE, events / drain.seconds());
    figures.add(RATE_FROM_CREATION, events / ((drain.last() - created) / 1e9));
    count(reader, emitted, drain, figures);
    figures.add(PLAIN_RATE, events / plain.seconds());
    figures.add(RATIO, plain.seconds() / drain.seconds());
    figures.add(TRANSACTION, transaction);
    micros.keySet().stream()
        .sorted()
        .forEach(
            process ->
                figures.add(
                    Name.of("backlog", "processor time of the " + process, "us/event"),
                    micros.get(process) / events));
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

  /** An event can stand in two topics, such as a silent alarm; in each it must be once. */
  private static void count(Reader reader, Set<EventKey> emitted, Drain drain, Figures figures) {
    Map<EventKey, Map<String, Integer>> read = new HashMap<>();
    for (var record : drain.records()) {
      reader
          .keyOf(record)
          .ifPresent(
              key ->
                  read.computeIfAbsent(key, k -> new HashMap<>())
                      .merge(record.topic(), 1, Integer::sum));
    }
    long records = 0;
    int doubled = 0;
    for (Map<String, Integer> topics : read.values()) {
      int most = topics.values().stream().max(Integer::compare).orElseThrow();
      records += most;
      doubled += most > 1 ? 1 : 0;
    }
    Set<EventKey> lost = new HashSet<>(emitted);
    lost.removeAll(read.keySet());
    figures.add(RECORDS, (double) records / emitted.size());
    figures.add(LOST, lost.size());
    figures.add(DOUBLED, doubled);
  }
}
