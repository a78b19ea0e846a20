package io.gatehouse.simulators;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one device emitted and received. It survives restarts and replacements of the device. Events
 * and actuations are all kept, requests up to a limit. Safe for any thread.
 */
public final class TwonJournal {

  /**
   * A request that was answered, or dropped on purpose.
   *
   * @param receivedAt real time
   * @param account who asked, or null if nobody was let in
   * @param status HTTP status of the reply, 0 if there was none
   * @param outcome {@code ok}, or what was wrong
   */
  public record Request(
      String serialNumber,
      int boot,
      Instant receivedAt,
      String method,
      String path,
      String query,
      String account,
      int status,
      String outcome) {}

  /**
   * Something that was moved by command.
   *
   * @param at real time
   * @param target as {@code switch/1}, {@code output/relay1}, {@code access/0}, {@code blocking/0},
   *     {@code lift}
   * @param action as in the request
   */
  public record Actuation(
      String serialNumber, int boot, Instant at, String target, String action, String account) {}

  private final int requestsKept;
  private final List<TwonEvent> emitted = new ArrayList<>(0);
  private final List<Actuation> actuations = new ArrayList<>(0);
  private final Deque<Request> requests = new ArrayDeque<>(1);
  private long requestCount;
  private long unauthorizedCount;
  private long deliveredCount;

  TwonJournal(int requestsKept) {
    this.requestsKept = requestsKept;
  }

  /** All events ever emitted, in order. */
  public synchronized List<TwonEvent> emitted() {
    return List.copyOf(emitted);
  }

  /**
   * A part of all events.
   *
   * @param from position of the first one, from 0
   * @param limit how many at most
   */
  public synchronized List<TwonEvent> emitted(int from, int limit) {
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
   * Counts since the simulator started: {@code emitted}, {@code delivered} (events in replies that
   * were begun), {@code requests}, {@code unauthorized} (HTTP 401), {@code actuations}.
   */
  public synchronized Map<String, Long> counters() {
    return new TreeMap<>(
        Map.of(
            "emitted", (long) emitted.size(),
            "delivered", deliveredCount,
            "requests", requestCount,
            "unauthorized", unauthorizedCount,
            "actuations", (long) actuations.size()));
  }

  synchronized void add(TwonEvent event) {
    emitted.add(event);
  }

  synchronized void add(Actuation actuation) {
    actuations.add(actuation);
  }

  synchronized void add(Request request) {
    requestCount++;
    if (request.status() == 401) {
      unauthorizedCount++;
    }
    if (requests.size() == requestsKept) {
      requests.poll();
    }
    if (requestsKept > 0) {
      requests.add(request);
    }
  }

  synchronized void delivered(int events) {
    deliveredCount += events;
  }
}
