package io.gatehouse.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;

/**
 * Counts what the devices emitted against what the topics hold. An event of a device is known by
 * the device's id and its own number; it may stand in more than one topic, but once in each.
 */
final class Tally {

  /**
   * @param emitted events that the device wrote
   * @param read events of the device in the topics
   * @param lost of those emitted, not in any topic
   * @param doubled more than once in one topic
   */
  record Row(String device, long emitted, long read, long lost, long doubled) {

    boolean isExact() {
      return emitted == read && lost == 0 && doubled == 0;
    }
  }

  private final Map<String, Map<String, Map<String, Integer>>> readings = new TreeMap<>();

  /** Counts a record, unless it is not a device's own word (an inventory record, a gap). */
  void add(String topic, SpecificRecord event) {
    if (EventLine.field(event, "vendorEventId") instanceof String id) {
      readings
          .computeIfAbsent((String) EventLine.field(event, "deviceId"), device -> new HashMap<>())
          .computeIfAbsent(id, number -> new HashMap<>())
          .merge(topic, 1, Integer::sum);
    }
  }

  /** Whether everything emitted has been read. */
  boolean holdsAll(Map<String, Set<String>> emitted) {
    return rows(emitted).stream().allMatch(row -> row.lost() == 0);
  }

  /**
   * @param emitted each device's events by their own ids
   */
  List<Row> rows(Map<String, Set<String>> emitted) {
    Set<String> devices = new TreeSet<>(emitted.keySet());
    devices.addAll(readings.keySet());
    List<Row> rows = new ArrayList<>();
    for (String device : devices) {
      Set<String> ids = emitted.getOrDefault(device, Set.of());
      var read = readings.getOrDefault(device, Map.of());
      long lost = ids.stream().filter(id -> !read.containsKey(id)).count();
      long doubled =
          read.values().stream()
              .filter(topics -> topics.values().stream().anyMatch(count -> count > 1))
              .count();
      rows.add(new Row(device, ids.size(), read.size(), lost, doubled));
    }
    return rows;
  }

  static String table(List<Row> rows) {
    var table = new StringBuilder();
    String line = "%-16s %9s %9s %9s %9s%n";
    table.append(line.formatted("device", "emitted", "read", "lost", "doubled"));
    for (Row row : rows) {
      table.append(
          line.formatted(row.device(), row.emitted(), row.read(), row.lost(), row.doubled()));
    }
    return table.toString();
  }
}
