package io.gatehouse.akuvox.cloud;

import io.gatehouse.akuvox.cloud.AkuvoxCloudReply.Answer;
import io.gatehouse.akuvox.events.AkuvoxCloudEvents;
import io.gatehouse.akuvox.events.AkuvoxHistory;
import io.gatehouse.engine.Batch;
import io.gatehouse.engine.Batch.Entry;
import io.gatehouse.engine.DeviceFacts;
import io.gatehouse.engine.Feed;
import io.gatehouse.engine.FeedFailure;
import io.gatehouse.engine.Position;
import io.gatehouse.http.HttpFailure;
import io.gatehouse.http.HttpFailure.Kind;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a residence in rounds: its passages, a pause, its calls, and the rest of the interval. Now
 * and again its list of devices comes first. This is the side that talks to the cloud; what the
 * answers mean is {@link AkuvoxCloudReader}'s. All of it runs on one event loop.
 */
final class AkuvoxCloudFeed implements Feed {

  private static final Logger log = LoggerFactory.getLogger(AkuvoxCloudFeed.class);

  /** What came since a reading that began this long ago, beyond two intervals, is news. */
  private static final Duration NEWS = Duration.ofSeconds(5);

  private static final Duration LIST_EVERY = Duration.ofHours(1);
  private static final Duration LIST_AGAIN = Duration.ofMinutes(10);

  /** How often in a row the list may fail before the histories are read without it. */
  private static final int LIST_TRIES = 3;

  private static final double JITTER = 0.1;

  private final String residence;
  private final AkuvoxCloudConfig config;
  private final AkuvoxCloudClient client;
  private final AkuvoxCloudEvents events;
  private final AkuvoxCloudReader reader;
  private final Clock clock;

  private AkuvoxHistory next = AkuvoxHistory.OPEN_DOOR;
  private Instant roundSince;
  private Instant listAt = Instant.MIN;
  private int listFailures;
  private boolean isListed = true;

  /** When the last good reading of each history began. */
  private final Map<AkuvoxHistory, Instant> readSince = new EnumMap<>(AkuvoxHistory.class);

  /** Fingerprint of the last good reply of each history. */
  private final Map<AkuvoxHistory, String> taken = new EnumMap<>(AkuvoxHistory.class);

  /** A feed that has not asked for anything. */
  AkuvoxCloudFeed(
      String residence,
      AkuvoxCloudConfig config,
      AkuvoxCloudClient client,
      AkuvoxCloudEvents events,
      AkuvoxCloudReader reader,
      Clock clock) {
    this.residence = residence;
    this.config = config;
    this.client = client;
    this.events = events;
    this.reader = reader;
    this.clock = clock;
  }

  @Override
  public Position position() {
    return Position.lazily(reader.state()::toOffset);
  }

  @Override
  public DeviceFacts facts() {
    return new DeviceFacts("Akuvox cloud", null, null, null, Map.of());
  }

  @Override
  public Future<Batch> read() {
    Instant now = clock.instant();
    if (!now.isBefore(listAt)) {
      return list(now);
    }
    return switch (next) {
      case OPEN_DOOR -> {
        roundSince = now;
        yield client.openDoorHistory().map(reply -> take(reply, now));
      }
      case CALL -> client.callHistory().map(reply -> take(reply, now));
    };
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }

  private Batch take(AkuvoxCloudReply reply, Instant asked) {
    AkuvoxHistory history = next;
    Instant received = clock.instant();
    List<Entry> entries = news(history, reply, received);
    if (reader.doubts(history)) {
      return new Batch(entries, config.requestPause());
    }
    readSince.put(history, asked);
    if (history == AkuvoxHistory.OPEN_DOOR) {
      next = AkuvoxHistory.CALL;
      return new Batch(entries, config.requestPause());
    }
    next = AkuvoxHistory.OPEN_DOOR;
    return new Batch(entries, restOfRound(received));
  }

  private List<Entry> news(AkuvoxHistory history, AkuvoxCloudReply reply, Instant received) {
    String fingerprint = reply.fingerprint();
    if (fingerprint.equals(taken.get(history))) {
      return List.of();
    }
    List<Entry> entries =
        reader.take(history, reply.answer(), received, isRecovered(history, received));
    if (reader.doubts(history)) {
      taken.remove(history);
    } else {
      taken.put(history, fingerprint);
    }
    return entries;
  }

  private boolean isRecovered(AkuvoxHistory history, Instant received) {
    Instant since = readSince.get(history);
    Duration news = config.pollInterval().multipliedBy(2).plus(NEWS);
    return since == null || Duration.between(since, received).compareTo(news) > 0;
  }

  private Duration restOfRound(Instant now) {
    double jitter = ThreadLocalRandom.current().nextDouble(1 - JITTER, 1 + JITTER);
    Duration round = Duration.ofMillis(Math.round(config.pollInterval().toMillis() * jitter));
    Duration rest = round.minus(Duration.between(roundSince, now));
    return rest.compareTo(config.requestPause()) > 0 ? rest : config.requestPause();
  }

  /**
   * Which devices the residence has, before its first record and now and again. A cloud that does
   * not say is read all the same; one that cannot be reached is not.
   */
  private Future<Batch> list(Instant now) {
    return client
        .deviceList()
        .map(
            reply -> {
              Answer answer = reply.answer();
              if (!answer.items().isEmpty()) {
                events.meet(answer.items());
              }
              listFailures = 0;
              isListed = true;
              listAt = now.plus(LIST_EVERY);
              return new Batch(List.of(), config.requestPause());
            })
        .recover(cause -> notListed(cause, now));
  }

  private Future<Batch> notListed(Throwable cause, Instant now) {
    listFailures++;
    if (!isRefused(cause) && listFailures < LIST_TRIES) {
      return Future.failedFuture(cause);
    }
    if (isListed) {
      log.warn(
          "the cloud does not list the residence's devices, it is read without residence={}: {}",
          residence,
          cause.getMessage());
    }
    isListed = false;
    listAt = now.plus(LIST_AGAIN);
    return read();
  }

  private static boolean isRefused(Throwable cause) {
    return (cause instanceof FeedFailure failure && failure.kind() != Kind.TRANSIENT)
        || (cause instanceof HttpFailure http && http.kind() != Kind.TRANSIENT);
  }
}
