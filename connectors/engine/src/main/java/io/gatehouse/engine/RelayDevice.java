package io.gatehouse.engine;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;

/**
 * A device to command.
 *
 * @param context the event loop on which the driver lives and its futures complete
 */
public record RelayDevice(String id, Context context, RelayDriver driver) {

  /** {@link RelayDriver#targets}, from any thread. */
  Future<List<String>> targets() {
    Promise<List<String>> told = Promise.promise();
    context.runOnContext(now -> driver.targets().onComplete(told));
    return told.future();
  }

  Future<Void> close() {
    Promise<Void> closed = Promise.promise();
    context.runOnContext(now -> driver.close().onComplete(closed));
    return closed.future();
  }
}
