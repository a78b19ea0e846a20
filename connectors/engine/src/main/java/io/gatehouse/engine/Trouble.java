package io.gatehouse.engine;

import io.gatehouse.http.HttpFailure;
import io.gatehouse.http.HttpFailure.Kind;
import java.time.Duration;
import java.util.Optional;

/**
 * Why a reading failed, as the poller sees it.
 *
 * @param kind decides on the wait
 * @param retryAfter what the other side asked for
 * @param expected false for what is neither the network's nor the device's doing, but a fault here
 */
record Trouble(Kind kind, Optional<Duration> retryAfter, boolean expected) {

  static Trouble of(Throwable cause) {
    if (cause instanceof HttpFailure failure) {
      return new Trouble(failure.kind(), failure.retryAfter(), true);
    }
    if (cause instanceof FeedFailure failure) {
      return new Trouble(failure.kind(), Optional.empty(), true);
    }
    return new Trouble(Kind.FATAL, Optional.empty(), false);
  }

  /** Whether it may well be over at the next try. */
  boolean passes() {
    return kind == Kind.TRANSIENT;
  }

  /** Only what passes is tried again soon. */
  Duration waitAfter(int failures, Backoff backoff) {
    Duration wait = passes() ? backoff.after(failures) : backoff.longest();
    return retryAfter.filter(asked -> asked.compareTo(wait) > 0).orElse(wait);
  }
}
