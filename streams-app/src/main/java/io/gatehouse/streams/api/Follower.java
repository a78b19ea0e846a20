package io.gatehouse.streams.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Somebody who follows incidents by server-sent events. The id of each event says what comes next
 * in each partition of the topic, so that another connection, also to another instance, goes on
 * there. One thread at a time sends to it.
 */
final class Follower {

  private static final Logger log = LoggerFactory.getLogger(Follower.class);

  /** Bytes that wait for a follower, beside what the network holds. */
  private static final int MOST_WAITING = 256 << 10;

  private static final long PATIENCE_SECONDS = 10;

  private final HttpServerRequest request;
  private final long[] next;

  Follower(HttpServerRequest request, long[] next) {
    this.request = request;
    this.next = next.clone();
    request.response().setWriteQueueMaxSize(MOST_WAITING);
  }

  /**
   * Reads an event's id.
   *
   * @throws Refusal if it is not one of a topic with so many partitions
   */
  static long[] positions(String eventId, int partitions) {
    try {
      long[] positions =
          Arrays.stream(eventId.split("\\.", -1)).mapToLong(Long::parseUnsignedLong).toArray();
      if (positions.length == partitions && Arrays.stream(positions).allMatch(p -> p >= 0)) {
        return positions;
      }
    } catch (NumberFormatException e) {
      // As if it had another number of partitions.
    }
    throw new Refusal(400, "Last-Event-ID must be the id of an event that came from here.");
  }

  long next(int partition) {
    return next[partition];
  }

  /** Whether it has all that stands before {@code positions}. */
  boolean hasReached(long[] positions) {
    for (int partition = 0; partition < next.length; partition++) {
      if (next[partition] < positions[partition]) {
        return false;
      }
    }
    return true;
  }

  /** Nothing is left in a partition before {@code position}. */
  void skipTo(int partition, long position) {
    next[partition] = Math.max(next[partition], position);
  }

  boolean isGone() {
    return request.response().closed();
  }

  /**
   * Sends what happens now.
   *
   * @return false if it has not taken in what was sent before
   */
  boolean send(int partition, long offset, String json) {
    if (offset < next[partition]) {
      return true;
    }
    if (request.response().writeQueueFull()) {
      return false;
    }
    write(partition, offset, json);
    return true;
  }

  /** Sends what has happened, as fast as it is taken in. Whoever does not take it in is dropped. */
  void sendPatiently(int partition, long offset, String json) throws InterruptedException {
    if (offset < next[partition] || isGone()) {
      return;
    }
    try {
      write(partition, offset, json)
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      drop("it does not take in its events");
    }
  }

  /** A line that means nothing. */
  void greet() {
    request.response().write(":\n\n");
  }

  private Future<Void> write(int partition, long offset, String json) {
    next[partition] = offset + 1;
    String id = Arrays.stream(next).mapToObj(Long::toString).collect(Collectors.joining("."));
    return request.response().write("id: " + id + "\ndata: " + json + "\n\n");
  }

  void drop(String why) {
    if (!isGone()) {
      log.info("follower dropped, {} client={}", why, request.remoteAddress());
      request.connection().close();
    }
  }
}
