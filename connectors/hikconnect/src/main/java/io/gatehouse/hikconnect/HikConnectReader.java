package io.gatehouse.hikconnect;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.engine.Batch.Entry;
import io.gatehouse.engine.GapReason;
import io.gatehouse.engine.Notices;
import io.gatehouse.engine.Seen;
import io.gatehouse.events.AccessEvent;
import io.gatehouse.hikconnect.HikConnectClient.Messages;
import io.gatehouse.hikconnect.HikConnectDelivery.Passage;
import io.gatehouse.hikconnect.events.HikConnectEvent;
import io.gatehouse.hikconnect.events.HikConnectEvents;
import io.gatehouse.hikconnect.events.HikConnectIdentity;
import io.gatehouse.hikconnect.events.HikConnectPassage;
import io.gatehouse.hikconnect.events.HikConnectQueue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes records of what a queue gives, each message once, and says what is or may be lost. It does
 * no I/O; its feed tells it what came.
 *
 * <p>A queue gives a batch again until it is completed, and it is completed only when Kafka has it:
 * after a crash in between, the position knows the messages that are there already.
 */
final class HikConnectReader {

  private static final Logger log = LoggerFactory.getLogger(HikConnectReader.class);

  private final HikConnectQueue queue;
  private final String types;
  private final HikConnectEvents events;
  private final Notices notices;
  private final HikConnectMemory memory;
  private HikConnectState state;

  /**
   * A reader that goes on behind {@code state}.
   *
   * @param types what the queue shall be subscribed to, {@link HikConnectState#ALL} for all
   */
  HikConnectReader(
      HikConnectQueue queue,
      String types,
      HikConnectEvents events,
      Notices notices,
      HikConnectState state) {
    this.queue = queue;
    this.types = types;
    this.events = events;
    this.notices = notices;
    this.memory = new HikConnectMemory(state.recent());
    this.state = state;
  }

  HikConnectState state() {
    return state;
  }

  /** Whether other types are wanted than the queue is subscribed to, as far as anybody knows. */
  boolean mustSubscribe() {
    return state.subscribed() == null
        ? !types.equals(HikConnectState.ALL)
        : !types.equals(state.subscribed());
  }

  /** The queue takes in what is wanted from now on. Says so, once. */
  List<Entry> subscribed() {
    if (types.equals(state.subscribed())) {
      return List.of();
    }
    state = state.subscribed(types);
    return List.of(notice(notices.subscribed(Map.of("queue", queue.word(), "types", types))));
  }

  /**
   * The queue is not subscribed. If it was, messages may be lost, and that must be written before a
   * new subscription hides it.
   *
   * @return nothing if there is nothing to say, so that it may be subscribed at once
   */
  List<Entry> unsubscribed(Instant now) {
    if (state.subscribed() == null) {
      return List.of();
    }
    state = state.subscribed(null).waiting(0);
    return List.of(
        notice(
            notices.gap(
                GapReason.SUBSCRIPTION_LAPSED,
                false,
                Map.of("queue", queue.word()),
                newestKey(),
                now)));
  }

  /**
   * Takes a batch.
   *
   * @param recovered the batch holds what happened before this reader could know
   * @return nothing new if it is there already
   */
  List<Entry> take(Messages batch, Instant receivedAt, boolean recovered) {
    List<Entry> entries = new ArrayList<>(subscribed());
    count(batch, entries);
    List<HikConnectDelivery> deliveries = new ArrayList<>();
    List<HikConnectDelivery> seenByPositions = Collections.unmodifiableList(deliveries);
    HikConnectState before = state;
    for (JsonNode json : batch.messages()) {
      Told told = told(json, receivedAt, recovered);
      memory.add(told.delivery.key());
      HikConnectPosition beforeIt = position(before, seenByPositions);
      deliveries.add(told.delivery);
      HikConnectPosition behindIt = position(before, seenByPositions);
      for (int i = 1; i <= told.records.size(); i++) {
        boolean isLast = i == told.records.size();
        entries.add(new Entry(told.records.get(i - 1), isLast ? behindIt : beforeIt));
      }
    }
    state = before.after(deliveries);
    return entries;
  }

  /**
   * What becomes of one message.
   *
   * @param delivery also of what is written already: until the batch is completed, all of it may
   *     come again
   * @param records none if it is written already, by this queue or by a sweep
   */
  private record Told(HikConnectDelivery delivery, List<SpecificRecord> records) {}

  private Told told(JsonNode json, Instant receivedAt, boolean recovered) {
    try {
      HikConnectEvent event = HikConnectEvent.of(queue, json);
      HikConnectIdentity identity = HikConnectIdentity.of(event);
      HikConnectPassage passage = HikConnectPassage.of(event);
      if (memory.contains(identity.key()) || isAdded(passage)) {
        return new Told(new HikConnectDelivery(identity.key(), null), List.of());
      }
      Seen seen = new Seen(identity.eventId(), receivedAt, recovered, null);
      List<SpecificRecord> records =
          events.map(memory.knows(identity) ? event.uploadedAgain() : event, seen);
      return new Told(
          new HikConnectDelivery(identity.key(), unswept(passage, records, seen)), records);
    } catch (RuntimeException e) {
      log.error("message cannot be understood, it is kept as it is queue={}", queue, e);
      return unmapped(json, new Seen(null, receivedAt, recovered, null));
    }
  }

  /** A fault of ours must not keep the messages behind it from being read. */
  private Told unmapped(JsonNode json, Seen seen) {
    HikConnectIdentity identity = HikConnectIdentity.ofText(queue, json.toString());
    Seen named = new Seen(identity.eventId(), seen.receivedAt(), seen.recovered(), null);
    return new Told(
        new HikConnectDelivery(identity.key(), null),
        memory.contains(identity.key()) ? List.of() : List.of(events.unmapped(json, named)));
  }

  private static HikConnectPosition position(
      HikConnectState before, List<HikConnectDelivery> deliveries) {
    return new HikConnectPosition(before, deliveries, deliveries.size());
  }

  /**
   * Messages that waited and are neither in this batch nor wait any longer have left the queue
   * without us: it keeps them for three days. Whether what is said to wait counts the batch it
   * comes with is not documented, so only what is missing either way counts.
   */
  private void count(Messages batch, List<Entry> entries) {
    int size = batch.messages().size();
    long remaining = batch.remaining() == null ? Long.MAX_VALUE / 2 : batch.remaining();
    long missing = state.waiting() - size - remaining;
    state = state.waiting(batch.remaining() == null ? 0 : Math.max(0, remaining - size));
    if (missing > 0) {
      entries.add(
          notice(
              notices.gap(
                  GapReason.QUEUE_RETENTION,
                  false,
                  Map.of("queue", queue.word(), "missing", Long.toString(missing)),
                  newestKey(),
                  missing)));
    }
  }

  private boolean isAdded(HikConnectPassage passage) {
    return !state.added().isEmpty() && passage.marks().stream().anyMatch(state.added()::contains);
  }

  /** What a sweep needs to know of an access; null of anything else. */
  private Passage unswept(HikConnectPassage passage, List<SpecificRecord> records, Seen seen) {
    List<String> marks = passage.marks();
    boolean swept =
        state.sweptTo() != null && records.stream().anyMatch(AccessEvent.class::isInstance);
    if (!swept || marks.isEmpty()) {
      return null;
    }
    return new Passage(
        passage.time() == null ? seen.receivedAt() : passage.time(),
        marks,
        passage.namesPerson() ? null : seen.eventId());
  }

  /** Takes over what a sweep found out. */
  void swept(HikConnectState after) {
    state = after;
  }

  private Entry notice(SpecificRecord notice) {
    return new Entry(notice, HikConnectPosition.of(state));
  }

  private String newestKey() {
    return state.recent().isEmpty() ? "" : state.recent().get(state.recent().size() - 1);
  }
}
