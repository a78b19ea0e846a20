package io.gatehouse.akuvox;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Whose turn it is at a device: one request at a time, over all that this process does there, since
 * these devices lock up when they are asked while they answer. A feed takes turns with a validation
 * of its configuration, with another connector of the same device, and with commands, which wait
 * for nothing but the request that is under way.
 */
final class AkuvoxTurns {

  /** Who goes first, among those that wait. */
  enum Rank {
    COMMAND,
    READING
  }

  /**
   * A request that ended without anybody hearing of it, with its event loop, is waited for no
   * longer.
   */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** The devices at which something is under way. Guarded by itself. */
  private static final Map<String, Queue> QUEUES = new HashMap<>();

  /** One turn of one request; it begins once. */
  private static final class Turn {
    final Promise<Void> begun = Promise.promise();
    long since;
  }

  /** At one device. Guarded by {@link #QUEUES}. */
  private static final class Queue {
    final Deque<Turn> commands = new ArrayDeque<>(1);
    final Deque<Turn> readings = new ArrayDeque<>(1);
    Turn underWay;

    /** Who begins now; null if nobody waits. */
    Turn next() {
      Turn next = commands.isEmpty() ? readings.poll() : commands.poll();
      underWay = next;
      if (next != null) {
        next.since = System.nanoTime();
      }
      return next;
    }
  }

  private AkuvoxTurns() {}

  /**
   * Sends a request when the one under way has its answer, and all of its rank before it have
   * theirs.
   *
   * @param authority host and port of the device
   * @param vertx on which the caller waits for its turn
   */
  static <T> Future<T> take(String authority, Vertx vertx, Rank rank, Supplier<Future<T>> request) {
    Turn turn = new Turn();
    long watch = vertx.setPeriodic(PATIENCE.toMillis(), passed -> begin(afterPatience(authority)));
    begin(enqueue(authority, rank, turn));
    // A request that cannot even be sent ends its turn too: compose() catches what it throws.
    return turn.begun
        .future()
        .onSuccess(now -> vertx.cancelTimer(watch))
        .compose(now -> request.get())
        .onComplete(done -> begin(afterEnd(authority, turn)));
  }

  /** Not under the lock, since the request goes out here. */
  private static void begin(Turn turn) {
    if (turn != null) {
      turn.begun.tryComplete();
    }
  }

  private static Turn enqueue(String authority, Rank rank, Turn turn) {
    synchronized (QUEUES) {
      Queue queue = QUEUES.computeIfAbsent(authority, first -> new Queue());
      (rank == Rank.COMMAND ? queue.commands : queue.readings).add(turn);
      return queue.underWay == null ? queue.next() : null;
    }
  }

  private static Turn afterEnd(String authority, Turn ended) {
    synchronized (QUEUES) {
      Queue queue = QUEUES.get(authority);
      // Those behind one that nobody waited for any longer have begun without it.
      return queue != null && queue.underWay == ended ? nextOrNone(authority, queue) : null;
    }
  }

  private static Turn afterPatience(String authority) {
    synchronized (QUEUES) {
      Queue queue = QUEUES.get(authority);
      boolean isLost =
          queue != null && System.nanoTime() - queue.underWay.since >= PATIENCE.toNanos();
      return isLost ? nextOrNone(authority, queue) : null;
    }
  }

  private static Turn nextOrNone(String authority, Queue queue) {
    Turn next = queue.next();
    if (next == null) {
      QUEUES.remove(authority);
    }
    return next;
  }
}
