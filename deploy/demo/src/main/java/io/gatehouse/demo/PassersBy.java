package io.gatehouse.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** People who come and go beside the day, at doors of their own, one by one. */
final class PassersBy {

  private static final Duration PAUSE = Duration.ofMillis(300);

  private final List<String> passages;
  private Instant next = Instant.MIN;
  private int count;

  /**
   * @param passages paths of the simulators' control, each taken in turn
   */
  PassersBy(List<String> passages) {
    this.passages = List.copyOf(passages);
  }

  /** The passage that it is time for, if any. */
  Optional<String> due(Instant now) {
    if (now.isBefore(next)) {
      return Optional.empty();
    }
    next = now.plus(PAUSE);
    return Optional.of(passages.get(count++ % passages.size()));
  }
}
