package io.gatehouse.akuvox.cloud;

import io.gatehouse.akuvox.cloud.AkuvoxCloudReply.Answer;
import io.gatehouse.akuvox.events.AkuvoxCloudEvents;
import io.gatehouse.akuvox.events.AkuvoxHistory;
import io.gatehouse.akuvox.log.LogClock;
import io.gatehouse.akuvox.log.LogMemory;
import io.gatehouse.akuvox.log.LogReading;
import io.gatehouse.akuvox.log.LogReading.News;
import io.gatehouse.akuvox.log.LogRecord;
import io.gatehouse.akuvox.log.LogShape;
import io.gatehouse.akuvox.log.LogTime;
import io.gatehouse.engine.Batch.Entry;
import io.gatehouse.engine.EventIds;
import io.gatehouse.engine.GapReason;
import io.gatehouse.engine.Notices;
import io.gatehouse.engine.Position;
import io.gatehouse.engine.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes events of what a residence's histories say beyond what is remembered of them, and says what
 * is or may be lost. It does no I/O; its feed tells it what came.
 */
final class AkuvoxCloudReader {

  private static final Logger log = LoggerFactory.getLogger(AkuvoxCloudReader.class);

  private final String residence;
  private final AkuvoxCloudEvents events;
  private final Notices notices;
  private final LogClock clock;

  /** Histories that miss what they held, by one answer so far. */
  private final Set<AkuvoxHistory> doubted = EnumSet.noneOf(AkuvoxHistory.class);

  private AkuvoxCloudState state;

  /** A reader that goes on behind {@code state}. */
  AkuvoxCloudReader(
      String residence,
      AkuvoxCloudEvents events,
      Notices notices,
      LogClock clock,
      AkuvoxCloudState state) {
    this.residence = residence;
    this.events = events;
    this.notices = notices;
    this.clock = clock;
    this.state = state;
  }

  /**
   * How an answer came to be read.
   *
   * @param cloudNow the cloud's time, ours where it does not say
   * @param skewMs the cloud's clock minus ours; null where it does not say
   */
  private record Arrival(
      AkuvoxHistory history,
      Instant cloudNow,
      Long skewMs,
      Instant receivedAt,
      boolean recovered) {}

  /**
   * One record for Kafka.
   *
   * @param done how many of the news are settled with it
   * @param newestAt when the newest record was written up to here
   */
  private record Told(SpecificRecord event, int done, Instant newestAt) {}

  AkuvoxCloudState state() {
    return state;
  }

  /** Whether a history must be read again before what it said last is believed. */
  boolean doubts(AkuvoxHistory history) {
    return doubted.contains(history);
  }

  /**
   * Takes all of a history. Where it misses records that it held, the answer counts only if the
   * next one does so too: one alone may come from a server that is behind, or has a bad moment.
   *
   * @param recovered the history holds what happened before this reader could know
   */
  List<Entry> take(AkuvoxHistory history, Answer answer, Instant receivedAt, boolean recovered) {
    LogMemory memory = state.of(history);
    LogReading reading = memory.compare(records(history, answer), true);
    boolean misses = !reading.isConnected() || reading.removed() > 0;
    if (misses && doubted.add(history)) {
      log.info(
          "history misses what it held, reading it again history={} residence={}",
          history.word(),
          residence);
      return List.of();
    }
    doubted.remove(history);
    List<Told> told = new ArrayList<>();
    if (misses) {
      told.add(new Told(gap(history, memory, reading), 0, memory.newestAt()));
    }
    tell(reading, memory.newestAt(), arrival(history, answer, receivedAt, recovered), told);
    return entries(history, reading, told);
  }

  private static List<LogRecord> records(AkuvoxHistory history, Answer answer) {
    LogShape shape =
        switch (history) {
          case OPEN_DOOR -> LogShape.OPEN_DOOR_HISTORY;
          case CALL -> LogShape.CALL_HISTORY;
        };
    List<LogRecord> records = new ArrayList<>(answer.items().size());
    answer.items().forEach(item -> records.add(LogRecord.of(item, shape)));
    if (isOldestFirst(records)) {
      records.sort(Comparator.comparingLong(AkuvoxCloudReader::age));
    }
    return records;
  }

  /** The manual does not say in which order records come; all that was seen was newest first. */
  private static boolean isOldestFirst(List<LogRecord> records) {
    int rises = 0;
    for (int i = 1; i < records.size(); i++) {
      LogRecord one = records.get(i - 1);
      LogRecord next = records.get(i);
      if (one.local() != null && next.local() != null) {
        rises += Long.signum(next.mark() - one.mark());
      }
    }
    return rises > 0;
  }

  /** Those without a date come first, where new ones are looked for. */
  private static long age(LogRecord record) {
    return record.local() == null ? Long.MIN_VALUE : -record.mark();
  }

  private static Arrival arrival(
      AkuvoxHistory history, Answer answer, Instant receivedAt, boolean recovered) {
    Instant at = answer.at();
    return at == null
        ? new Arrival(history, receivedAt, null, receivedAt, recovered)
        : new Arrival(
            history, at, Duration.between(receivedAt, at).toMillis(), receivedAt, recovered);
  }

  private void tell(LogReading reading, Instant rememberedAt, Arrival arrival, List<Told> told) {
    Instant newestAt = rememberedAt;
    long toCome = reading.news().stream().filter(one -> !one.pictured()).count();
    int done = 0;
    for (News one : reading.news()) {
      toCome -= one.pictured() ? 0 : 1;
      boolean isNewest = !one.pictured() && one.index() == toCome;
      LogTime time = time(one, isNewest ? newestAt : Instant.EPOCH, arrival);
      if (isNewest && time != null) {
        newestAt = time.at();
      }
      told.add(new Told(event(one, time, arrival), ++done, newestAt));
    }
  }

  /**
   * When a record was written.
   *
   * @param before when the one before it was; long ago where that is not known
   */
  private LogTime time(News one, Instant before, Arrival arrival) {
    if (one.record().local() == null) {
      return null;
    }
    boolean isLive = !arrival.recovered() && !one.pictured();
    return clock.resolve(one.record().local(), before, arrival.cloudNow(), isLive);
  }

  private SpecificRecord event(News one, LogTime time, Arrival arrival) {
    AkuvoxHistory history = arrival.history();
    String firstId =
        EventIds.of(
            "akuvox",
            residence,
            history.word(),
            one.record().mark(),
            one.record().detail(),
            one.occurrence());
    String id = one.pictured() ? EventIds.of(firstId, "pictured") : firstId;
    Seen seen = new Seen(id, arrival.receivedAt(), arrival.recovered(), arrival.skewMs());
    try {
      return one.pictured()
          ? events.pictured(history, one.record().json(), time, seen, firstId)
          : events.map(history, one.record().json(), time, seen);
    } catch (RuntimeException e) {
      // A fault of ours must not keep the records behind it from being read.
      log.error(
          "record cannot be understood, it is kept as it is history={} residence={}",
          history.word(),
          residence,
          e);
      return events.unmapped(history, one.record().json(), seen);
    }
  }

  private SpecificRecord gap(AkuvoxHistory history, LogMemory memory, LogReading reading) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("history", history.word());
    attributes.put("records", Integer.toString(reading.size()));
    GapReason reason = reading.gap();
    if (reading.isConnected()) {
      attributes.put("removed", Integer.toString(reading.removed()));
      reason = GapReason.LOG_CLEARED;
    }
    Map<String, Object> remembered = new LinkedHashMap<>();
    memory.addTo(remembered, history.word());
    return notices.gap(reason, false, attributes, remembered);
  }

  /** The last position is worked out at once, so that it does not keep the answer in memory. */
  private List<Entry> entries(AkuvoxHistory history, LogReading reading, List<Told> told) {
    AkuvoxCloudState before = state;
    Instant newestAt = told.isEmpty() ? null : told.get(told.size() - 1).newestAt();
    state = before.with(history, reading.remember(reading.news().size(), newestAt));
    List<Entry> entries = new ArrayList<>();
    for (Told one : told) {
      boolean isLast = entries.size() == told.size() - 1;
      Position position =
          isLast
              ? Position.lazily(state::toOffset)
              : Position.lazily(
                  () ->
                      before
                          .with(history, reading.remember(one.done(), one.newestAt()))
                          .toOffset());
      entries.add(new Entry(one.event(), position));
    }
    return entries;
  }
}
