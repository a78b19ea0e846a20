package io.gatehouse.akuvox;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Whose turn it is at a device: one request at a time, over all that this process does there, since
 * these devices lock up when they are asked while they answer. A feed takes turns with a validation
 * of its configuration, and with another connector of the same device.
 */
final class AkuvoxTurns {

  /** The last request of each device that is under way or waits. */
  private static final Map<String, Future<Void>> LAST = new ConcurrentHashMap<>();

  private AkuvoxTurns() {}

  /**
   * Sends a request when all before it have their answer.
   *
   * @param authority host and port of the device
   */
  static <T> Future<T> take(String authority, Supplier<Future<T>> request) {
    Promise<Void> over = Promise.promise();
    Future<Void> mine = over.future();
    Future<Void> before = LAST.put(authority, mine);
    Future<T> answer = before == null ? request.get() : before.transform(done -> request.get());
    return answer.onComplete(
        done -> {
          LAST.remove(authority, mine);
          over.complete();
        });
  }
}
