package io.gatehouse.simulators;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a cloud had to say and what it received. Messages and actuations are all kept, requests up
 * to a limit. Safe for any thread.
 */
public final class HikConnectJournal {

  /**
   * A request that was answered, or dropped on purpose.
   *
   * @param receivedAt real time
   * @param status HTTP status of the reply, 0 if there was none
   * @param outcome {@code ok}, the error code, or what was wrong
   * @param requestBytes of the body
   * @param replyBytes of the body
   */
  public record Request(
      Instant receivedAt,
      String method,
      String path,
      int status,
      String outcome,
      int requestBytes,
      int replyBytes) {}

  /**
   * Something that was moved by command.
   *
   * @param at real time
   * @param target as {@code door/ID}, {@code alarmOutput/ID}
   * @param action the number in the request: actionType of a door (A.3.138), operation of an output
   */
  public record Actuation(Instant at, String target, int action) {}

  private final int requestsKept;
  private final Map<HikConnectMq, List<HikConnectMessage>> emitted =
      new EnumMap<>(HikConnectMq.class);
  private final List<Actuation> actuations = new ArrayList<>();
  private final Deque<Request> requests = new ArrayDeque<>();
  private long requestCount;
  private long deliveredCount;

  HikConnectJournal(int requestsKept) {
    this.requestsKept = requestsKept;
    for (HikConnectMq mq : HikConnectMq.values()) {
      emitted.put(mq, new ArrayList<>());
    }
  }

  /** All messages ever emitted for a queue, in order. */
  public synchronized List<HikConnectMessage> emitted(HikConnectMq mq) {
    return List.copyOf(emitted.get(mq));
  }

  /**
   * A part of all messages of a queue.
   *
   * @param from position of the first one, from 0
   * @param limit how many at most
   */
  public synchronized List<HikConnectMessage> emitted(HikConnectMq mq, int from, int limit) {
    if (from < 0 || limit < 0) {
      throw new IllegalArgumentException(
          "from and limit must not be negative, but are %d and %d".formatted(from, limit));
    }
    List<HikConnectMessage> all = emitted.get(mq);
    int start = Math.min(from, all.size());
    return List.copyOf(all.subList(start, start + Math.min(limit, all.size() - start)));
  }

  /** The last requests, oldest first. */
  public synchronized List<Request> requests() {
    return List.copyOf(requests);
  }

  /** All actuations, in order. */
  public synchronized List<Actuation> actuations() {
    return List.copyOf(actuations);
  }

  /**
   * Counts since the simulator started: {@code emitted}, {@code delivered} (messages in batches,
   * every time they were given), {@code requests}, {@code actuations}.
   */
  public synchronized Map<String, Long> counters() {
    return new TreeMap<>(
        Map.of(
            "emitted",
            emitted.values().stream().mapToLong(List::size).sum(),
            "delivered",
            deliveredCount,
            "requests",
            requestCount,
            "actuations",
            (long) actuations.size()));
  }

  synchronized void add(HikConnectMessage message) {
    emitted.get(message.mq()).add(message);
  }

  synchronized void add(Actuation actuation) {
    actuations.add(actuation);
  }

  synchronized void add(Request request) {
    requestCount++;
    if (requests.size() == requestsKept) {
      requests.poll();
    }
    if (requestsKept > 0) {
      requests.add(request);
    }
  }

  synchronized void delivered(int messages) {
    deliveredCount += messages;
  }
}
