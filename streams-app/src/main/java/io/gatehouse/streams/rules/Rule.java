package io.gatehouse.streams.rules;

import io.gatehouse.streams.model.Fact;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * A question asked of the facts of one key. It remembers nothing: whatever the order in which facts
 * arrive, the last judgement has seen all of them and says the same. So a judgement tells all of an
 * incident, not what a fact adds to it, and every fact that can change the answer is judged.
 */
public interface Rule extends Predicate<Fact> {

  /** Whether the rule asks for such facts; others are not kept for it, nor sent to its level. */
  @Override
  boolean test(Fact fact);

  /** Says what is known now that {@code fact} is among the history. */
  void judge(Fact fact, History history, Findings findings);

  /**
   * How long after a fact the rule waits for what may explain it; zero: judged as it arrives. The
   * app's grace for late events is added to it.
   */
  default Duration patience(Fact fact) {
    return Duration.ZERO;
  }
}
