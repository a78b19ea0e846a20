package io.gatehouse.akuvox;

import io.gatehouse.akuvox.events.AkuvoxEvents;
import io.gatehouse.akuvox.events.AkuvoxLog;
import io.gatehouse.akuvox.log.LogClock;
import io.gatehouse.akuvox.log.LogMemory;
import io.gatehouse.akuvox.log.LogReading;
import io.gatehouse.akuvox.log.LogReading.News;
import io.gatehouse.akuvox.log.LogTime;
import io.gatehouse.engine.Batch.Entry;
import io.gatehouse.engine.EventIds;
import io.gatehouse.engine.GapReason;
import io.gatehouse.engine.Notices;
import io.gatehouse.engine.Position;
import io.gatehouse.engine.Seen;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes records of what logs, inputs and relays of a device say, each event once, and says what is
 * or may be lost. It does no I/O; its feed tells it what came.
 */
final class AkuvoxReader {

  private static final Logger log = LoggerFactory.getLogger(AkuvoxReader.class);
  private static final String VENDOR = "akuvox";
  private static final String INPUT = "Input";
  private static final String RELAY = "Relay";

  /** A clock that goes by itself does not do this between two looks at it. */
  private static final Duration CLOCK_WAS_SET = Duration.ofSeconds(5);

  /** Clocks tell whole seconds, and were compared a while ago. */
  private static final Duration INEXACT = Duration.ofSeconds(5);

  private final String deviceId;
  private final AkuvoxConfig config;
  private final ZoneId zone;
  private final AkuvoxEvents events;
  private final Notices notices;

  private AkuvoxState state;

  /** Device clock minus ours in milliseconds, or null while it was not measured. */
  private Long clockSkewMs;

  /**
   * How a log came to be read.
   *
   * @param at when its latest reply arrived
   * @param recovered it was not looked at for a while, or never
   * @param sinceLastLook how old a new record can be, where it is not recovered
   */
  record Look(Instant at, boolean recovered, Duration sinceLastLook) {}

  AkuvoxReader(
      String deviceId,
      AkuvoxConfig config,
      ZoneId zone,
      AkuvoxEvents events,
      Notices notices,
      AkuvoxState state) {
    this.deviceId = deviceId;
    this.config = config;
    this.zone = zone;
    this.events = events;
    this.notices = notices;
    this.state = state;
  }

  Position position() {
    return Position.lazily(state::toOffset);
  }

  LogMemory memory(AkuvoxLog which) {
    return state.memory(which);
  }

  /** The device says who it is; empty if it does not. */
  List<Entry> meet(String mac) {
    if (mac.isEmpty() || mac.equals(state.mac())) {
      return List.of();
    }
    if (state.mac().isEmpty()) {
      state = state.with(mac);
      return List.of();
    }
    String old = state.mac();
    state = AkuvoxState.unread(mac);
    clockSkewMs = null;
    return List.of(
        new Entry(notices.replaced(old, mac), position()),
        new Entry(
            notices.gap(GapReason.DEVICE_REPLACED, false, Map.of("serialNumber", old), old, mac),
            position()));
  }

  /**
   * The device's clock was read.
   *
   * @param skewMs its time minus ours, in milliseconds
   * @param now the time here
   */
  List<Entry> measured(long skewMs, Instant now) {
    Long before = clockSkewMs;
    clockSkewMs = skewMs;
    if (before == null || Math.abs(skewMs - before) < CLOCK_WAS_SET.toMillis()) {
      return List.of();
    }
    return List.of(
        new Entry(notices.clockJump(Math.round((skewMs - before) / 1_000.0), now), position()));
  }

  /** Takes what a log says beyond what is remembered of it. */
  List<Entry> take(AkuvoxLog which, LogReading reading, Look look) {
    AkuvoxState before = state;
    LogClock clock = clock(reading, look);
    Integer offset =
        clock.basis() == LogTime.Basis.MEASURED
            ? Integer.valueOf(clock.zone().getRules().getOffset(look.at()).getTotalSeconds() / 60)
            : before.offsetMinutes();
    List<SpecificRecord> events = new ArrayList<>(losses(which, reading, before.memory(which)));
    int losses = events.size();
    List<Instant> newestAt = new ArrayList<>();
    Instant newest = before.memory(which).newestAt();
    for (News news : reading.news()) {
      LogTime time = time(news, clock, newest, look);
      newest = time == null ? newest : time.at();
      newestAt.add(newest);
      events.add(map(which, news, time, look));
    }
    state = before.with(which, reading.remember(newestAt.size(), newest)).with(offset);
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      int done = Math.max(0, i + 1 - losses);
      Instant at = done == 0 ? null : newestAt.get(done - 1);
      // The last position is kept: it must not hold on to the whole reply.
      Position position =
          i == events.size() - 1
              ? position()
              : Position.lazily(
                  () -> before.with(which, reading.remember(done, at)).with(offset).toOffset());
      entries.add(new Entry(events.get(i), position));
    }
    return entries;
  }

  /** Takes the levels of inputs or the states of relays. */
  List<Entry> take(Map<String, Integer> levels, Instant at, boolean recovered) {
    List<Entry> entries = new ArrayList<>();
    new TreeMap<>(levels)
        .forEach(
            (name, level) -> {
              Integer before = state.levels().get(name);
              if (before != null && before.intValue() == level) {
                return;
              }
              state = state.with(name, level);
              Seen seen =
                  new Seen(
                      EventIds.of(VENDOR, deviceId, name, level, at), at, recovered, clockSkewMs);
              SpecificRecord event = change(name, level, before == null, seen);
              if (event != null) {
                entries.add(new Entry(event, position()));
              }
            });
    return entries;
  }

  /** Null for what is seen for the first time, unless it is an alarm. */
  private SpecificRecord change(String name, int level, boolean first, Seen seen) {
    if (name.startsWith(RELAY)) {
      return first ? null : events.relay(name.substring(RELAY.length()), level, seen);
    }
    String port = name.substring(INPUT.length());
    boolean atRest = level == config.idleLevel();
    if (config.tamperInputs().contains(port)) {
      return first && atRest ? null : events.tamper(port, level, atRest, seen);
    }
    return first ? null : events.input(port, level, atRest, seen);
  }

  private List<SpecificRecord> losses(AkuvoxLog which, LogReading reading, LogMemory memory) {
    List<SpecificRecord> losses = new ArrayList<>();
    if (!reading.isConnected()) {
      Map<String, String> facts =
          Map.of("log", which.word(), "records", Integer.toString(reading.size()));
      losses.add(gap(reading.gap(), facts, which, memory));
    }
    if (reading.removed() > 0) {
      Map<String, String> facts =
          Map.of("log", which.word(), "removed", Integer.toString(reading.removed()));
      losses.add(gap(GapReason.LOG_CLEARED, facts, which, memory));
    }
    return losses;
  }

  private SpecificRecord gap(
      GapReason reason, Map<String, String> facts, AkuvoxLog which, LogMemory memory) {
    return notices.gap(reason, false, facts, source(), which, memory.newestAt(), facts);
  }

  /** A zone that nobody told is measured at the newest record, if that was just written. */
  private LogClock clock(LogReading reading, Look look) {
    if (zone != null) {
      return new LogClock(zone, LogTime.Basis.CONFIGURED);
    }
    Integer offset = null;
    List<News> news = reading.news();
    if (!look.recovered() && !news.isEmpty()) {
      var local = news.get(news.size() - 1).record().local();
      offset =
          local == null
              ? null
              : LogClock.measure(local, deviceNow(look), look.sinceLastLook().plus(INEXACT));
    }
    Integer known = offset == null ? state.offsetMinutes() : offset;
    return known == null ? LogClock.ASSUMED : LogClock.measured(known);
  }

  private LogTime time(News news, LogClock clock, Instant before, Look look) {
    return news.record().local() == null
        ? null
        : clock.resolve(news.record().local(), before, deviceNow(look), !look.recovered());
  }

  private Instant deviceNow(Look look) {
    return clockSkewMs == null ? look.at() : look.at().plusMillis(clockSkewMs);
  }

  private SpecificRecord map(AkuvoxLog which, News news, LogTime time, Look look) {
    String first =
        EventIds.of(
            VENDOR,
            source(),
            which.word(),
            news.record().mark(),
            news.record().detail(),
            news.occurrence());
    String id = news.pictured() ? EventIds.of(first, "pictured") : first;
    Seen seen = new Seen(id, look.at(), look.recovered(), clockSkewMs);
    try {
      return news.pictured()
          ? events.pictured(which, news.record().json(), time, seen, first)
          : events.map(which, news.record().json(), time, seen);
    } catch (RuntimeException e) {
      log.error(
          "record cannot be understood, it is kept as it is device={} log={}",
          deviceId,
          which.word(),
          e);
      return events.unmapped(which, news.record().json(), seen);
    }
  }

  /** What ids of events begin with: the same for a device that got another name. */
  private String source() {
    return state.mac().isEmpty() ? deviceId : state.mac();
  }
}
