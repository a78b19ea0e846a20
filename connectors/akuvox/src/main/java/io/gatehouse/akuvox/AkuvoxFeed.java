package io.gatehouse.akuvox;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.akuvox.AkuvoxReader.Look;
import io.gatehouse.akuvox.events.AkuvoxLog;
import io.gatehouse.akuvox.log.LogReading;
import io.gatehouse.akuvox.log.LogRecord;
import io.gatehouse.akuvox.log.LogShape;
import io.gatehouse.akuvox.log.LogWalk;
import io.gatehouse.engine.Batch;
import io.gatehouse.engine.Batch.Entry;
import io.gatehouse.engine.DeviceFacts;
import io.gatehouse.engine.Feed;
import io.gatehouse.engine.FeedContext;
import io.gatehouse.engine.FeedFailure;
import io.gatehouse.engine.Position;
import io.gatehouse.http.HttpFailure;
import io.gatehouse.http.HttpFailure.Kind;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads an Akuvox device over and over, one request a reading, so that the device is never asked
 * twice at a time. This is the side that talks to it; what the replies mean is {@link
 * AkuvoxReader}'s. All of it runs on one event loop.
 */
final class AkuvoxFeed implements Feed {

  private static final Logger log = LoggerFactory.getLogger(AkuvoxFeed.class);

  /** How often the device is asked what it is, what time it has, and what it refused before. */
  private static final Duration ASK_AGAIN = Duration.ofMinutes(10);

  /** Beyond two poll intervals: a log that was not looked at for so long brings backlog. */
  private static final Duration BACKLOG_AFTER = Duration.ofSeconds(5);

  /** What worked before may be refused once, by a device that starts up. */
  private static final int MOST_REFUSALS = 2;

  private static final int MOST_NONSENSE = 3;

  /** The beat of a device is up to so much shorter or longer. */
  private static final double JITTER = 0.1;

  private final AkuvoxClient client;
  private final AkuvoxConfig config;
  private final AkuvoxReader reader;
  private final FeedContext context;
  private final Looks doorLog = new Looks(AkuvoxLog.DOORLOG);
  private final Looks callLog = new Looks(AkuvoxLog.CALLLOG);

  /** What the device lacks, or answers with nonsense: asked again now and then. */
  private final Set<Step> leftOut = EnumSet.noneOf(Step.class);

  private final Set<Step> worked = EnumSet.noneOf(Step.class);

  /** What it lacked when it was asked last. */
  private final Set<Step> lacks = EnumSet.noneOf(Step.class);

  /** How often in a row each was no answer. */
  private final Map<Step, Integer> failures = new EnumMap<>(Step.class);

  /** What is still to be asked in this round. */
  private final Deque<Step> round = new ArrayDeque<>();

  private DeviceFacts facts = DeviceFacts.UNKNOWN;
  private Instant roundBegan = Instant.MIN;
  private Instant askedAllAt = Instant.MIN;
  private Instant sawPortsAt = Instant.MIN;

  /** What is asked, in this order. */
  private enum Step {
    INFO,
    STATUS,
    DOORLOG,
    CALLLOG,
    INPUTS,
    RELAYS
  }

  private static final Set<Step> LOGS = Set.of(Step.DOORLOG, Step.CALLLOG);

  /** How one log is looked at. */
  private static final class Looks {
    final AkuvoxLog which;
    final LogWalk walk = new LogWalk();
    final SameReply newestPage = new SameReply();

    /** When the last look that was completed began, and the one that is under way. */
    Instant completed = Instant.MIN;

    Instant began = Instant.MIN;

    Looks(AkuvoxLog which) {
      this.which = which;
    }

    void startOver() {
      walk.startOver();
      newestPage.forget();
    }

    /** Nothing of this log was read yet. */
    void forget() {
      startOver();
      completed = Instant.MIN;
    }
  }

  AkuvoxFeed(AkuvoxClient client, AkuvoxConfig config, AkuvoxReader reader, FeedContext context) {
    this.client = client;
    this.config = config;
    this.reader = reader;
    this.context = context;
  }

  @Override
  public Position position() {
    return reader.position();
  }

  @Override
  public DeviceFacts facts() {
    return lacks.isEmpty() ? facts : AkuvoxInfo.lacking(facts, lacks);
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }

  @Override
  public Future<Batch> read() {
    if (round.isEmpty()) {
      begin(now());
    }
    Step step = round.peek();
    return ask(step)
        .onSuccess(answer -> answered(step))
        .recover(failure -> without(step, failure))
        .map(
            answer -> {
              answer.ifPresent(done -> round.remove());
              return new Batch(answer.orElse(List.of()), rest());
            })
        .onFailure(this::startOver);
  }

  private void begin(Instant now) {
    roundBegan = now;
    if (Duration.between(askedAllAt, now).compareTo(ASK_AGAIN) >= 0) {
      askedAllAt = now;
      leftOut.clear();
      round.add(Step.INFO);
      round.add(Step.STATUS);
    }
    round.add(Step.DOORLOG);
    round.add(Step.CALLLOG);
    if (config.inputs()) {
      round.add(Step.INPUTS);
    }
    if (config.relays()) {
      round.add(Step.RELAYS);
    }
    round.removeAll(leftOut);
  }

  private void answered(Step step) {
    worked.add(step);
    failures.remove(step);
    lacks.remove(step);
  }

  /** One that was out of reach may be another device now, or have another clock. */
  private void startOver(Throwable failure) {
    round.clear();
    if (failure instanceof HttpFailure) {
      askedAllAt = Instant.MIN;
    }
    doorLog.startOver();
    callLog.startOver();
  }

  /** Until the next request: the device rests, and between rounds until the next is due. */
  private Duration rest() {
    if (!round.isEmpty()) {
      return config.pause();
    }
    double jitter = 1 + JITTER * ThreadLocalRandom.current().nextDouble(-1, 1);
    long beat = Math.round(config.pollInterval().toMillis() * jitter);
    Duration rest = Duration.ofMillis(beat).minus(Duration.between(roundBegan, now()));
    return rest.compareTo(config.pause()) > 0 ? rest : config.pause();
  }

  /** Empty if the same is to be asked on. */
  private Future<Optional<List<Entry>>> ask(Step step) {
    return switch (step) {
      case INFO -> client.info().map(info -> Optional.of(meet(info)));
      case STATUS -> status();
      case DOORLOG -> look(doorLog);
      case CALLLOG -> look(callLog);
      case INPUTS -> client.inputs().map(levels -> Optional.of(take(levels, "Input")));
      case RELAYS -> client.relays().map(levels -> Optional.of(take(levels, "Relay")));
    };
  }

  /**
   * Goes on without a function that the device lacks, or answers with nonsense three times. One of
   * the logs it must have; no nonsense is a reason to leave out the door log.
   */
  private Future<Optional<List<Entry>>> without(Step step, Throwable failure) {
    boolean refused = isRefusal(failure);
    boolean nonsense = failure instanceof FeedFailure other && other.kind() == Kind.TRANSIENT;
    if (!refused && !nonsense) {
      return Future.failedFuture(failure);
    }
    int times = failures.merge(step, 1, Integer::sum);
    boolean enough =
        refused
            ? times >= MOST_REFUSALS || !worked.contains(step)
            : times >= MOST_NONSENSE && step != Step.DOORLOG;
    if (!enough) {
      return Future.failedFuture(failure);
    }
    if (LOGS.contains(step) && LOGS.stream().anyMatch(leftOut::contains)) {
      leftOut.removeAll(LOGS);
      return Future.failedFuture(failure);
    }
    if (refused && lacks.add(step)) {
      log.warn(
          "device lacks a function, reading goes on without device={} cause={}",
          context.endpoint().id(),
          failure.getMessage());
    }
    leftOut.add(step);
    return Future.succeededFuture(Optional.of(List.of()));
  }

  private static boolean isRefusal(Throwable failure) {
    return failure instanceof AkuvoxError error
        ? error.kind() == Kind.REJECTED
        : AkuvoxClient.status(failure) == AkuvoxClient.NOT_FOUND;
  }

  private List<Entry> meet(JsonNode info) {
    facts = AkuvoxInfo.facts(info);
    List<Entry> replaced = reader.meet(AkuvoxInfo.mac(info));
    if (!replaced.isEmpty()) {
      doorLog.forget();
      callLog.forget();
    }
    return replaced;
  }

  private Future<Optional<List<Entry>>> status() {
    Instant asked = now();
    return client
        .status()
        .map(
            status -> {
              Long systemTime = AkuvoxInfo.systemTime(status);
              if (systemTime == null) {
                return Optional.of(List.of());
              }
              Instant now = now();
              long middle = (asked.toEpochMilli() + now.toEpochMilli()) / 2;
              // The device tells whole seconds: on average half a second has passed since.
              return Optional.of(reader.measured(systemTime * 1_000 + 500 - middle, now));
            });
  }

  private Future<Optional<List<Entry>>> look(Looks looks) {
    if (looks.walk.isAtStart()) {
      looks.began = now();
    }
    return client
        .log(looks.which, looks.walk.page())
        .map(reply -> Optional.ofNullable(looked(looks, reply)));
  }

  /** Null if more of the log must be read. */
  private List<Entry> looked(Looks looks, Buffer reply) {
    if (looks.walk.isAtStart() && looks.newestPage.is(reply)) {
      looks.completed = looks.began;
      return List.of();
    }
    List<LogRecord> records = new ArrayList<>();
    for (JsonNode json : AkuvoxClient.records(looks.which, reply)) {
      records.add(LogRecord.of(json, LogShape.DEVICE));
    }
    LogReading reading = looks.walk.take(reader.memory(looks.which), records);
    if (reading == null) {
      return null;
    }
    Instant now = now();
    Look look =
        new Look(now, isLate(looks.completed, looks.began), Duration.between(looks.completed, now));
    looks.completed = looks.began;
    return reader.take(looks.which, reading, look);
  }

  private List<Entry> take(JsonNode status, String kind) {
    Instant now = now();
    List<Entry> entries =
        reader.take(AkuvoxInfo.levels(status, kind), now, isLate(sawPortsAt, now));
    sawPortsAt = now;
    return entries;
  }

  private boolean isLate(Instant before, Instant now) {
    Duration soon = config.pollInterval().multipliedBy(2).plus(BACKLOG_AFTER);
    return Duration.between(before, now).compareTo(soon) > 0;
  }

  private Instant now() {
    return context.clock().instant();
  }
}
