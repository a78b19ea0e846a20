package io.gatehouse.hikconnect;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntSupplier;

/**
 * Requests that one account may make: so many in any second (manual 004, 3.1), commands first, and
 * readers in the order in which they came, so that queues which ask one request at a time share it
 * evenly. Safe for use by several threads.
 */
final class HikConnectBudget {

  /** No limit, for a cloud that has none. */
  static final int UNLIMITED = 0;

  /**
   * Longer than the cloud's second, since requests do not arrive in the very rhythm in which they
   * are sent.
   */
  static final long WINDOW_MS = 1_025;

  /** Who asks. */
  enum Rank {
    /** Somebody waits at a door, or nothing else can go on. */
    FIRST,
    READER
  }

  private final Clock clock;
  private final IntSupplier limit;
  private final Deque<Waiter> first = new ArrayDeque<>();
  private final Deque<Waiter> readers = new ArrayDeque<>();
  private final Deque<Long> granted = new ArrayDeque<>();

  /**
   * A budget of which nothing is spent.
   *
   * @param limit requests a second, asked anew each time; {@link #UNLIMITED} for no limit
   */
  HikConnectBudget(IntSupplier limit, Clock clock) {
    this.limit = limit;
    this.clock = clock;
  }

  private static final class Waiter {
    final Context context;
    final Promise<Void> turn = Promise.promise();

    Waiter(Context context) {
      this.context = context;
    }
  }

  /** Completes on {@code context} when one request may be sent. */
  Future<Void> turn(Context context, Rank rank) {
    Waiter waiter = new Waiter(context);
    synchronized (this) {
      (rank == Rank.FIRST ? first : readers).add(waiter);
    }
    serve(waiter);
    return waiter.turn.future();
  }

  /** Lets go whoever may, and comes back for {@code waiter} if it is not among them. */
  private void serve(Waiter waiter) {
    long wait = 0;
    synchronized (this) {
      long now = clock.millis();
      forget(now);
      while (mayGrant() && !(first.isEmpty() && readers.isEmpty())) {
        Waiter next = first.isEmpty() ? readers.poll() : first.poll();
        granted.add(now);
        next.context.runOnContext(turn -> next.turn.tryComplete());
      }
      if (first.contains(waiter) || readers.contains(waiter)) {
        wait = granted.peek() + WINDOW_MS - now;
      }
    }
    if (wait > 0) {
      waiter.context.owner().setTimer(wait, later -> serve(waiter));
    }
  }

  private boolean mayGrant() {
    int most = limit.getAsInt();
    return most == UNLIMITED || granted.size() < most;
  }

  /** What is longer ago than a window, or, after the clock was set back, in the future. */
  private void forget(long now) {
    granted.removeIf(at -> at <= now - WINDOW_MS || at > now);
  }
}
