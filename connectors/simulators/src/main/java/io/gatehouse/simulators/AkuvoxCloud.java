package io.gatehouse.simulators;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gatehouse.simulators.AkuvoxCloudRecord.History;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A cloud without its wire: its residences, their histories, its token. */
final class AkuvoxCloud {

  /** Where a record is kept. */
  private record Shelf(String residence, History history) {}

  private record Kept(long nanos, ObjectNode fields) {}

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  final AkuvoxCloudOptions options;
  final DeviceClock clock;
  final AkuvoxJournal<AkuvoxCloudRecord> journal;
  final Faults faults = new Faults(AkuvoxServer.FAULTS);
  private final Timers timers;

  /** All below is guarded by this cloud. */
  private final Map<Shelf, Deque<Kept>> histories = new HashMap<>();

  private final Set<String> offline = new HashSet<>();
  private String token;
  private long records;

  AkuvoxCloud(Vertx vertx, AkuvoxCloudOptions options) {
    this.options = options;
    this.token = options.token();
    this.journal = new AkuvoxJournal<>(options.requestsKept());
    this.clock = new DeviceClock(options.startTime(), this::moved);
    this.timers = new Timers(vertx, clock::nanos);
  }

  synchronized AkuvoxCloudRecord emit(
      String residence, History history, ObjectNode given, Instant now) {
    long number = ++records;
    ObjectNode fields = given.deepCopy();
    String time = TIME.format(now.atZone(options.zone()));
    if (history == History.CALL) {
      addText(fields, "call_time", time);
    } else {
      String picture = "https://pictures.invalid/" + number;
      addText(fields, "capture_thumbnail_url", picture + "-small.jpg");
      addText(fields, "capture_picture_url", picture + ".jpg");
      addText(fields, "open_door_time", time);
    }
    Deque<Kept> kept =
        histories.computeIfAbsent(new Shelf(residence, history), shelf -> new ArrayDeque<>());
    if (kept.size() == options.historySize()) {
      kept.removeLast();
    }
    kept.addFirst(new Kept(clock.nanos(), fields));
    AkuvoxCloudRecord written =
        new AkuvoxCloudRecord(history, residence, number, now, fields.toString());
    journal.emitted(written);
    return written;
  }

  private static void addText(ObjectNode fields, String name, String text) {
    var unused = fields.putIfAbsent(name, TextNode.valueOf(text));
  }

  /** A history as the wire has it, newest first: pictures that are not there yet are empty. */
  synchronized ArrayNode history(String residence, History history) {
    ArrayNode list = Reply.JSON.createArrayNode();
    long ready = clock.nanos() - options.pictureDelay().toNanos();
    for (Kept kept : histories.getOrDefault(new Shelf(residence, history), new ArrayDeque<>())) {
      ObjectNode item = kept.fields().deepCopy();
      if (history == History.OPEN_DOOR && kept.nanos() > ready) {
        item.put("capture_thumbnail_url", "").put("capture_picture_url", "");
      }
      list.add(item);
    }
    return list;
  }

  /** The residence of this id, if it is one of this account's. */
  Optional<AkuvoxResidence> residence(String id) {
    return options.residences().stream().filter(r -> r.id().equals(id)).findFirst();
  }

  synchronized boolean isOnline(AkuvoxCloudDevice device) {
    return !offline.contains(device.mac());
  }

  synchronized void online(String mac, boolean online) {
    if (options.residences().stream()
        .flatMap(residence -> residence.devices().stream())
        .noneMatch(device -> device.mac().equals(mac))) {
      throw new IllegalArgumentException("no such device: " + mac);
    }
    if (online) {
      offline.remove(mac);
    } else {
      offline.add(mac);
    }
  }

  synchronized String token() {
    return token;
  }

  synchronized void token(String token) {
    this.token = token;
  }

  /** Runs a task when the cloud's time has gone on by {@code delay}. */
  void after(Duration delay, Runnable task) {
    timers.after(delay, task);
  }

  void shutDown() {
    timers.clear();
  }

  private void moved() {
    timers.runDue();
  }
}
