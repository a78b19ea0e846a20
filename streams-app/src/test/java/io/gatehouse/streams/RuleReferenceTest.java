package io.gatehouse.streams;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** {@code RULES.md} says what the code says. */
class RuleReferenceTest {

  @Test
  void theCommittedReferenceIsTheGeneratedOne() throws IOException {
    Baseline.check("RULES.md", RuleReference.text(), "A rule or an option of one was changed.");
  }
}
