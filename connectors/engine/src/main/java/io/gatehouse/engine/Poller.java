package io.gatehouse.engine;

import io.gatehouse.engine.Batch.Entry;
import io.gatehouse.events.DeviceEvent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one feed reading: asks while there is room, waits after failures, and says when the device
 * goes and comes. Everything in here runs on the poller's own context, so that nothing is locked.
 */
final class Poller {

  private static final Logger log = LoggerFactory.getLogger(Poller.class);
  private static final long NO_TIMER = -1;

  private final Vertx vertx;
  private final Context context;
  private final DeviceSpec device;
  private final Map<String, String> partition;
  private final Feed feed;
  private final Notices notices;
  private final Surroundings surroundings;

  private boolean stopped;
  private long timer = NO_TIMER;
  private int failures;
  private Instant failingSince;
  private Presence presence = Presence.UNKNOWN;

  /** Behind the last record that was handed over: what the poller itself says moves nothing. */
  private Position handedOver;

  private DeviceFacts announced;

  /** Whether the device answers. */
  enum Presence {
    UNKNOWN,
    ONLINE,
    OFFLINE
  }

  /** What all pollers of a task share. */
  record Surroundings(
      Handover handover, FeedMeters meters, Backoff backoff, Duration offlineAfter, Clock clock) {}

  /**
   * A poller that is still to be started.
   *
   * @param context on which the feed's futures complete, so that the feed needs no lock either
   */
  Poller(
      Vertx vertx,
      Context context,
      DeviceSpec device,
      Map<String, String> partition,
      Feed feed,
      Notices notices,
      Surroundings surroundings) {
    this.vertx = vertx;
    this.context = context;
    this.device = device;
    this.partition = partition;
    this.feed = feed;
    this.notices = notices;
    this.surroundings = surroundings;
    this.handedOver = feed.position();
  }

  /** Starts to read after a delay, so that a fleet does not connect in one instant. */
  void start(Duration delay) {
    context.runOnContext(now -> next(delay));
  }

  Future<Void> stop() {
    Promise<Void> closed = Promise.promise();
    context.runOnContext(
        now -> {
          stopped = true;
          vertx.cancelTimer(timer);
          surroundings.meters().moved(presence, Presence.UNKNOWN);
          feed.close().onComplete(closed);
        });
    return closed.future();
  }

  private void next(Duration delay) {
    if (stopped) {
      return;
    }
    if (delay.isZero()) {
      surroundings.handover().whenRoom(() -> context.runOnContext(now -> read()));
    } else {
      timer = vertx.setTimer(Math.max(1, delay.toMillis()), fired -> next(Duration.ZERO));
    }
  }

  private void read() {
    if (stopped) {
      return;
    }
    try {
      feed.read().onComplete(this::received, this::failed);
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  private void received(Batch batch) {
    if (stopped) {
      return;
    }
    if (failures > 0) {
      log.info("reading again after {} failures device={}", failures, device.id());
    }
    failures = 0;
    announce(Presence.ONLINE, null);
    if (batch.size() > 0) {
      surroundings.handover().put(partition, batch, () -> acknowledge(batch));
      handedOver = batch.entries().get(batch.size() - 1).position();
    } else {
      feed.acknowledge(batch);
    }
    next(batch.pause());
  }

  private void acknowledge(Batch batch) {
    context.runOnContext(
        now ->
            feed.acknowledge(batch)
                .onFailure(
                    cause ->
                        log.warn(
                            "acknowledging failed, the batch will come again device={} cause={}",
                            device.id(),
                            cause.getMessage())));
  }

  private void failed(Throwable cause) {
    if (stopped) {
      return;
    }
    if (cause instanceof Error) {
      surroundings.handover().fail(cause);
      return;
    }
    failures++;
    Instant now = surroundings.clock().instant();
    if (failures == 1) {
      failingSince = now;
    }
    Trouble trouble = Trouble.of(cause);
    surroundings.meters().failed(trouble.kind());
    Duration wait = trouble.waitAfter(failures, surroundings.backoff());
    tell(cause, trouble, wait);
    boolean lasts = Duration.between(failingSince, now).compareTo(surroundings.offlineAfter()) >= 0;
    if (lasts || !trouble.passes()) {
      announce(Presence.OFFLINE, cause);
    }
    next(wait);
  }

  /** The first failure of a row is told; the same one again is not. */
  private void tell(Throwable cause, Trouble trouble, Duration wait) {
    if (failures > 1) {
      log.debug(
          "reading failed again, next try in {} device={} failures={} cause={}",
          wait,
          device.id(),
          failures,
          cause.getMessage());
    } else if (trouble.expected()) {
      log.warn(
          "reading failed, next try in {} device={} kind={} cause={}",
          wait,
          device.id(),
          trouble.kind(),
          cause.getMessage());
    } else {
      log.error("reading failed unexpectedly, next try in {} device={}", wait, device.id(), cause);
    }
  }

  /** Says that the device came, went, or is not what it was; says nothing twice. */
  private void announce(Presence now, Throwable cause) {
    DeviceFacts facts = feed.facts();
    if (now == presence && facts.equals(announced)) {
      return;
    }
    List<Entry> entries = new ArrayList<>();
    if (now != presence) {
      DeviceEvent notice = now == Presence.ONLINE ? notices.online() : notices.offline(cause);
      entries.add(new Entry(notice, handedOver));
      surroundings.meters().moved(presence, now);
    }
    entries.add(new Entry(notices.inventory(facts, now == Presence.ONLINE), handedOver));
    surroundings.handover().put(partition, Batch.of(entries), () -> {});
    presence = now;
    announced = facts;
  }
}
