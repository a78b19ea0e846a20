package io.gatehouse.demo;

import io.gatehouse.events.Incident;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Holds the incidents of the day that were found against those that there must be. */
final class IncidentTally {

  /** What an incident is known by: a second one of the same kind in the same place is the same. */
  record Kind(String rule, Set<String> devices) {

    static Kind of(String rule, String... devices) {
      return new Kind(rule, Set.of(devices));
    }
  }

  /**
   * @param incidents ids that are of this kind now
   */
  record Row(Kind kind, boolean expected, int incidents) {

    boolean isExact() {
      return expected == incidents > 0;
    }
  }

  private final Set<Kind> expected;

  /** By incident: an update may rest on more devices than before. */
  private final Map<String, Kind> found = new HashMap<>();

  IncidentTally(Set<Kind> expected) {
    this.expected = Set.copyOf(expected);
  }

  void add(Incident incident) {
    Set<String> devices = new TreeSet<>(incident.getDeviceIds());
    if (!devices.stream().allMatch(SimulatedDoors::isBesideTheDay)) {
      found.put(incident.getIncidentId(), new Kind(incident.getRule(), devices));
    }
  }

  /** Whether all that there must be are there. */
  boolean isDone() {
    return found.values().containsAll(expected);
  }

  /** A row for each kind, by rule. */
  List<Row> rows() {
    return Stream.concat(expected.stream(), found.values().stream())
        .distinct()
        .sorted(Comparator.comparing(Kind::rule).thenComparing(IncidentTally::devices))
        .map(
            kind ->
                new Row(
                    kind,
                    expected.contains(kind),
                    (int) found.values().stream().filter(kind::equals).count()))
        .toList();
  }

  static String table(List<Row> rows) {
    var table = new StringBuilder();
    String line = "%-32s %9s %9s  %s%n";
    table.append(line.formatted("incident", "expected", "found", "devices"));
    for (Row row : rows) {
      table.append(
          line.formatted(
              row.kind().rule(),
              row.expected() ? "yes" : "no",
              row.incidents(),
              devices(row.kind())));
    }
    return table.toString();
  }

  private static String devices(Kind kind) {
    return String.join(", ", new TreeSet<>(kind.devices()));
  }
}
