package io.gatehouse.engine;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/**
 * A device to command.
 *
 * @param context the event loop on which the driver lives and its futures complete
 */
public record RelayDevice(String id, Context context, RelayDriver driver) {

  Future<Void> close() {
    Promise<Void> closed = Promise.promise();
    context.runOnContext(now -> driver.close().onComplete(closed));
    return closed.future();
  }
}
