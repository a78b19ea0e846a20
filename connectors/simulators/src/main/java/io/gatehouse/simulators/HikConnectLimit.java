package io.gatehouse.simulators;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The requests that an account may send in a second (section 3.1), in a sliding window of real
 * time. Safe for any thread.
 */
final class HikConnectLimit {

  private static final long WINDOW = 1_000_000_000L;

  private final int perSecond;
  private final Deque<Long> arrived = new ArrayDeque<>();
  private final Deque<Long> admitted = new ArrayDeque<>();
  private long limited;
  private int peak;

  /**
   * @param perSecond 0 for no limit
   */
  HikConnectLimit(int perSecond) {
    this.perSecond = perSecond;
  }

  /** Whether a request is served. One that is not leaves the others their share. */
  synchronized boolean admit(long nanos) {
    slide(arrived, nanos);
    arrived.add(nanos);
    peak = Math.max(peak, arrived.size());
    if (perSecond == 0) {
      return true;
    }
    slide(admitted, nanos);
    if (admitted.size() == perSecond) {
      limited++;
      return false;
    }
    admitted.add(nanos);
    return true;
  }

  /** How many requests were refused. */
  synchronized long limited() {
    return limited;
  }

  /** How many requests came within any one second, at most; refused ones too. */
  synchronized int peak() {
    return peak;
  }

  private static void slide(Deque<Long> times, long now) {
    while (!times.isEmpty() && now - times.element() >= WINDOW) {
      times.remove();
    }
  }
}
