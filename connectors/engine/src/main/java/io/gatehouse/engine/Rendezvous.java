package io.gatehouse.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Spreads devices over tasks by rendezvous hashing: every device goes to the task that scores
 * highest for it, so that one more device moves none, and one more task moves only its own share.
 */
final class Rendezvous {

  private Rendezvous() {}

  /** As many lists as tasks; some may be empty when there are few devices. */
  static List<List<DeviceSpec>> spread(List<DeviceSpec> devices, int tasks) {
    List<List<DeviceSpec>> spread = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      spread.add(new ArrayList<>());
    }
    for (DeviceSpec device : devices) {
      spread.get(taskOf(device.id(), tasks)).add(device);
    }
    return spread;
  }

  /** As many lists as tasks, the i-th one to the i-th list and round again. */
  static List<List<DeviceSpec>> deal(List<DeviceSpec> feeds, int tasks) {
    List<List<DeviceSpec>> dealt = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      dealt.add(new ArrayList<>());
    }
    for (int i = 0; i < feeds.size(); i++) {
      dealt.get(i % tasks).add(feeds.get(i));
    }
    return dealt;
  }

  private static int taskOf(String deviceId, int tasks) {
    int best = 0;
    long bestScore = -1;
    for (int task = 0; task < tasks; task++) {
      long score = score(deviceId, task);
      if (score > bestScore) {
        best = task;
        bestScore = score;
      }
    }
    return best;
  }

  private static long score(String deviceId, int task) {
    CRC32C crc = new CRC32C();
    crc.update((task + ":" + deviceId).getBytes(StandardCharsets.UTF_8));
    // A CRC is linear, so that scores of two tasks differ by a constant pattern: mix it.
    long mixed = crc.getValue() * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 32)) * 0xBF58476D1CE4E5B9L;
    return (mixed ^ (mixed >>> 29)) >>> 1;
  }
}
