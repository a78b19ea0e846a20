package io.gatehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RendezvousTest {

  private static final List<DeviceSpec> DEVICES = devices(1_000);

  @Test
  void spreadsEvenly() {
    assertThat(Rendezvous.spread(DEVICES, 4))
        .allSatisfy(share -> assertThat(share.size()).isBetween(200, 300));
  }

  @Test
  void oneMoreDeviceMovesNone() {
    assertThat(movedBetween(taskOf(DEVICES, 4), taskOf(devices(1_001), 4))).isZero();
  }

  @Test
  void oneMoreTaskMovesOnlyItsOwnShare() {
    Map<String, Integer> before = taskOf(DEVICES, 4);
    Map<String, Integer> after = taskOf(DEVICES, 5);

    assertThat(movedBetween(before, after)).isBetween(140L, 260L);
    assertThat(after.entrySet())
        .allSatisfy(entry -> assertThat(entry.getValue()).isIn(before.get(entry.getKey()), 4));
  }

  private static long movedBetween(Map<String, Integer> before, Map<String, Integer> after) {
    return before.entrySet().stream()
        .filter(entry -> !after.get(entry.getKey()).equals(entry.getValue()))
        .count();
  }

  private static Map<String, Integer> taskOf(List<DeviceSpec> devices, int tasks) {
    Map<String, Integer> taskOf = new HashMap<>();
    List<List<DeviceSpec>> spread = Rendezvous.spread(devices, tasks);
    for (int task = 0; task < tasks; task++) {
      for (DeviceSpec device : spread.get(task)) {
        taskOf.put(device.id(), task);
      }
    }
    return taskOf;
  }

  private static List<DeviceSpec> devices(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> DeviceSpec.of("door-" + i, URI.create("http://127.0.0.1:" + (10_000 + i))))
        .toList();
  }
}
