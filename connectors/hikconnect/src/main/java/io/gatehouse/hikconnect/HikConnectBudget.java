package io.gatehouse.hikconnect;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.IntSupplier;

/**
 * Requests that one account may make: so many in any second (manual 004, 3.1), commands first, and
 * readers in the order in which they came, so that queues which ask one request at a time share it
 * evenly. Safe for use by several threads.
 *
 * <p>A request counts from its answer on, not from its sending: it has reached the cloud by then,
 * however long it was under way, so that the cloud never sees one too many.
 */
final class HikConnectBudget {

  /** No limit, for a cloud that has none. */
  static final int UNLIMITED = 0;

  /** A second, and the rounding of two times to milliseconds. */
  static final long WINDOW_MS = 1_002;

  /** By then a request has reached the cloud or never will. */
  static final long ON_ITS_WAY_MS = 1_000;

  private final Clock clock;
  private final IntSupplier limit;
  private final Deque<Waiter> first = new ArrayDeque<>();
  private final Deque<Waiter> readers = new ArrayDeque<>();
  private final List<Turn> turns = new ArrayList<>();

  /** Who asks. */
  enum Rank {
    /** Somebody waits at a door, or nothing else can go on. */
    FIRST,
    READER
  }

  /** Leave to send one request. */
  final class Turn {
    private final long granted;
    private long counts;

    private Turn(long now) {
      granted = now;
      counts = now + ON_ITS_WAY_MS;
    }

    /** The request was answered, or has failed. */
    void answered() {
      synchronized (HikConnectBudget.this) {
        counts = Math.min(counts, clock.millis());
      }
      serveNext();
    }

    /** The request has not left, and will not. */
    void unspent() {
      synchronized (HikConnectBudget.this) {
        turns.remove(this);
      }
      serveNext();
    }

    /** Long ago; or, after the clock was set back, in the future. */
    private boolean isOver(long now) {
      return counts + WINDOW_MS <= now || granted > now;
    }
  }

  private static final class Waiter {
    final Context context;
    final Promise<Turn> turn = Promise.promise();

    Waiter(Context context) {
      this.context = context;
    }

    /**
     * Runs something where it waits; false if that event loop has ended. A feed that is closed may
     * still ask for a turn: that of another must not suffer from it.
     */
    boolean tryRun(Runnable task) {
      try {
        context.runOnContext(go -> task.run());
        return true;
      } catch (RejectedExecutionException ended) {
        return false;
      }
    }

    void later(long millis, Runnable task) {
      try {
        context.owner().setTimer(millis, passed -> task.run());
      } catch (RejectedExecutionException ended) {
        giveUp(this);
      }
    }
  }

  /**
   * A budget of which nothing is spent.
   *
   * @param limit requests a second, asked anew each time; {@link #UNLIMITED} for no limit
   */
  HikConnectBudget(IntSupplier limit, Clock clock) {
    this.limit = limit;
    this.clock = clock;
  }

  /** Completes on {@code context} when one request may be sent. */
  Future<Turn> turn(Context context, Rank rank) {
    Waiter waiter = new Waiter(context);
    synchronized (this) {
      (rank == Rank.FIRST ? first : readers).add(waiter);
    }
    serve(waiter);
    return waiter.turn.future();
  }

  /** Whether the next turn can be had as if there had been none before. */
  synchronized boolean isUnspent() {
    long now = clock.millis();
    return turns.stream().allMatch(turn -> turn.isOver(now));
  }

  /** Takes back all that waits for a turn on {@code context}, which is about to end. */
  void leave(Context context) {
    List<Waiter> leaving = new ArrayList<>();
    synchronized (this) {
      for (Deque<Waiter> waiters : List.of(first, readers)) {
        waiters.stream().filter(waiter -> waiter.context.equals(context)).forEach(leaving::add);
        waiters.removeAll(leaving);
      }
    }
    leaving.forEach(HikConnectBudget::giveUp);
  }

  private void serveNext() {
    Waiter next;
    synchronized (this) {
      next = first.isEmpty() ? readers.peek() : first.peek();
    }
    if (next != null) {
      serve(next);
    }
  }

  /** Lets go whoever may, and comes back for {@code waiter} if it is not among them. */
  private void serve(Waiter waiter) {
    long wait = 0;
    List<Waiter> ended = new ArrayList<>();
    synchronized (this) {
      long now = clock.millis();
      turns.removeIf(turn -> turn.isOver(now));
      while (mayGrant() && !(first.isEmpty() && readers.isEmpty())) {
        Waiter next = first.isEmpty() ? readers.poll() : first.poll();
        Turn turn = new Turn(now);
        if (next.tryRun(() -> next.turn.tryComplete(turn))) {
          turns.add(turn);
        } else {
          ended.add(next);
        }
      }
      if (first.contains(waiter) || readers.contains(waiter)) {
        wait = turns.stream().mapToLong(turn -> turn.counts).min().orElse(now) + WINDOW_MS - now;
      }
    }
    ended.forEach(HikConnectBudget::giveUp);
    if (wait > 0) {
      waiter.later(wait, () -> serve(waiter));
    }
  }

  private static void giveUp(Waiter waiter) {
    waiter.turn.tryFail(new CancellationException("nobody waits for this turn"));
  }

  private boolean mayGrant() {
    int most = limit.getAsInt();
    return most == UNLIMITED || turns.size() < most;
  }
}
