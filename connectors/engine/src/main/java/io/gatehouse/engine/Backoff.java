package io.gatehouse.engine;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Waiting times after failures: doubling from {@code first} to {@code most}, each shortened by up
 * to a fifth at random so that devices which failed together do not come back together.
 */
record Backoff(Duration first, Duration most) {

  private static final int DOUBLINGS = 20;

  Backoff {
    if (first.isNegative() || first.isZero() || most.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "back-off from " + first + " to " + most + " must be positive and not shrink");
    }
  }

  /** The wait after {@code failures} failures in a row, from 1 up. */
  Duration after(int failures) {
    long full = first.toMillis() << Math.min(failures - 1, DOUBLINGS);
    return shortened(Math.min(full, most.toMillis()));
  }

  /** The longest wait, for what will not mend itself soon. */
  Duration longest() {
    return shortened(most.toMillis());
  }

  private static Duration shortened(long millis) {
    return Duration.ofMillis(millis - ThreadLocalRandom.current().nextLong(millis / 5 + 1));
  }
}
