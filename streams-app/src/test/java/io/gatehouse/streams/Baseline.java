package io.gatehouse.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files of this module that are generated, and committed so that a change is seen in review. {@code
 * mvn verify -Dupdate} writes them anew.
 */
final class Baseline {

  private Baseline() {}

  /**
   * Compares.
   *
   * @param meaning what there is to think of before the file is written anew
   */
  static void check(String file, String generated, String meaning) throws IOException {
    Path committed = Path.of(file);
    if (System.getProperty("update") != null) {
      Files.writeString(committed, generated);
    }
    assertThat(generated)
        .as("%s is stale. %s Write it anew with: mvn verify -Dupdate", file, meaning)
        .isEqualTo(Files.readString(committed));
  }
}
