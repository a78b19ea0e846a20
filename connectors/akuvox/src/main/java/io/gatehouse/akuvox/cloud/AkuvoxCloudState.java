package io.gatehouse.akuvox.cloud;

import io.gatehouse.akuvox.events.AkuvoxHistory;
import io.gatehouse.akuvox.log.LogMemory;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What is known of a residence's histories: the content of its source offset.
 *
 * @param memories one for each history
 */
record AkuvoxCloudState(Map<AkuvoxHistory, LogMemory> memories) {

  /** Records that are remembered of each history. */
  private static final int MOST = 256;

  private static final Set<String> FIELDS = unread().toOffset().keySet();

  AkuvoxCloudState {
    memories = Map.copyOf(memories);
  }

  /** Of a residence that was never read. */
  static AkuvoxCloudState unread() {
    Map<AkuvoxHistory, LogMemory> memories = new EnumMap<>(AkuvoxHistory.class);
    for (AkuvoxHistory history : AkuvoxHistory.values()) {
      memories.put(history, LogMemory.empty(MOST));
    }
    return new AkuvoxCloudState(memories);
  }

  LogMemory of(AkuvoxHistory history) {
    return memories.get(history);
  }

  AkuvoxCloudState with(AkuvoxHistory history, LogMemory memory) {
    Map<AkuvoxHistory, LogMemory> changed = new EnumMap<>(memories);
    changed.put(history, memory);
    return new AkuvoxCloudState(changed);
  }

  /** As Connect stores it. */
  Map<String, Object> toOffset() {
    Map<String, Object> offset = new LinkedHashMap<>();
    for (AkuvoxHistory history : AkuvoxHistory.values()) {
      of(history).addTo(offset, history.word());
    }
    return offset;
  }

  /**
   * What {@link #toOffset()} wrote; a history that is left out altogether was never read.
   *
   * @throws IllegalArgumentException naming the field, the value and the remedy
   */
  static AkuvoxCloudState ofOffset(Map<String, ?> offset) {
    for (String field : offset.keySet()) {
      if (!FIELDS.contains(field)) {
        throw new IllegalArgumentException(
            "offset field '" + field + "' is none of a residence's; leave it out");
      }
    }
    AkuvoxCloudState state = unread();
    for (AkuvoxHistory history : AkuvoxHistory.values()) {
      String name = history.word();
      if (offset.keySet().stream().anyMatch(field -> field.startsWith(name + "."))) {
        state = state.with(history, LogMemory.ofOffset(MOST, name, offset));
      }
    }
    return state;
  }
}
