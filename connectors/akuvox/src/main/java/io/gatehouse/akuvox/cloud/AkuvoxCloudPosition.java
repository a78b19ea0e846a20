package io.gatehouse.akuvox.cloud;

import io.gatehouse.engine.Position;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A residence's position behind one record of a history.
 *
 * @param state worked out when it is asked for
 */
record AkuvoxCloudPosition(Supplier<AkuvoxCloudState> state) implements Position {

  static AkuvoxCloudPosition of(AkuvoxCloudState state) {
    return new AkuvoxCloudPosition(() -> state);
  }

  /** Written out when it is looked at: of all positions of a batch, Connect stores the last. */
  @Override
  public Map<String, ?> toOffset() {
    return new AbstractMap<String, Object>() {
      @Override
      public Set<Entry<String, Object>> entrySet() {
        return state.get().toOffset().entrySet();
      }
    };
  }
}
