package io.gatehouse.benchmarks;

import io.gatehouse.benchmarks.Figures.Name;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Whether each event is there once. */
final class Exactness {

  private Exactness() {}

  /** An event can stand in two topics, such as a silent alarm; in each it must be once. */
  static void count(
      String benchmark, Reader reader, Set<EventKey> emitted, Drain drain, Figures figures) {
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
    figures.add(
        Name.of(benchmark, "records an event", "records").exactly(1),
        (double) records / emitted.size());
    figures.add(Name.of(benchmark, "lost", "events").exactly(0), lost.size());
    figures.add(Name.of(benchmark, "doubled", "events").exactly(0), doubled);
  }
}
