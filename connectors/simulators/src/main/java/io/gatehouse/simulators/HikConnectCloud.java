package io.gatehouse.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.simulators.HikConnectMessage.State;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A cloud without its wire: one account with its token, queues, records, devices and outputs. All
 * state is guarded by the cloud itself.
 */
final class HikConnectCloud {

  final HikConnectOptions options;
  final DeviceClock clock;
  final HikConnectJournal journal;
  final Faults faults = new Faults(HikConnectHttp.FAULTS);
  final HikConnectHolds holds = new HikConnectHolds();
  final HikConnectLimit limit;
  final String systemId;
  private final Timers timers;
  private final Random random;
  private final HikConnectTokens tokens;
  private final HikConnectRecords records = new HikConnectRecords();
  private final HikConnectResources resources;
  private final Map<HikConnectMq, HikConnectQueue> queues = new EnumMap<>(HikConnectMq.class);
  private final Map<String, HikConnectDevice> devices = new LinkedHashMap<>();
  private volatile String areaDomain = "";

  HikConnectCloud(Vertx vertx, HikConnectOptions options) {
    this.options = options;
    this.random = new Random(options.seed());
    this.systemId = HikConnectIds.next(random);
    this.journal = new HikConnectJournal(options.requestsKept());
    this.limit = new HikConnectLimit(options.rateLimit());
    this.tokens = new HikConnectTokens(options, random);
    this.clock = new DeviceClock(options.startTime(), this::clockMoved);
    this.timers = new Timers(vertx, clock::nanos);
    for (HikConnectMq mq : HikConnectMq.values()) {
      queues.put(mq, new HikConnectQueue(options, random));
    }
    for (HikConnectDoor door : options.doors()) {
      devices.computeIfAbsent(door.deviceSerial(), s -> new HikConnectDevice(this, door));
    }
    this.resources = new HikConnectResources(this);
    options.subscribed().forEach(mq -> subscribe(mq, Set.of()));
  }

  /** Has a message for a queue, which gets it if it is subscribed to. */
  synchronized HikConnectMessage emit(HikConnectMq mq, JsonNode json) {
    HikConnectMessage message = new HikConnectMessage(mq, json, clock.now(), clock.nanos());
    journal.add(message);
    queue(mq).offer(message);
    return message;
  }

  synchronized void addRecord(ObjectNode record) {
    records.add(record);
  }

  synchronized String login(String appKey, String secretKey) throws HikConnectError {
    return tokens.login(appKey, secretKey, clock.nanos());
  }

  synchronized void checkToken(String token) throws HikConnectError {
    tokens.check(token, clock.nanos());
  }

  synchronized void expireToken() {
    tokens.expire();
  }

  synchronized void subscribe(HikConnectMq mq, Set<String> types) {
    queue(mq).subscribe(types, clock.nanos());
  }

  synchronized void unsubscribe(HikConnectMq mq) {
    queue(mq).unsubscribe();
  }

  synchronized HikConnectQueue.Batch pull(HikConnectMq mq, int max) throws HikConnectError {
    HikConnectQueue.Batch batch = queue(mq).pull(max, clock.nanos());
    journal.delivered(batch.messages().size());
    return batch;
  }

  synchronized void complete(HikConnectMq mq, String batchId) throws HikConnectError {
    queue(mq).complete(batchId);
  }

  synchronized ObjectNode search(JsonNode request) throws HikConnectError {
    if (!options.recordsAllowed()) {
      throw new HikConnectError(HikConnectError.NOT_PERMITTED);
    }
    return records.search(request);
  }

  HikConnectResources resources() {
    return resources;
  }

  /** All that was ever delivered comes once more. */
  synchronized void redeliver(HikConnectMq mq) {
    List<HikConnectMessage> delivered =
        journal.emitted(mq).stream()
            .filter(m -> m.state() == State.DELIVERED || m.state() == State.COMPLETED)
            .toList();
    queue(mq).putBack(delivered);
  }

  synchronized void shuffleNext(HikConnectMq mq) {
    queue(mq).shuffleNext();
  }

  synchronized boolean subscribed(HikConnectMq mq) {
    return queue(mq).subscribed();
  }

  synchronized int waiting(HikConnectMq mq) {
    return queue(mq).waiting();
  }

  synchronized int uncompleted() {
    return (int) queues.values().stream().filter(HikConnectQueue::hasUncompleted).count();
  }

  synchronized int recordCount() {
    return records.size();
  }

  List<HikConnectDevice> devices() {
    return List.copyOf(devices.values());
  }

  /**
   * @throws IllegalArgumentException if there is no such device
   */
  HikConnectDevice device(String serial) {
    HikConnectDevice device = devices.get(serial);
    if (device == null) {
      throw new IllegalArgumentException("no such device: " + serial);
    }
    return device;
  }

  /** The source of what is random; use it with the cloud's lock held. */
  Random random() {
    return random;
  }

  /** Address of all functions but the login. */
  String areaDomain() {
    return areaDomain;
  }

  void areaDomain(String areaDomain) {
    this.areaDomain = areaDomain;
  }

  Instant now() {
    return clock.now();
  }

  void after(Duration delay, Runnable task) {
    timers.after(delay, task);
  }

  void shutDown() {
    timers.clear();
  }

  private HikConnectQueue queue(HikConnectMq mq) {
    HikConnectQueue queue = queues.get(mq);
    queue.passTime(clock.nanos());
    return queue;
  }

  private void clockMoved() {
    timers.runDue();
    synchronized (this) {
      queues.values().forEach(queue -> queue.passTime(clock.nanos()));
    }
  }
}
