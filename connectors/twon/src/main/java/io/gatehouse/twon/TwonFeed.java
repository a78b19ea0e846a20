package io.gatehouse.twon;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.engine.Batch;
import io.gatehouse.engine.Batch.Entry;
import io.gatehouse.engine.DeviceFacts;
import io.gatehouse.engine.Feed;
import io.gatehouse.engine.FeedContext;
import io.gatehouse.engine.FeedFailure;
import io.gatehouse.engine.GapReason;
import io.gatehouse.engine.Position;
import io.gatehouse.engine.Seen;
import io.gatehouse.http.HttpFailure;
import io.gatehouse.http.HttpFailure.Kind;
import io.gatehouse.twon.TwonClient.Status;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a 2N device: subscribe, pull, resume (manual 000, 5.10).
 *
 * <p>A channel hands over from the device's history to what happens now, so one channel does both.
 * A new channel must first prove that it reaches back to the last event that was read: it is asked
 * for the seconds since then, and if that event is not among what it brings, for the whole history.
 * If it is not there either, the device was restarted or its history has overflowed, and a gap
 * event says so. A pull without an answer may have taken events out of the channel; the channel is
 * therefore given up after every failure.
 *
 * <p>All of it runs on one event loop.
 */
final class TwonFeed implements Feed {

  private static final Logger log = LoggerFactory.getLogger(TwonFeed.class);

  /** Largest reply of a device; a reply of this size means that more is waiting. */
  private static final int FULL_BATCH = 128;

  /** How much further back than the last event a channel is asked to reach. */
  private static final long MARGIN_SECONDS = 60;

  /** Device time is in whole seconds: two clocks within this are the same. */
  private static final long SAME_CLOCK_SECONDS = 2;

  /** A pull that began this long after the one before brings backlog. */
  private static final Duration BACKLOG_AFTER = Duration.ofSeconds(5);

  private final String deviceId;
  private final TwonClient client;
  private final TwonConfig config;
  private final TwonEvents events;
  private final FeedContext context;
  private final RecentEvents recent = new RecentEvents();
  private final List<Entry> pending = new ArrayList<>();

  private TwonPosition position;
  private DeviceFacts facts = DeviceFacts.UNKNOWN;
  private Long clockSkewMs;
  private boolean infoRefused;
  private boolean statusRefused;
  private boolean lookAtAll;
  private Channel channel;
  private Instant pulledAt = Instant.MIN;

  /** What a channel has shown so far. */
  private enum Phase {
    /** Its history has not shown yet that it reaches back to the position. */
    LOOKING,
    /** Its history follows the position, or is all new. */
    TAKING,
    /** Its history is empty, which proves nothing. */
    UNPROVEN,
    /** History is read; it tells what happens now. */
    LIVE
  }

  private static final class Channel {
    final long id;
    final boolean all;

    /** The device was restarted, whatever its history shows. */
    final boolean restarted;

    Phase phase;
    TwonEvent first;
    boolean answered;

    Channel(long id, boolean all, boolean restarted, Phase phase) {
      this.id = id;
      this.all = all;
      this.restarted = restarted;
      this.phase = phase;
    }

    boolean isInHistory() {
      return phase == Phase.LOOKING || phase == Phase.TAKING;
    }
  }

  TwonFeed(
      String deviceId,
      TwonClient client,
      TwonConfig config,
      TwonEvents events,
      TwonPosition position,
      FeedContext context) {
    this.deviceId = deviceId;
    this.client = client;
    this.config = config;
    this.events = events;
    this.position = position;
    this.context = context;
  }

  @Override
  public Position position() {
    return position;
  }

  @Override
  public DeviceFacts facts() {
    return facts;
  }

  @Override
  public Future<Batch> read() {
    return (channel == null ? connect() : Future.<Void>succeededFuture())
        .compose(connected -> pull());
  }

  @Override
  public Future<Void> close() {
    if (channel == null) {
      return Future.succeededFuture();
    }
    long id = channel.id;
    channel = null;
    return client.unsubscribe(id);
  }

  private Future<Void> connect() {
    return info().compose(told -> status()).compose(this::subscribe);
  }

  private Future<Void> info() {
    if (infoRefused) {
      return Future.succeededFuture();
    }
    return client
        .info()
        .map(
            info -> {
              meet(info);
              return (Void) null;
            })
        .recover(
            failure -> {
              infoRefused = isRefusal(failure);
              return infoRefused ? withoutFacts(failure) : Future.failedFuture(failure);
            });
  }

  private Future<Void> withoutFacts(Throwable refusal) {
    log.warn("device does not tell what it is, reading goes on: {}", refusal.getMessage());
    return Future.succeededFuture();
  }

  /** The device's clock; null where the account may not ask for it, which is not asked again. */
  private Future<Status> status() {
    if (infoRefused || statusRefused) {
      return Future.succeededFuture();
    }
    Instant asked = context.clock().instant();
    return client
        .status()
        .onSuccess(status -> measureSkew(status, asked))
        .recover(
            failure -> {
              statusRefused = isRefusal(failure);
              return statusRefused ? Future.succeededFuture() : Future.failedFuture(failure);
            });
  }

  private void measureSkew(Status status, Instant asked) {
    if (status.systemTime() == TwonPosition.UNKNOWN) {
      return;
    }
    Instant answered = context.clock().instant();
    long middle = (asked.toEpochMilli() + answered.toEpochMilli()) / 2;
    // The device tells whole seconds: on average half a second has passed since.
    clockSkewMs = status.systemTime() * 1_000 + 500 - middle;
  }

  private Future<Void> subscribe(Status status) {
    String include = include(status);
    boolean all = include.equals("all");
    boolean restarted = status != null && position.isContradictedBy(status.upTime(), now());
    Phase phase = position.isAtStart() ? Phase.TAKING : Phase.LOOKING;
    return client
        .subscribe(include, config.channelDuration())
        .map(
            id -> {
              channel = new Channel(id, all, restarted, phase);
              lookAtAll = lookAtAll && phase == Phase.LOOKING;
              return null;
            });
  }

  private String include(Status status) {
    if (position.isAtStart() || lookAtAll || position.utcTime() == TwonPosition.UNKNOWN) {
      return "all";
    }
    long deviceNow =
        status == null || status.systemTime() == TwonPosition.UNKNOWN ? now() : status.systemTime();
    long age = deviceNow - position.utcTime();
    return age < 0 ? "all" : "-" + (age + MARGIN_SECONDS);
  }

  private void meet(JsonNode info) {
    facts = TwonInfo.facts(info);
    String serialNumber = TwonInfo.serialNumber(info);
    if (position.equals(TwonPosition.start(""))) {
      position = TwonPosition.start(serialNumber);
    } else if (!serialNumber.isEmpty()
        && !position.serialNumber().isEmpty()
        && !serialNumber.equals(position.serialNumber())) {
      replaced(serialNumber);
    }
  }

  private void replaced(String serialNumber) {
    TwonPosition old = position;
    position = TwonPosition.start(serialNumber);
    pending.add(new Entry(context.notices().replaced(old.serialNumber(), serialNumber), position));
    pending.add(
        new Entry(
            context
                .notices()
                .gap(
                    GapReason.DEVICE_REPLACED,
                    false,
                    Map.of("serialNumber", old.serialNumber(), "afterId", "" + old.id()),
                    old.serialNumber(),
                    old.boot(),
                    old.id(),
                    serialNumber),
            position));
  }

  private Future<Batch> pull() {
    Channel pulled = channel;
    Instant asked = context.clock().instant();
    boolean late = Duration.between(pulledAt, asked).compareTo(BACKLOG_AFTER) > 0;
    Duration timeout = pulled.isInHistory() ? Duration.ZERO : config.pullTimeout();
    return client
        .pull(pulled.id, timeout)
        .transform(
            answer -> {
              pulledAt = context.clock().instant();
              if (answer.failed()) {
                return lost(pulled, answer.cause());
              }
              pulled.answered = true;
              return Future.succeededFuture(take(pulled, answer.result(), late));
            });
  }

  /**
   * The channel is gone, or may have lost what the missing answer held: the next read opens anew.
   */
  private Future<Batch> lost(Channel lost, Throwable cause) {
    channel = null;
    boolean lapsed =
        cause instanceof TwonError error && error.code() == TwonError.INVALID_PARAMETER_VALUE;
    if (!lapsed) {
      abandon(lost);
      return Future.failedFuture(cause);
    }
    if (!lost.answered) {
      return Future.failedFuture(
          new FeedFailure(
              Kind.TRANSIENT, "the device opened a channel and does not know it", cause));
    }
    return Future.succeededFuture(Batch.of(handOverPending()));
  }

  private void abandon(Channel abandoned) {
    client
        .unsubscribe(abandoned.id)
        .onFailure(cause -> log.debug("a channel was left to lapse: {}", cause.getMessage()));
  }

  private Batch take(Channel pulled, List<TwonEvent> reply, boolean late) {
    boolean recovered = pulled.isInHistory() || late || reply.size() >= FULL_BATCH;
    Instant receivedAt = pulledAt;
    if (reply.isEmpty()) {
      historyEnded(pulled);
    }
    for (TwonEvent event : reply) {
      if (pulled.phase == Phase.LOOKING) {
        look(pulled, event);
      }
      if (channel != pulled) {
        break;
      }
      if (pulled.phase != Phase.LOOKING) {
        accept(pulled, event, receivedAt, recovered);
      }
    }
    return Batch.of(handOverPending());
  }

  /** Asks of each event of the history whether it proves something about the position. */
  private void look(Channel pulled, TwonEvent event) {
    if (pulled.first == null) {
      pulled.first = event;
    }
    if (position.isOf(event) && !pulled.restarted) {
      proven(pulled);
    } else if (event.id() >= position.id()) {
      notCovered(pulled);
    }
  }

  private void proven(Channel pulled) {
    pulled.phase = Phase.TAKING;
    lookAtAll = false;
  }

  private void historyEnded(Channel pulled) {
    switch (pulled.phase) {
      case LOOKING -> {
        if (pulled.all && pulled.first == null) {
          pulled.phase = Phase.UNPROVEN;
        } else {
          notCovered(pulled);
        }
      }
      case TAKING -> pulled.phase = Phase.LIVE;
      case UNPROVEN, LIVE -> {}
    }
  }

  /** The history does not hold the last event that was read. */
  private void notCovered(Channel pulled) {
    if (!pulled.all) {
      reopenWithAll(pulled);
    } else if (!pulled.restarted && position.looksLikeSameBoot(pulled.first, SAME_CLOCK_SECONDS)) {
      overflowed(pulled.first);
      proven(pulled);
    } else {
      boolean passedOver = pulled.first.id() < position.id();
      restarted(pulled.first);
      if (passedOver) {
        reopenWithAll(pulled);
      } else {
        proven(pulled);
      }
    }
  }

  private void reopenWithAll(Channel pulled) {
    lookAtAll = true;
    channel = null;
    abandon(pulled);
  }

  private void overflowed(TwonEvent first) {
    if (first.id() > position.id() + 1) {
      gap(GapReason.RING_OVERFLOW, true, first, Map.of("beforeId", "" + first.id()));
    }
  }

  private void restarted(TwonEvent first) {
    TwonPosition now = position.restarted();
    gap(GapReason.DEVICE_RESTART, false, first, Map.of("boot", "" + now.boot()));
    position = now;
    recent.clear();
  }

  private void gap(GapReason reason, boolean certain, TwonEvent first, Map<String, String> more) {
    Map<String, String> attributes = new HashMap<>(more);
    attributes.put("afterId", "" + position.id());
    pending.add(
        new Entry(
            context
                .notices()
                .gap(
                    reason,
                    certain,
                    attributes,
                    position.serialNumber(),
                    position.boot(),
                    position.id(),
                    first.id(),
                    first.utcTime(),
                    first.upTime()),
            position));
  }

  private void accept(Channel pulled, TwonEvent event, Instant receivedAt, boolean recovered) {
    if (position.isOf(event)) {
      return;
    }
    if (event.id() == 0) {
      emit(event, position, receivedAt, recovered);
      return;
    }
    if (event.id() <= position.id()) {
      if (recent.contains(event)) {
        return;
      }
      restarted(event);
    } else if (pulled.phase == Phase.UNPROVEN) {
      gap(GapReason.HISTORY_UNAVAILABLE, false, event, Map.of("beforeId", "" + event.id()));
    }
    if (pulled.phase == Phase.UNPROVEN) {
      pulled.phase = Phase.LIVE;
    }
    noticeClockJump(event);
    recent.add(event);
    emit(event, position.after(event, receivedAt.getEpochSecond()), receivedAt, recovered);
  }

  private void noticeClockJump(TwonEvent event) {
    long jump = position.clockJump(event);
    if (Math.abs(jump) > SAME_CLOCK_SECONDS) {
      pending.add(
          new Entry(
              context
                  .notices()
                  .clockJump(
                      jump, position.serialNumber(), event.id(), event.utcTime(), event.upTime()),
              position));
    }
  }

  private void emit(TwonEvent event, TwonPosition after, Instant receivedAt, boolean recovered) {
    Seen seen = new Seen(after.eventId(event, deviceId), receivedAt, recovered, clockSkewMs);
    List<SpecificRecord> records = events.map(event, seen);
    for (int i = 0; i < records.size(); i++) {
      boolean last = i == records.size() - 1;
      pending.add(new Entry(records.get(i), last ? after : position));
    }
    position = after;
  }

  private long now() {
    return context.clock().instant().getEpochSecond();
  }

  private List<Entry> handOverPending() {
    List<Entry> entries = List.copyOf(pending);
    pending.clear();
    return entries;
  }

  /** Refused by the device for good, as opposed to out of reach. */
  private static boolean isRefusal(Throwable failure) {
    Kind kind =
        failure instanceof HttpFailure http
            ? http.kind()
            : failure instanceof FeedFailure feed ? feed.kind() : Kind.TRANSIENT;
    return kind == Kind.UNAUTHORIZED || kind == Kind.REJECTED;
  }
}
