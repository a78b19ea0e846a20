package io.gatehouse.hikconnect;

import io.gatehouse.engine.Position;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A queue's position behind one message of a batch.
 *
 * @param before the state before the batch
 * @param deliveries all messages of the batch
 * @param done how many of them are behind this position
 */
record HikConnectPosition(HikConnectState before, List<HikConnectDelivery> deliveries, int done)
    implements Position {

  static HikConnectPosition of(HikConnectState state) {
    return new HikConnectPosition(state, List.of(), 0);
  }

  HikConnectState state() {
    return done == 0 ? before : before.after(deliveries.subList(0, done));
  }

  /** Written out when it is looked at: of all positions of a batch, Connect stores the last. */
  @Override
  public Map<String, ?> toOffset() {
    return new AbstractMap<String, Object>() {
      @Override
      public Set<Entry<String, Object>> entrySet() {
        return state().toOffset().entrySet();
      }
    };
  }
}
