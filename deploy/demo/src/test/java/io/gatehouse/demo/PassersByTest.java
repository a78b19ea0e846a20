package io.gatehouse.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassersByTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final PassersBy passersBy = new PassersBy(List.of("/one", "/two"));

  @Test
  void comeInTurn() {
    assertThat(passersBy.due(NOON)).contains("/one");
    assertThat(passersBy.due(NOON.plusMillis(300))).contains("/two");
    assertThat(passersBy.due(NOON.plusMillis(600))).contains("/one");
  }

  @Test
  void comeOneByOne() {
    passersBy.due(NOON);

    assertThat(passersBy.due(NOON.plusMillis(299))).isEmpty();
  }
}
