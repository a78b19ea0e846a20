package io.gatehouse.hikconnect;

import io.gatehouse.engine.Position;
import java.util.List;
import java.util.Map;

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

  @Override
  public Map<String, ?> toOffset() {
    return Position.lazily(() -> state().toOffset()).toOffset();
  }
}
