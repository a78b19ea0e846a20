package io.gatehouse.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Spares a device that does not answer, and the callers the wait. Closed until N transport failures
 * in a row; then open for a time; then half-open: one call goes through, and its fate decides.
 * Owned by the endpoint's event loop.
 */
final class Circuit {

  private enum State {
    CLOSED,
    OPEN,
    HALF_OPEN
  }

  private final HttpLimits limits;
  private final Clock clock;
  private State state = State.CLOSED;
  private int failures;
  private Duration openFor = Duration.ZERO;
  private Instant openUntil = Instant.MIN;

  Circuit(HttpLimits limits, Clock clock) {
    this.limits = limits;
    this.clock = clock;
  }

  /** Lets a call through (empty), or says how long to wait. */
  Optional<Duration> admit() {
    if (state == State.CLOSED) {
      return Optional.empty();
    }
    if (state == State.HALF_OPEN) {
      return Optional.of(openFor);
    }
    Duration left = Duration.between(clock.instant(), openUntil);
    if (left.compareTo(Duration.ZERO) > 0) {
      return Optional.of(left);
    }
    state = State.HALF_OPEN;
    return Optional.empty();
  }

  /** The device has answered something. True if that closed the circuit. */
  boolean answered() {
    boolean wasClosed = state == State.CLOSED;
    state = State.CLOSED;
    failures = 0;
    openFor = Duration.ZERO;
    return !wasClosed;
  }

  /** The device has not answered. True if that opened a closed circuit. */
  boolean failed() {
    failures++;
    boolean wasClosed = state == State.CLOSED;
    if (state == State.OPEN || (wasClosed && failures < limits.circuitFailures())) {
      return false;
    }
    openFor =
        wasClosed ? limits.circuitOpen() : min(openFor.multipliedBy(2), limits.circuitOpenMax());
    openUntil = clock.instant().plus(openFor);
    state = State.OPEN;
    return wasClosed;
  }

  /** A call has ended, perhaps without touching the device: then the trial is still to be made. */
  void concluded() {
    if (state == State.HALF_OPEN) {
      state = State.OPEN;
    }
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
