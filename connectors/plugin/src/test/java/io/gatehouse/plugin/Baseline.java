package io.gatehouse.plugin;

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

  static void check(String file, String generated) throws IOException {
    Path committed = Path.of(file);
    if (System.getProperty("update") != null) {
      Files.writeString(committed, generated);
    }
    assertThat(generated)
        .as("%s is stale; write it anew with: mvn verify -Dupdate, in connectors/plugin", file)
        .isEqualTo(Files.readString(committed));
  }
}
