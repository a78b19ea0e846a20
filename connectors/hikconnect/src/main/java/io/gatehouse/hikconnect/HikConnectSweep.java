package io.gatehouse.hikconnect;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.engine.Batch.Entry;
import io.gatehouse.engine.EventIds;
import io.gatehouse.engine.Seen;
import io.gatehouse.hikconnect.HikConnectClient.RecordPage;
import io.gatehouse.hikconnect.HikConnectDelivery.Passage;
import io.gatehouse.hikconnect.events.HikConnectEvent;
import io.gatehouse.hikconnect.events.HikConnectEvents;
import io.gatehouse.hikconnect.events.HikConnectPassage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares the account's access records with what the queue delivered, window by window: a record
 * that the queue did not deliver is added, a person whom it did not name is told. It does no I/O.
 *
 * <p>A window counts only when all of its pages were read and told the same number of records. A
 * window with too many records is halved, so that few pages can move while they are read.
 */
final class HikConnectSweep {

  static final int PAGE_SIZE = 200;

  /** What a sweep may take of the account's budget: a request in so much time. */
  static final Duration PAUSE = Duration.ofSeconds(2);

  /** How long an account that does not allow it is left alone. */
  static final Duration REFUSED_FOR = Duration.ofHours(1);

  private static final int MOST_DOUBLINGS = 12;
  private static final int FULL_WINDOW = 1_000;
  private static final Duration SMALLEST = Duration.ofSeconds(1);
  private static final Duration LARGEST = Duration.ofHours(1);

  /** Behind the present, so much at least is searched at once. */
  private static final Duration WORTH_A_SEARCH = Duration.ofSeconds(30);

  private final HikConnectEvents events;
  private final Duration delay;
  private final List<JsonNode> records = new ArrayList<>();
  private Duration window = LARGEST;
  private Instant from = Instant.MIN;
  private Instant to;
  private long total;
  private int page;
  private Instant next = Instant.MIN;
  private int failures;

  /**
   * A sweep that has read nothing.
   *
   * @param delay how old a record must be before the queue is taken not to deliver it any more
   */
  HikConnectSweep(HikConnectEvents events, Duration delay) {
    this.events = events;
    this.delay = delay;
  }

  /** What to search for next: records from and to a time, both included, a page from 1. */
  record Search(Instant from, Instant to, int page) {}

  /** The next search; null while there is nothing to compare yet, or it is not its turn. */
  Search due(HikConnectState state, Instant now) {
    if (now.isBefore(next) || state.sweptTo() == null) {
      return null;
    }
    if (page == 0 || !from.equals(state.sweptTo())) {
      restart();
      from = state.sweptTo();
      // Records have whole seconds.
      Instant latest = now.minus(delay).truncatedTo(ChronoUnit.SECONDS);
      Instant end = from.plus(window);
      to = end.isBefore(latest) ? end : latest;
      boolean isBehindPresent = to.equals(latest);
      if (isBehindPresent && Duration.between(from, to).compareTo(WORTH_A_SEARCH) < 0) {
        return null;
      }
      page = 1;
    }
    next = now.plus(PAUSE);
    // A second more at the start: whether the cloud includes its ends is not documented.
    return new Search(from.minusSeconds(1), to, page);
  }

  /** The search was refused, or not answered; the pause doubles each time. */
  void failed(Instant now, boolean refused) {
    restart();
    failures++;
    Duration pause = PAUSE.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
    next = now.plus(refused || pause.compareTo(REFUSED_FOR) > 0 ? REFUSED_FOR : pause);
  }

  /** What became of a page. */
  sealed interface Outcome {
    /** There is more to read. */
    record More() implements Outcome {}

    /** The cloud answers with records of other times than asked for. */
    record Ignored() implements Outcome {}

    /** A window is compared; {@code entries} holds what was missing. */
    record Done(List<Entry> entries, HikConnectState after) implements Outcome {}
  }

  /** Takes the page that was searched for. */
  Outcome take(RecordPage answer, HikConnectState state, Instant receivedAt) {
    failures = 0;
    boolean first = page == 1;
    if (first && answer.total() > FULL_WINDOW && window.compareTo(SMALLEST) > 0) {
      long half = Duration.between(from, to).toSeconds() / 2;
      window = longer(Duration.ofSeconds(half), SMALLEST);
      restart();
      return new Outcome.More();
    }
    if (!first && answer.total() != total) {
      restart();
      return new Outcome.More();
    }
    if (!answer.records().isEmpty()
        && answer.records().stream().noneMatch(record -> isNear(record))) {
      return new Outcome.Ignored();
    }
    total = answer.total();
    records.addAll(answer.records());
    page++;
    if (records.size() < total) {
      if (answer.records().isEmpty()) {
        // Told of more than it shows: begin again.
        restart();
      }
      return new Outcome.More();
    }
    Outcome done = compared(state, receivedAt);
    if (total < FULL_WINDOW / 4) {
      window = window.multipliedBy(2).compareTo(LARGEST) < 0 ? window.multipliedBy(2) : LARGEST;
    }
    restart();
    return done;
  }

  private void restart() {
    page = 0;
    records.clear();
  }

  private Outcome.Done compared(HikConnectState state, Instant receivedAt) {
    Map<String, Passage> delivered = new HashMap<>();
    state.unswept().forEach(p -> p.marks().forEach(mark -> delivered.put(mark, p)));
    List<Entry> entries = new ArrayList<>();
    HikConnectState after = state;
    for (JsonNode record : records) {
      HikConnectPassage passage = passage(record);
      List<String> wanted = passage.wanted();
      Passage known =
          wanted.stream().map(delivered::get).filter(p -> p != null).findFirst().orElse(null);
      if (known != null) {
        if (passage.namesPerson() && after.isUnnamed(known)) {
          Seen seen = seen(EventIds.of("hikconnect", "person", known.unnamed()), receivedAt);
          after = after.named(known);
          entries.add(
              new Entry(
                  events.person(record, seen, known.unnamed()), HikConnectPosition.of(after)));
        }
      } else if (isWithin(record) && wanted.stream().noneMatch(after.added()::contains)) {
        Seen seen =
            seen(
                EventIds.of("hikconnect", "record", wanted.isEmpty() ? record : wanted.get(0)),
                receivedAt);
        after = after.added(wanted);
        entries.add(new Entry(events.ofRecord(record, seen), HikConnectPosition.of(after)));
      }
    }
    after = after.swept(to);
    if (!entries.isEmpty()) {
      Entry last = entries.remove(entries.size() - 1);
      entries.add(new Entry(last.event(), HikConnectPosition.of(after)));
    }
    return new Outcome.Done(entries, after);
  }

  private static HikConnectPassage passage(JsonNode record) {
    return HikConnectPassage.of(HikConnectEvent.ofRecord(record));
  }

  private static Seen seen(String eventId, Instant receivedAt) {
    return new Seen(eventId, receivedAt, true, null);
  }

  /** From where was swept to, up to the end of the window. A record without a time is within. */
  private boolean isWithin(JsonNode record) {
    Instant time = passage(record).time();
    return time == null || (!time.isBefore(from) && time.isBefore(to));
  }

  /** Within, or as far off as {@link #due} may have asked for. */
  private boolean isNear(JsonNode record) {
    Instant time = passage(record).time();
    return time == null
        || (!time.isBefore(from.minusSeconds(2)) && !time.isAfter(to.plusSeconds(1)));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
