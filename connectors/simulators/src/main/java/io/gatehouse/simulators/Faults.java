package io.gatehouse.simulators;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The faults that wait for requests to one device, oldest first. Safe for any thread. */
public final class Faults {

  /** Matches every path. */
  public static final String ANY_PATH = "*";

  private static final class Waiting {
    final String path;
    final Fault fault;
    int times;

    Waiting(String path, int times, Fault fault) {
      this.path = path;
      this.times = times;
      this.fault = fault;
    }
  }

  private final List<Waiting> waiting = new ArrayList<>(0);

  private final Set<Fault.Kind> known;

  /**
   * @param known what the vendor's simulator can play
   */
  Faults(Set<Fault.Kind> known) {
    this.known = known;
  }

  /**
   * Lets a fault befall the next requests of a path.
   *
   * @param path absolute, as {@code /api/log/pull}, or {@link #ANY_PATH}
   * @param times how many requests, at least 1
   */
  public synchronized void add(String path, int times, Fault fault) {
    if (!known.contains(fault.kind())) {
      throw new IllegalArgumentException(
          "fault %s is none of this vendor's: %s".formatted(fault.kind(), known));
    }
    if (times < 1) {
      throw new IllegalArgumentException("a fault needs at least one time, not " + times);
    }
    if (!path.equals(ANY_PATH) && !path.startsWith("/")) {
      throw new IllegalArgumentException("path must be absolute or *, but is " + path);
    }
    waiting.add(new Waiting(path, times, fault));
  }

  /** Takes back all faults that still wait. */
  public synchronized void clear() {
    waiting.clear();
  }

  /** How many requests are still to be befallen. */
  public synchronized int pending() {
    return waiting.stream().mapToInt(w -> w.times).sum();
  }

  /** The fault for a request, or null. */
  synchronized Fault take(String path) {
    for (int i = 0; i < waiting.size(); i++) {
      Waiting next = waiting.get(i);
      if (next.path.equals(ANY_PATH) || next.path.equals(path)) {
        next.times--;
        if (next.times == 0) {
          waiting.remove(i);
        }
        return next.fault;
      }
    }
    return null;
  }
}
