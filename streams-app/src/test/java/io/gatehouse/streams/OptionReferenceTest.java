package io.gatehouse.streams;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** {@code OPTIONS.md} says what the code says. */
class OptionReferenceTest {

  @Test
  void theCommittedReferenceIsTheGeneratedOne() throws IOException {
    Baseline.check(
        "OPTIONS.md",
        """
        # Options

        Generated from the code: `mvn verify -Dupdate` in this folder writes it anew. The options of the rules
        are in [RULES.md](RULES.md).

        %s"""
            .formatted(
                RuleReference.table(AppConfig.definition().configKeys().values(), key -> true)),
        "An option of the app was changed.");
  }
}
