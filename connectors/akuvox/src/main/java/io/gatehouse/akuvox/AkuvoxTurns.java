package io.gatehouse.akuvox;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Whose turn it is at a device: one request at a time, over all that this process does there, since
 * these devices lock up when they are asked while they answer. A feed takes turns with a validation
 * of its configuration, and with another connector of the same device.
 */
final class AkuvoxTurns {

  /**
   * A request that ended without anybody hearing of it, with its event loop, is waited for no
   * longer.
   */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** The last request of each device that is under way or waits. */
  private static final Map<String, Future<Void>> LAST = new ConcurrentHashMap<>();

  private AkuvoxTurns() {}

  /**
   * Sends a request when all before it have their answer.
   *
   * @param authority host and port of the device
   * @param vertx on which the caller waits for its turn
   */
  static <T> Future<T> take(String authority, Vertx vertx, Supplier<Future<T>> request) {
    Promise<Void> over = Promise.promise();
    Future<Void> mine = over.future();
    Future<Void> before = LAST.put(authority, mine);
    Future<Void> turn = before == null ? Future.succeededFuture() : after(before, vertx);
    // A request that cannot even be sent ends its turn too: compose() catches what it throws.
    return turn.compose(now -> request.get())
        .onComplete(
            done -> {
              LAST.remove(authority, mine);
              over.complete();
            });
  }

  private static Future<Void> after(Future<Void> before, Vertx vertx) {
    Promise<Void> turn = Promise.promise();
    long timer = vertx.setTimer(PATIENCE.toMillis(), passed -> turn.tryComplete());
    before.onComplete(
        done -> {
          vertx.cancelTimer(timer);
          turn.tryComplete();
        });
    return turn.future();
  }
}
