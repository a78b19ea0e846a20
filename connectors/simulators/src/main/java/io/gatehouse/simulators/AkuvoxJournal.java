package io.gatehouse.simulators;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a device or a cloud had to tell and what it received. It survives restarts, clearings and
 * full logs. Records and actuations are all kept, requests up to a limit. Safe for any thread.
 *
 * @param <R> its records
 */
public final class AkuvoxJournal<R> {

  /**
   * A request that was answered, or dropped.
   *
   * @param receivedAt real time
   * @param path of the request; in a cloud a slash and the command, since all have one path there
   * @param account who asked, or null if nobody was let in or asked for
   * @param status HTTP status of the reply, 0 if there was none
   * @param outcome {@code ok}, or what was wrong
   */
  public record Request(
      Instant receivedAt,
      String method,
      String path,
      String query,
      String account,
      int status,
      String outcome) {}

  /**
   * A relay that was moved by command.
   *
   * @param at real time
   * @param target as {@code relay/1} of a device, {@code MAC/RELAY_ID} in a cloud
   * @param action as in the request
   */
  public record Actuation(Instant at, String target, String action, String account) {}

  private final int requestsKept;
  private final List<R> emitted = new ArrayList<>(0);
  private final List<Actuation> actuations = new ArrayList<>(0);
  private final Deque<Request> requests = new ArrayDeque<>(1);
  private long requestCount;
  private long unauthorizedCount;
  private long unansweredCount;

  AkuvoxJournal(int requestsKept) {
    this.requestsKept = requestsKept;
  }

  /** All records ever emitted, oldest first. */
  public synchronized List<R> emitted() {
    return List.copyOf(emitted);
  }

  /**
   * A part of all records.
   *
   * @param from position of the first one, from 0
   * @param limit how many at most
   */
  public synchronized List<R> emitted(int from, int limit) {
    if (from < 0 || limit < 0) {
      throw new IllegalArgumentException(
          "from and limit must not be negative, but are %d and %d".formatted(from, limit));
    }
    int start = Math.min(from, emitted.size());
    return List.copyOf(emitted.subList(start, start + Math.min(limit, emitted.size() - start)));
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
   * Counts since the simulator started: {@code emitted}, {@code requests}, {@code unauthorized}
   * (HTTP 401 and 403), {@code unanswered} (without a whole reply), {@code actuations}.
   */
  public synchronized Map<String, Long> counters() {
    return new TreeMap<>(
        Map.of(
            "emitted", (long) emitted.size(),
            "requests", requestCount,
            "unauthorized", unauthorizedCount,
            "unanswered", unansweredCount,
            "actuations", (long) actuations.size()));
  }

  synchronized void emitted(R emittedRecord) {
    emitted.add(emittedRecord);
  }

  synchronized void add(Actuation actuation) {
    actuations.add(actuation);
  }

  synchronized void add(Request request) {
    requestCount++;
    if (request.status() == 401 || request.status() == 403) {
      unauthorizedCount++;
    }
    if (request.status() == 0) {
      unansweredCount++;
    }
    if (requests.size() == requestsKept) {
      requests.poll();
    }
    if (requestsKept > 0) {
      requests.add(request);
    }
  }
}
