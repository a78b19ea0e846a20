package io.gatehouse.hikconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.hikconnect.HikConnectDelivery.Passage;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HikConnectStateTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void whatIsWrittenIsRead() {
    HikConnectState state =
        new HikConnectState(
            "all",
            List.of("k1", "k2"),
            17,
            NOON,
            List.of(
                new Passage(NOON.plusSeconds(1), List.of("m1", "m2"), null),
                new Passage(NOON.plusSeconds(2), List.of("m3"), "e3")),
            List.of("a1"));

    assertThat(HikConnectState.ofOffset(state.toOffset())).isEqualTo(state);
    assertThat(HikConnectState.ofOffset(HikConnectState.unread().toOffset()))
        .isEqualTo(HikConnectState.unread());
  }

  @Test
  void positionsWithinABatchKnowTheMessagesBeforeThem() {
    List<HikConnectDelivery> batch = List.of(delivery("a"), delivery("b"), delivery("c"));
    HikConnectPosition second = new HikConnectPosition(HikConnectState.unread(), batch, 2);

    Map<String, Object> stored = new HashMap<>(second.toOffset());

    assertThat(stored).containsEntry("recent", "a b");
    assertThat(second.state().recent()).containsExactly("a", "b");
  }

  @Test
  void aLargeBatchIsRememberedAsAWholeAndManySmallOnesToSomeExtent() {
    List<HikConnectDelivery> large =
        IntStream.range(0, 500).mapToObj(i -> delivery("large" + i)).toList();
    HikConnectState state = HikConnectState.unread().after(large);
    assertThat(state.recent()).hasSize(500).contains("large0");

    for (int i = 0; i < 300; i++) {
      state = state.after(List.of(delivery("small" + i)));
    }
    assertThat(state.recent())
        .hasSize(256)
        .contains("small299", "small44")
        .doesNotContain("small43");
  }

  @Test
  void passagesBeforeTheSweepAreNotKept() {
    HikConnectState state = HikConnectState.unread().sweptFrom(NOON);

    state = state.after(List.of(passage("old", NOON.minusSeconds(1)), passage("new", NOON)));
    assertThat(state.unswept()).extracting(p -> p.marks().get(0)).containsExactly("new");

    assertThat(state.swept(NOON.plusSeconds(1)).unswept()).isEmpty();
  }

  @Test
  void whatCannotBeRememberedIsNotSweptEither() {
    HikConnectState state = HikConnectState.unread().sweptFrom(NOON);

    state =
        state.after(
            IntStream.range(0, 2_010)
                .mapToObj(i -> passage("p" + i, NOON.plusSeconds(i)))
                .toList());

    assertThat(state.unswept()).hasSize(2_000);
    assertThat(state.sweptTo()).isEqualTo(NOON.plusSeconds(10));
  }

  @Test
  void anOffsetThatCannotBeIsRefusedWithItsValueAndTheRemedy() {
    assertRefused(Map.of("id", 5L), "'id'", "leave it out");
    assertRefused(Map.of("waiting", "many"), "many", "whole number");
    assertRefused(Map.of("sweptTo", "yesterday"), "yesterday", "2026-03-01T12:00:00Z");
    assertRefused(Map.of("recent", 5L), "'recent'", "5", "GET /connectors");
    assertRefused(Map.of("unswept", "noon:m1"), "noon:m1", "<seconds>:<marks>");
  }

  private static void assertRefused(Map<String, ?> offset, String... told) {
    assertThatThrownBy(() -> HikConnectState.ofOffset(offset))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(told);
  }

  private static HikConnectDelivery delivery(String key) {
    return new HikConnectDelivery(key, null);
  }

  private static HikConnectDelivery passage(String mark, Instant time) {
    return new HikConnectDelivery(mark, new Passage(time, List.of(mark), null));
  }
}
