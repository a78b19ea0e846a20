package io.gatehouse.twon;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.engine.Batch;
import io.gatehouse.engine.DeviceFacts;
import io.gatehouse.engine.Feed;
import io.gatehouse.engine.FeedContext;
import io.gatehouse.engine.FeedFailure;
import io.gatehouse.engine.Position;
import io.gatehouse.http.HttpFailure;
import io.gatehouse.http.HttpFailure.Kind;
import io.gatehouse.twon.TwonClient.Status;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a 2N device: subscribe, pull, resume (manual 000, 5.10). This is the side that talks to the
 * device; what the replies mean is {@link TwonReader}'s.
 *
 * <p>A pull without an answer may have taken events out of the channel; the channel is therefore
 * given up after every failure. All of it runs on one event loop.
 */
final class TwonFeed implements Feed {

  private static final Logger log = LoggerFactory.getLogger(TwonFeed.class);

  /** Largest reply of a device; a reply of this size means that more is waiting. */
  private static final int FULL_BATCH = 128;

  /** A pull that began this long after the one before brings backlog. */
  private static final Duration BACKLOG_AFTER = Duration.ofSeconds(5);

  private final TwonClient client;
  private final TwonConfig config;
  private final TwonReader reader;
  private final FeedContext context;

  private DeviceFacts facts = DeviceFacts.UNKNOWN;
  private Long clockSkewMs;
  private boolean infoRefused;
  private boolean statusRefused;
  private Channel channel;
  private Instant pulledAt = Instant.MIN;

  /** An open channel; {@code answered} tells whether the device has known it ever since. */
  private static final class Channel {
    final long id;
    boolean answered;

    Channel(long id) {
      this.id = id;
    }
  }

  TwonFeed(TwonClient client, TwonConfig config, TwonReader reader, FeedContext context) {
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
    return client.info().map(this::meet).recover(this::withoutInfo);
  }

  private Void meet(JsonNode info) {
    facts = TwonInfo.facts(info);
    reader.meet(TwonInfo.serialNumber(info));
    return null;
  }

  private Future<Void> withoutInfo(Throwable failure) {
    infoRefused = isRefusal(failure);
    if (!infoRefused) {
      return Future.failedFuture(failure);
    }
    log.warn("device does not tell what it is, reading goes on: {}", failure.getMessage());
    return Future.succeededFuture();
  }

  /** Unknown where the account may not ask for it, which is not asked again. */
  private Future<Status> status() {
    if (infoRefused || statusRefused) {
      return Future.succeededFuture(Status.UNKNOWN);
    }
    Instant asked = context.clock().instant();
    return client
        .status()
        .onSuccess(status -> measureSkew(status, asked))
        .recover(
            failure -> {
              statusRefused = isRefusal(failure);
              return statusRefused
                  ? Future.succeededFuture(Status.UNKNOWN)
                  : Future.failedFuture(failure);
            });
  }

  private void measureSkew(Status status, Instant asked) {
    if (status.systemTime() != TwonPosition.UNKNOWN) {
      long middle = (asked.toEpochMilli() + context.clock().millis()) / 2;
      // The device tells whole seconds: on average half a second has passed since.
      clockSkewMs = status.systemTime() * 1_000 + 500 - middle;
    }
  }

  private Future<Void> subscribe(Status status) {
    long now = context.clock().instant().getEpochSecond();
    boolean knowsTime = status.systemTime() != TwonPosition.UNKNOWN;
    String include = reader.include(knowsTime ? status.systemTime() : now);
    return client
        .subscribe(include, config.channelDuration())
        .map(
            id -> {
              channel = new Channel(id);
              reader.opened(include, status.upTime(), now);
              return null;
            });
  }

  private Future<Batch> pull() {
    Channel pulled = channel;
    Instant asked = context.clock().instant();
    boolean late = Duration.between(pulledAt, asked).compareTo(BACKLOG_AFTER) > 0;
    Duration timeout = reader.isInHistory() ? Duration.ZERO : config.pullTimeout();
    return client
        .pull(pulled.id, timeout)
        .transform(
            answer -> {
              pulledAt = context.clock().instant();
              return answer.succeeded()
                  ? Future.succeededFuture(take(pulled, answer.result(), late))
                  : lost(pulled, answer.cause());
            });
  }

  private Batch take(Channel pulled, List<TwonEvent> reply, boolean late) {
    pulled.answered = true;
    boolean recovered = reader.isInHistory() || late || reply.size() >= FULL_BATCH;
    if (!reader.take(reply, pulledAt, recovered, clockSkewMs)) {
      giveUp(pulled);
    }
    return Batch.of(reader.handOver());
  }

  /**
   * The channel is gone, or may have lost what the missing answer held: the next read opens anew.
   */
  private Future<Batch> lost(Channel lost, Throwable cause) {
    boolean lapsed =
        cause instanceof TwonError error && error.code() == TwonError.INVALID_PARAMETER_VALUE;
    if (!lapsed) {
      giveUp(lost);
      return Future.failedFuture(cause);
    }
    channel = null;
    return lost.answered
        ? Future.succeededFuture(Batch.of(reader.handOver()))
        : Future.failedFuture(
            new FeedFailure(
                Kind.TRANSIENT, "the device opened a channel and does not know it", cause));
  }

  private void giveUp(Channel abandoned) {
    channel = null;
    client
        .unsubscribe(abandoned.id)
        .onFailure(cause -> log.debug("a channel was left to lapse: {}", cause.getMessage()));
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
