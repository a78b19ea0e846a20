package io.gatehouse.streams.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.streams.StreamsRig;
import io.gatehouse.streams.model.Finding;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** One rule, which is told events. */
final class Play {

  private final String rule;
  private final String[] options;

  /** A rule with options of its own, in pairs of name and value. */
  Play(String rule, String... options) {
    this.rule = rule;
    this.options = options.clone();
    for (int i = 0; i < options.length; i += 2) {
      this.options[i] = "rule." + rule + "." + options[i];
    }
  }

  /** What it finds when events arrive in this order. */
  List<Finding> of(SpecificRecord... events) {
    try (StreamsRig rig = StreamsRig.only(rule, options)) {
      rig.arrive(events);
      return rig.findings();
    }
  }

  /** The same, and that it is the same in other orders. */
  List<Finding> inAnyOrder(SpecificRecord... events) {
    List<Finding> inOrder = of(events);
    for (long seed = 1; seed <= 8; seed++) {
      try (StreamsRig rig = StreamsRig.only(rule, options)) {
        rig.arriveShuffled(seed, events);
        assertThat(rig.findings())
            .as("shuffled by %s", seed)
            .containsExactlyInAnyOrderElementsOf(inOrder);
      }
    }
    return inOrder;
  }
}
