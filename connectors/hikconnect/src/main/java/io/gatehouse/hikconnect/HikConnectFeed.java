package io.gatehouse.hikconnect;

import io.gatehouse.engine.Batch;
import io.gatehouse.engine.Batch.Entry;
import io.gatehouse.engine.DeviceFacts;
import io.gatehouse.engine.Feed;
import io.gatehouse.engine.FeedContext;
import io.gatehouse.engine.FeedFailure;
import io.gatehouse.engine.Position;
import io.gatehouse.events.Device;
import io.gatehouse.hikconnect.HikConnectClient.Messages;
import io.gatehouse.hikconnect.HikConnectClient.RecordPage;
import io.gatehouse.hikconnect.HikConnectSweep.Outcome;
import io.gatehouse.hikconnect.HikConnectSweep.Search;
import io.gatehouse.hikconnect.events.HikConnectDevices;
import io.gatehouse.hikconnect.events.HikConnectListed;
import io.gatehouse.hikconnect.events.HikConnectQueue;
import io.gatehouse.http.HttpFailure;
import io.gatehouse.http.HttpFailure.Kind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one queue of an account: messages, Kafka, complete, and again. A batch that is not
 * completed comes again, so the next one is asked for only when this one is settled. This is the
 * side that talks to the cloud; what the replies mean is {@link HikConnectReader}'s. All of it runs
 * on one event loop.
 */
final class HikConnectFeed implements Feed {

  private static final Logger log = LoggerFactory.getLogger(HikConnectFeed.class);

  /** What was not in the queue when it was last seen empty, this long ago at most, is news. */
  private static final Duration NEWS = Duration.ofSeconds(5);

  /** How often the account is asked for its devices. */
  private static final Duration LIST_EVERY = Duration.ofHours(1);

  private static final Duration LIST_AGAIN = Duration.ofMinutes(10);

  /** How often in a row it may fail before messages are read without it. */
  private static final int LIST_TRIES = 3;

  private final HikConnectQueue queue;
  private final HikConnectConfig config;
  private final HikConnectClient client;
  private final HikConnectReader reader;
  private final HikConnectSweep sweep;
  private final HikConnectDevices devices;
  private final FeedContext context;
  private final Runnable onClose;

  private Instant listAt = Instant.MIN;
  private int listFailures;
  private Instant emptyAt = Instant.MIN;

  /** The batch that the cloud waits to hear of; null if there is none. */
  private String open;

  /** Until what was handed over is durable, and completed; null if nothing is. */
  private Promise<Void> settled;

  private Future<Void> completing = Future.succeededFuture();

  /**
   * A feed that has not asked for anything.
   *
   * @param sweep compares access records; null where another queue's feed does, or nobody
   * @param onClose called once, when this feed asks for nothing more
   */
  HikConnectFeed(
      HikConnectQueue queue,
      HikConnectConfig config,
      HikConnectClient client,
      HikConnectReader reader,
      HikConnectSweep sweep,
      HikConnectDevices devices,
      FeedContext context,
      Runnable onClose) {
    this.queue = queue;
    this.config = config;
    this.client = client;
    this.reader = reader;
    this.sweep = sweep;
    this.devices = devices;
    this.context = context;
    this.onClose = onClose;
  }

  @Override
  public Position position() {
    return HikConnectPosition.of(reader.state());
  }

  @Override
  public DeviceFacts facts() {
    return new DeviceFacts(
        "Hik-Connect for Teams", null, null, null, Map.of("queue", queue.word()));
  }

  @Override
  public Future<Batch> read() {
    if (settled == null) {
      return next().map(this::handOver);
    }
    return settled
        .future()
        .transform(
            done -> {
              settled = null;
              return done.succeeded() ? read() : Future.failedFuture(done.cause());
            });
  }

  private Batch handOver(Batch batch) {
    if (!batch.entries().isEmpty() || open != null) {
      settled = Promise.promise();
    }
    return batch;
  }

  /** Kafka has it: the cloud may forget it. A failure makes the next reading ask again. */
  @Override
  public Future<Void> acknowledge(Batch batch) {
    Promise<Void> now = settled;
    if (now == null) {
      return Future.succeededFuture();
    }
    completing = complete().onComplete(now);
    return completing;
  }

  @Override
  public Future<Void> close() {
    client.close();
    onClose.run();
    return completing;
  }

  private Future<Void> complete() {
    String batchId = open;
    open = null;
    return batchId == null
        ? Future.succeededFuture()
        : client.complete(queue, batchId).recover(this::forgotten);
  }

  /** What the cloud does not know any more need not be completed, or will come again. */
  private Future<Void> forgotten(Throwable cause) {
    boolean known =
        cause instanceof HikConnectError error
            && (error.isNoSuchBatch() || error.isNotSubscribed());
    if (known) {
      log.info(
          "batch was completed already, or comes again queue={}: {}", queue, cause.getMessage());
    }
    return known ? Future.succeededFuture() : Future.failedFuture(cause);
  }

  private Future<Batch> next() {
    Instant now = context.clock().instant();
    if (!now.isBefore(listAt)) {
      return list(now);
    }
    boolean drained = Duration.between(emptyAt, now).compareTo(news()) <= 0;
    Search search = sweep != null && drained ? sweep.due(reader.state(), now) : null;
    if (search != null) {
      return sweep(search);
    }
    if (reader.mustSubscribe()) {
      return subscribe();
    }
    return client
        .messages(queue, config.batchSize())
        .map(messages -> take(messages, now))
        .recover(this::unsubscribed);
  }

  private Batch take(Messages messages, Instant asked) {
    Instant received = context.clock().instant();
    boolean recovered = Duration.between(emptyAt, received).compareTo(news()) > 0;
    open = messages.batchId();
    if (messages.isLast()) {
      emptyAt = asked;
    }
    List<Entry> entries = reader.take(messages, received, recovered);
    Duration rest = config.pollInterval().minus(Duration.between(asked, received));
    return new Batch(entries, messages.isLast() && !rest.isNegative() ? rest : Duration.ZERO);
  }

  private Duration news() {
    Duration twice = config.pollInterval().multipliedBy(2);
    return twice.compareTo(NEWS) > 0 ? twice : NEWS;
  }

  /** First what may be lost, and when Kafka has that, the new subscription. */
  private Future<Batch> unsubscribed(Throwable cause) {
    if (!(cause instanceof HikConnectError error && error.isNotSubscribed())) {
      return Future.failedFuture(cause);
    }
    List<Entry> loss = reader.unsubscribed(context.clock().instant());
    return loss.isEmpty() ? subscribe() : Future.succeededFuture(Batch.of(loss));
  }

  private Future<Batch> subscribe() {
    return client
        .subscribe(queue, config.typesOf(queue))
        .map(
            subscribed -> {
              log.info("subscribed queue={} types={}", queue, config.subscription(queue));
              emptyAt = context.clock().instant();
              return Batch.of(reader.subscribed());
            });
  }

  private Future<Batch> sweep(Search search) {
    return client
        .records(search.from(), search.to(), search.page(), HikConnectSweep.PAGE_SIZE)
        .map(this::swept)
        .otherwise(this::notSwept);
  }

  private Batch swept(RecordPage page) {
    Instant now = context.clock().instant();
    Outcome outcome = sweep.take(page, reader.state(), now);
    if (outcome instanceof Outcome.Done done) {
      reader.swept(done.after());
      return Batch.of(done.entries());
    }
    if (outcome instanceof Outcome.Ignored) {
      log.warn(
          "access records are not compared for an hour: the account ignores the time asked for");
      sweep.failed(now, true);
    }
    return Batch.of(List.of());
  }

  /** The queue goes on whatever becomes of a sweep. */
  private Batch notSwept(Throwable cause) {
    boolean refused = isRefused(cause);
    if (refused) {
      log.warn("access records are not compared for an hour: {}", cause.getMessage());
    } else if (cause instanceof FeedFailure || cause instanceof HttpFailure) {
      log.debug("access records were not read, next try soon", cause);
    } else {
      log.error("access records cannot be compared, next try later", cause);
    }
    sweep.failed(context.clock().instant(), refused);
    return Batch.of(List.of());
  }

  /**
   * What the account lists, before the first message and now and again. An account that does not is
   * read all the same; one that cannot be reached is not.
   */
  private Future<Batch> list(Instant now) {
    return client
        .devices()
        .onSuccess(listed -> listFailures = 0)
        .recover(this::notListed)
        .map(
            listed -> {
              listAt = now.plus(listFailures == 0 ? LIST_EVERY : LIST_AGAIN);
              List<Device> changes = devices.learn(listed, now.truncatedTo(ChronoUnit.MILLIS));
              return Batch.of(
                  config.queues().get(0) == queue
                      ? changes.stream().map(device -> new Entry(device, position())).toList()
                      : List.of());
            });
  }

  private Future<List<HikConnectListed>> notListed(Throwable cause) {
    listFailures++;
    if (!isRefused(cause) && listFailures < LIST_TRIES) {
      return Future.failedFuture(cause);
    }
    log.warn("the account does not list its devices, reading goes on: {}", cause.getMessage());
    return Future.succeededFuture(List.of());
  }

  private static boolean isRefused(Throwable cause) {
    return (cause instanceof FeedFailure failure && failure.kind() != Kind.TRANSIENT)
        || (cause instanceof HttpFailure http && http.kind() != Kind.TRANSIENT);
  }
}
