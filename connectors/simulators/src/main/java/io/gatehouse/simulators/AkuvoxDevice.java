package io.gatehouse.simulators;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A device without its wire: its clock, its logs, its relays, what it remembers. */
final class AkuvoxDevice {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final int FIRST_YEAR_OF_A_SET_CLOCK = 1971;

  final AkuvoxOptions options;
  final DeviceClock clock;
  final AkuvoxJournal<AkuvoxRecord> journal;
  final Faults faults = new Faults(AkuvoxServer.FAULTS);
  final Digest digest;
  final AkuvoxWords words;
  private final Timers timers;

  /** All below is guarded by this device. */
  private final Map<AkuvoxRecord.Log, AkuvoxLog> logs = new EnumMap<>(AkuvoxRecord.Log.class);

  private final AkuvoxRelays relays;
  private final AkuvoxBusy busy;
  private String mac;
  private long bootedAt;
  private long records;

  AkuvoxDevice(Vertx vertx, AkuvoxOptions options, SecureRandom random) {
    this.options = options;
    this.journal = new AkuvoxJournal<>(options.requestsKept());
    this.clock = new DeviceClock(options.startTime(), this::clockMoved);
    this.timers = new Timers(vertx, clock::nanos);
    this.words = new AkuvoxWords(options);
    this.digest =
        new Digest(
            "HTTPAPI",
            "auth,auth-int",
            List.of("MD5"),
            false,
            options.nonceLifetime(),
            Long.MAX_VALUE,
            random);
    this.busy = new AkuvoxBusy(options.lockUp());
    this.relays = new AkuvoxRelays(this, options.relays());
    install(options.mac());
  }

  /** Comes from the factory: logs are empty, and IDs begin at 1. */
  private void install(String mac) {
    this.mac = mac;
    for (AkuvoxRecord.Log log : AkuvoxRecord.Log.values()) {
      logs.put(log, new AkuvoxLog(options));
    }
  }

  /** Is another device from now on, with the same configuration. */
  synchronized void replace(String mac) {
    install(mac);
    restart();
  }

  synchronized String mac() {
    return mac;
  }

  /** Forgets what a restart forgets; logs stay. */
  synchronized void restart() {
    bootedAt = nanos();
    relays.powerOff();
    digest.forgetNonces();
  }

  /**
   * Writes a record.
   *
   * @param fields all but ID, Date and Time, or in their place
   */
  synchronized AkuvoxRecord emit(AkuvoxRecord.Log name, Map<String, String> fields, Instant now) {
    AkuvoxLog log = log(name);
    ZonedDateTime local = now.atZone(options.zone());
    Map<String, String> all = new LinkedHashMap<>();
    long id = log.takeId();
    if (!options.has(AkuvoxTrait.NO_IDS)) {
      all.put("ID", Long.toString(id));
    }
    all.put("Date", isSet(now) ? options.dateFormat().formatter().format(local) : "--");
    all.put("Time", TIME.format(local));
    all.putAll(fields);
    long number = ++records;
    if (name == AkuvoxRecord.Log.CALLLOG && options.pictureDelay().isPresent()) {
      all.putIfAbsent(AkuvoxLog.PICTURE, "https://pictures.invalid/%d.jpg".formatted(number));
    }
    AkuvoxRecord written =
        new AkuvoxRecord(mac, name, number, now, Collections.unmodifiableMap(all));
    log.add(written, nanos());
    journal.emitted(written);
    return written;
  }

  /** Call with this device's lock held. */
  AkuvoxLog log(AkuvoxRecord.Log name) {
    return logs.get(name);
  }

  /** Call with this device's lock held. */
  AkuvoxRelays relays() {
    return relays;
  }

  /** Call with this device's lock held. */
  AkuvoxBusy busy() {
    return busy;
  }

  /** Seconds since the device started. */
  synchronized long upTime() {
    return Duration.ofNanos(nanos() - bootedAt).toSeconds();
  }

  long nanos() {
    return clock.nanos();
  }

  /** Runs a task with this device's lock held, when device time has gone on by {@code delay}. */
  Timers.Timer after(Duration delay, Runnable task) {
    return timers.after(
        delay,
        () -> {
          synchronized (this) {
            task.run();
          }
        });
  }

  void actuated(String target, ObjectNode action, String account) {
    journal.add(new AkuvoxJournal.Actuation(Instant.now(), target, action.toString(), account));
  }

  void shutDown() {
    timers.clear();
  }

  private static boolean isSet(Instant now) {
    return now.atZone(ZoneOffset.UTC).getYear() >= FIRST_YEAR_OF_A_SET_CLOCK;
  }

  private void clockMoved() {
    timers.runDue();
  }
}
