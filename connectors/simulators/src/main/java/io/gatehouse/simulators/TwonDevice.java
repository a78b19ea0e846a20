package io.gatehouse.simulators;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** A device without its wire: what it is, what state it is in, what it remembers. */
final class TwonDevice {

  private static final long NANOS = 1_000_000_000L;

  final TwonOptions options;
  final DeviceClock clock;
  final TwonJournal journal;
  final Faults faults = new Faults(TwonHttp.FAULTS);
  final Digest digest;
  private final Timers timers;

  /** All below is guarded by this device. */
  private final TwonRelays relays;

  private final Set<Integer> blockedAccessPoints = new TreeSet<>();
  private TwonLog log;
  private String serialNumber;
  private int boot;
  private long bootedAt;
  private long nextId;
  private int sessions;

  TwonDevice(Vertx vertx, TwonOptions options, SecureRandom random) {
    this.options = options;
    this.serialNumber = options.serialNumber();
    this.journal = new TwonJournal(options.requestsKept());
    this.clock = new DeviceClock(options.startTime(), this::clockMoved);
    this.timers = new Timers(vertx, clock::nanos);
    this.relays = new TwonRelays(this, options);
    this.digest =
        new Digest(
            "HTTPAPI", options.algorithms(), options.nonceLifetime(), options.nonceUses(), random);
    start();
  }

  /** Forgets what a restart forgets, and writes the first event (section 5.10.4, DeviceState). */
  synchronized void start() {
    boot++;
    bootedAt = nanos();
    nextId = 1;
    sessions = 0;
    log = new TwonLog(options.maxChannels());
    relays.powerOff();
    blockedAccessPoints.clear();
    digest.forgetNonces();
    emit("DeviceState", Reply.JSON.createObjectNode().put("state", "startup"));
  }

  synchronized void startWithLostClock() {
    clock.set(Instant.EPOCH);
    start();
  }

  /** Another device takes this one's place. */
  synchronized void replace(String serialNumber) {
    if (serialNumber.equals(this.serialNumber)) {
      throw new IllegalArgumentException("device " + serialNumber + " is in this place already");
    }
    this.serialNumber = serialNumber;
    boot = 0;
    start();
  }

  TwonEvent emit(String type, ObjectNode params) {
    return emitJson(type, params == null ? null : params.toString());
  }

  /**
   * @param params JSON text of an object, or null to send none
   */
  synchronized TwonEvent emitJson(String type, String params) {
    TwonEvent event =
        new TwonEvent(
            serialNumber,
            boot,
            nextId++,
            clock.now().getEpochSecond(),
            upTime(),
            options.tzShift(),
            type,
            params);
    journal.add(event);
    log.append(new TwonLog.Entry(event, render(event)), nanos());
    return event;
  }

  synchronized void nextId(long id) {
    if (id < 0 || id > 0xFFFF_FFFFL) {
      throw new IllegalArgumentException("id must be an unsigned 32-bit number, not " + id);
    }
    nextId = id;
  }

  synchronized void dropChannels() {
    log.closeAll();
  }

  synchronized int openChannels() {
    return log.openChannels(nanos());
  }

  synchronized int waitingPolls() {
    return log.waitingPolls();
  }

  /** Makes all nonces stale, those of long polls that wait as well. */
  synchronized void rotateNonces() {
    digest.forgetNonces();
    log.noncesRotated();
  }

  synchronized String serialNumber() {
    return serialNumber;
  }

  synchronized int boot() {
    return boot;
  }

  synchronized long upTime() {
    return (nanos() - bootedAt) / NANOS;
  }

  synchronized int nextSession() {
    return ++sessions;
  }

  /** Call with this device's lock held. */
  TwonLog log() {
    return log;
  }

  /** Call with this device's lock held. */
  TwonRelays relays() {
    return relays;
  }

  /** Call with this device's lock held. */
  Set<Integer> blockedAccessPoints() {
    return blockedAccessPoints;
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

  void actuated(String target, String action, String account) {
    journal.add(
        new TwonJournal.Actuation(serialNumber(), boot(), Instant.now(), target, action, account));
  }

  void shutDown() {
    timers.clear();
  }

  private void clockMoved() {
    timers.runDue();
  }

  private byte[] render(TwonEvent event) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    try (JsonGenerator json = Reply.JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeNumberField("id", event.id());
      if (options.eventHashes()) {
        int hash = Objects.hash(event.serialNumber(), event.boot(), event.id());
        json.writeStringField("hash", "%016x".formatted(hash * 0x9E3779B97F4A7C15L));
      }
      json.writeNumberField("tzShift", event.tzShift());
      json.writeNumberField("utcTime", event.utcTime());
      json.writeNumberField("upTime", event.upTime());
      json.writeStringField("event", event.type());
      if (event.params() != null) {
        json.writeFieldName("params");
        json.writeRawValue(event.params());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot render event " + event.type(), e);
    }
    return out.toByteArray();
  }
}
