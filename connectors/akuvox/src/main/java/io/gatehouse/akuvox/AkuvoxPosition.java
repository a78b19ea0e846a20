package io.gatehouse.akuvox;

import io.gatehouse.engine.Position;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A device's position behind one record. It is worked out and written when it is looked at: of all
 * positions of a batch, Connect stores the last.
 */
record AkuvoxPosition(Supplier<AkuvoxState> state) implements Position {

  static AkuvoxPosition of(AkuvoxState state) {
    return new AkuvoxPosition(() -> state);
  }

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
