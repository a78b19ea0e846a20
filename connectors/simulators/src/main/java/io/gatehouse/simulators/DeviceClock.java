package io.gatehouse.simulators;

import java.time.Duration;
import java.time.Instant;

/**
 * The clock of one device: it runs with real time, can be set like a wall clock, and can be moved
 * on. Everything timed in a device (up time, channels, long polls, switches, nonces) follows it.
 */
public final class DeviceClock {

  private static final long MAX_SECONDS = 0xFFFF_FFFFL;

  private final long origin = System.nanoTime();
  private final Runnable moved;
  private long advanced;
  private Instant utcAtOrigin;

  DeviceClock(Instant start, Runnable moved) {
    this.moved = moved;
    set(start);
  }

  /** The time that the device believes it is. */
  public synchronized Instant now() {
    return utcAtOrigin.plusNanos(nanos());
  }

  /**
   * Sets the wall clock. Up time goes on as if nothing had happened.
   *
   * @param time 1970 to 2106, as it is sent in 32 bits
   */
  public synchronized void set(Instant time) {
    if (time.getEpochSecond() < 0 || time.getEpochSecond() > MAX_SECONDS) {
      throw new IllegalArgumentException("clock must be set between 1970 and 2106, not " + time);
    }
    utcAtOrigin = time.minusNanos(nanos());
  }

  /** Lets time pass: what falls due meanwhile has happened when this returns. */
  public void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("time cannot pass backwards, by " + duration);
    }
    synchronized (this) {
      advanced += duration.toNanos();
    }
    moved.run();
  }

  /** Nanoseconds of device time that have passed, whatever the wall clock was set to. */
  synchronized long nanos() {
    return System.nanoTime() - origin + advanced;
  }
}
