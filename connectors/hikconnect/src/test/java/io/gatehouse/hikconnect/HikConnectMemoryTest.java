package io.gatehouse.hikconnect;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.hikconnect.events.HikConnectIdentity;
import java.util.List;
import org.junit.jupiter.api.Test;

class HikConnectMemoryTest {

  @Test
  void knowsWhatWasToldAndOfWhatMoreWasTold() {
    HikConnectMemory memory = new HikConnectMemory(List.of("alarm-00001first-"));

    assertThat(memory.contains(identity(1, "first-").key())).isTrue();
    assertThat(memory.contains(identity(1, "second").key())).isFalse();
    assertThat(memory.knows(identity(1, "second"))).isTrue();
    assertThat(memory.knows(identity(2, "first-"))).isFalse();
  }

  @Test
  void forgetsTheOldestButNotThatMoreWasToldOfIt() {
    HikConnectMemory memory = new HikConnectMemory(List.of());
    memory.add(identity(0, "first-").key());
    for (int i = 1; i < 9_999; i++) {
      memory.add(identity(i, "first-").key());
    }
    memory.add(identity(0, "second").key());
    memory.add(identity(10_000, "first-").key());
    memory.add(identity(10_001, "first-").key());

    assertThat(memory.contains(identity(0, "first-").key())).isFalse();
    assertThat(memory.knows(identity(0, "third-"))).isTrue();
    assertThat(memory.knows(identity(1, "third-"))).isFalse();
  }

  private static HikConnectIdentity identity(int number, String variant) {
    return new HikConnectIdentity("alarm-%05d".formatted(number), variant);
  }
}
