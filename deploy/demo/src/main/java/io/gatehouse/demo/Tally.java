package io.gatehouse.demo;

import io.gatehouse.demo.Doors.Emitted;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/**
 * Counts what the devices emitted against what the topics hold. An event is known by its device and
 * its id there, which phases of one alarm may share; it may stand in more than one topic, but in
 * none more often than it was emitted.
 */
final class Tally {

  /**
   * @param emitted events that the device wrote
   * @param read events of the device in the topics
   * @param lost of those emitted, in no topic
   * @param doubled of those read, beyond what was emitted
   * @param open of those emitted, still held by a cloud, since nobody has completed them
   */
  record Row(String device, long emitted, long read, long lost, long doubled, long open) {

    boolean isExact() {
      return emitted == read && lost == 0 && doubled == 0 && open == 0;
    }
  }

  private final Function<SpecificRecord, String> idOf;

  /** By device, id and topic. */
  private final Map<String, Map<String, Map<String, Integer>>> readings = new HashMap<>();

  /**
   * @param idOf what an event is known by: {@link #vendorId} or {@link #ownId}
   */
  Tally(Function<SpecificRecord, String> idOf) {
    this.idOf = idOf;
  }

  /**
   * What the device or cloud calls an event, with the queue where a cloud told it. Null where it is
   * not their own word: an inventory record, a gap.
   */
  static String vendorId(SpecificRecord event) {
    if ("akuvox".equals(EventLine.field(event, "vendor"))) {
      return AkuvoxId.of(event);
    }
    Object id = EventLine.field(event, "vendorEventId");
    if (id == null) {
      return null;
    }
    Object queue = ((Map<?, ?>) EventLine.field(event, "attributes")).get("queue");
    return queue == null ? id.toString() : queue + "/" + id;
  }

  /** What Gatehouse calls an event, which tells the phases of one alarm apart; null as above. */
  static String ownId(SpecificRecord event) {
    return vendorId(event) == null ? null : (String) EventLine.field(event, "eventId");
  }

  void add(String topic, SpecificRecord event) {
    String id = idOf.apply(event);
    if (id != null) {
      readings
          .computeIfAbsent((String) EventLine.field(event, "deviceId"), device -> new TreeMap<>())
          .computeIfAbsent(id, missing -> new TreeMap<>())
          .merge(topic, 1, Integer::sum);
    }
  }

  /** Whether everything emitted has been read, and completed where a cloud held it. */
  boolean isDone(List<Emitted> emitted) {
    return rows(emitted).stream().allMatch(row -> row.lost() == 0 && row.open() == 0);
  }

  /** A row for each device, by name. */
  List<Row> rows(List<Emitted> emitted) {
    Set<String> devices = new TreeSet<>(readings.keySet());
    emitted.forEach(event -> devices.add(event.device()));
    return devices.stream()
        .map(
            device -> row(device, emitted.stream().filter(e -> e.device().equals(device)).toList()))
        .toList();
  }

  private Row row(String device, List<Emitted> emitted) {
    Map<String, Integer> told = new HashMap<>();
    emitted.forEach(event -> told.merge(event.id(), 1, Integer::sum));
    Map<String, Integer> read = new HashMap<>();
    readings
        .getOrDefault(device, Map.of())
        .forEach((id, topics) -> read.put(id, Collections.max(topics.values())));
    long lost = 0;
    for (var event : told.entrySet()) {
      lost += Math.max(0, event.getValue() - read.getOrDefault(event.getKey(), 0));
    }
    long doubled = 0;
    for (var event : read.entrySet()) {
      doubled += Math.max(0, event.getValue() - told.getOrDefault(event.getKey(), 1));
    }
    return new Row(
        device,
        emitted.size(),
        read.values().stream().mapToLong(count -> count).sum(),
        lost,
        doubled,
        emitted.stream().filter(Emitted::open).count());
  }

  static String table(List<Row> rows) {
    var table = new StringBuilder();
    String line = "%-16s %9s %9s %9s %9s %9s%n";
    table.append(line.formatted("device", "emitted", "read", "lost", "doubled", "open"));
    for (Row row : rows) {
      table.append(
          line.formatted(
              row.device(), row.emitted(), row.read(), row.lost(), row.doubled(), row.open()));
    }
    return table.toString();
  }
}
