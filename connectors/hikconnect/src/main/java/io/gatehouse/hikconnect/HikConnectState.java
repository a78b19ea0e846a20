package io.gatehouse.hikconnect;

import io.gatehouse.hikconnect.HikConnectDelivery.Passage;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What is known of a queue behind some message: the content of its source offset.
 *
 * @param subscribed the types that the queue is subscribed to, {@value #ALL} for all; null if it is
 *     not, or nobody knows
 * @param recent keys of the messages written last, oldest first: those that may come again
 * @param waiting messages that were seen to wait in the queue, at least
 * @param sweptTo up to where access records were compared; null where that is not done
 * @param unswept passages from {@code sweptTo} on
 * @param added marks of the passages that a sweep added, oldest first
 */
record HikConnectState(
    String subscribed,
    List<String> recent,
    long waiting,
    Instant sweptTo,
    List<Passage> unswept,
    List<String> added) {

  static final String ALL = "all";

  /** Beside the last batch, which is always remembered as a whole. */
  private static final int MOST_RECENT = 256;

  private static final int MOST_UNSWEPT = 2_000;
  private static final int MOST_ADDED = 1_000;
  private static final String BETWEEN = " ";

  HikConnectState {
    recent = List.copyOf(recent);
    unswept = List.copyOf(unswept);
    added = List.copyOf(added);
  }

  /** Of a queue that was never read. */
  static HikConnectState unread() {
    return new HikConnectState(null, List.of(), 0, null, List.of(), List.of());
  }

  /**
   * With sweeps from some time on, unless they have begun already.
   *
   * @param start null for no sweeps
   */
  HikConnectState sweptFrom(Instant start) {
    boolean begun = start != null && sweptTo != null;
    return begun ? this : new HikConnectState(subscribed, recent, waiting, start, List.of(), added);
  }

  HikConnectState subscribed(String types) {
    return new HikConnectState(types, recent, waiting, sweptTo, unswept, added);
  }

  HikConnectState waiting(long messages) {
    return new HikConnectState(subscribed, recent, messages, sweptTo, unswept, added);
  }

  /** Behind some more messages. */
  HikConnectState after(List<HikConnectDelivery> deliveries) {
    Set<String> keys = new LinkedHashSet<>(recent);
    deliveries.forEach(
        delivery -> {
          keys.remove(delivery.key());
          keys.add(delivery.key());
        });
    List<Passage> passages = new ArrayList<>(unswept);
    deliveries.stream()
        .map(HikConnectDelivery::passage)
        .filter(passage -> passage != null && isUnswept(passage))
        .forEach(passages::add);
    Instant from = sweptTo;
    if (passages.size() > MOST_UNSWEPT) {
      // What is not remembered cannot be compared any more.
      passages.sort(Comparator.comparing(Passage::time));
      int tooMany = passages.size() - MOST_UNSWEPT;
      from = passages.get(tooMany - 1).time().plusSeconds(1);
      passages.subList(0, tooMany).clear();
    }
    return new HikConnectState(
        subscribed,
        newest(List.copyOf(keys), Math.max(MOST_RECENT, deliveries.size())),
        waiting,
        from,
        passages,
        added);
  }

  /** Whether the person of this passage is still to be told. */
  boolean isUnnamed(Passage passage) {
    return passage.unnamed() != null && unswept.contains(passage);
  }

  /** After a sweep has told whose passage it was. */
  HikConnectState named(Passage passage) {
    List<Passage> others = new ArrayList<>(unswept);
    others.set(others.indexOf(passage), new Passage(passage.time(), passage.marks(), null));
    return new HikConnectState(subscribed, recent, waiting, sweptTo, others, added);
  }

  /** After a sweep has added a passage. */
  HikConnectState added(List<String> marks) {
    List<String> all = new ArrayList<>(added);
    all.addAll(marks);
    return new HikConnectState(
        subscribed, recent, waiting, sweptTo, unswept, newest(all, MOST_ADDED));
  }

  /** After a sweep has compared all up to some time. */
  HikConnectState swept(Instant to) {
    return new HikConnectState(
        subscribed,
        recent,
        waiting,
        to,
        unswept.stream().filter(passage -> !passage.time().isBefore(to)).toList(),
        added);
  }

  private boolean isUnswept(Passage passage) {
    return sweptTo != null && !passage.time().isBefore(sweptTo);
  }

  private static List<String> newest(List<String> all, int most) {
    return all.subList(Math.max(0, all.size() - most), all.size());
  }

  /** As Connect stores it; empty things are left out. */
  Map<String, Object> toOffset() {
    Map<String, Object> offset = new LinkedHashMap<>();
    offset.put("subscribed", subscribed);
    offset.put("waiting", waiting);
    offset.put("sweptTo", sweptTo == null ? null : sweptTo.toString());
    offset.put("recent", joined(recent.stream()));
    offset.put("unswept", joined(unswept.stream().map(Passage::text)));
    offset.put("added", joined(added.stream()));
    offset.values().removeIf(Objects::isNull);
    return offset;
  }

  private static String joined(Stream<String> texts) {
    String joined = String.join(BETWEEN, texts.toList());
    return joined.isEmpty() ? null : joined;
  }

  /**
   * What {@link #toOffset()} wrote, or an operator.
   *
   * @throws IllegalArgumentException naming the field, the value and the remedy
   */
  static HikConnectState ofOffset(Map<String, ?> offset) {
    for (String field : offset.keySet()) {
      if (!List.of("subscribed", "waiting", "sweptTo", "recent", "unswept", "added")
          .contains(field)) {
        throw new IllegalArgumentException(
            "offset field '" + field + "' is none of a queue's; leave it out");
      }
    }
    Object waiting = offset.get("waiting");
    if (waiting != null && !(waiting instanceof Number)) {
      throw new IllegalArgumentException(
          "offset field 'waiting' is '" + waiting + "'; it must be a whole number, or left out");
    }
    return new HikConnectState(
        text(offset, "subscribed"),
        list(offset, "recent", key -> key),
        waiting == null ? 0 : ((Number) waiting).longValue(),
        time(text(offset, "sweptTo")),
        list(offset, "unswept", Passage::of),
        list(offset, "added", mark -> mark));
  }

  private static String text(Map<String, ?> offset, String field) {
    Object value = offset.get(field);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw new IllegalArgumentException(
        "offset field '"
            + field
            + "' is '"
            + value
            + "'; it must be a text, as GET /connectors/<name>/offsets shows it");
  }

  private static <T> List<T> list(Map<String, ?> offset, String field, Function<String, T> read) {
    String text = text(offset, field);
    return text == null || text.isBlank()
        ? List.of()
        : Stream.of(text.strip().split("\\s+")).map(read).toList();
  }

  private static Instant time(String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "offset field 'sweptTo' is '" + text + "'; it must be like 2026-03-01T12:00:00Z", e);
    }
  }
}
