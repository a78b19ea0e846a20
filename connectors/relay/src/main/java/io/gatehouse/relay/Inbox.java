package io.gatehouse.relay;

import io.gatehouse.relay.Ledger.Line;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * What waits for the thread of a partition, until it closes. Whoever adds something hears of it: an
 * entry that nobody will write fails.
 */
final class Inbox {

  private static final Duration TICK = Duration.ofMillis(100);

  /** How long outcomes wait for others, to share a transaction. */
  private static final Duration GATHER = Duration.ofMillis(5);

  private final BlockingQueue<Item> items = new LinkedBlockingQueue<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile boolean ended;

  /** What may wait. */
  sealed interface Item permits Arrival, Entry {}

  /** A command that came. */
  record Arrival(SinkRecord record) implements Item {}

  /** A line that somebody wants written under a tenure. */
  record Entry(Tenure tenure, Line line, Promise<Void> durable) implements Item {

    /** It will not be written, as far as is known here. */
    void drop() {
      durable.tryFail("the ledger is not held here any more");
    }
  }

  /** Any thread. */
  void add(Item item) {
    items.add(item);
    if (ended) {
      eachEntry(Entry::drop);
    }
  }

  /** What waits, or comes within a moment; perhaps nothing. */
  List<Item> take() {
    List<Item> taken = new ArrayList<>();
    try {
      Item next = items.poll(TICK.toMillis(), TimeUnit.MILLISECONDS);
      long end = System.nanoTime() + GATHER.toNanos();
      while (next != null) {
        taken.add(next);
        items.drainTo(taken);
        boolean hurry = isClosing() || taken.stream().anyMatch(Inbox::isAwaited);
        next = hurry ? null : items.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException e) {
      interrupted();
    }
    return taken;
  }

  /** Somebody stands at a door and waits for it. */
  private static boolean isAwaited(Item item) {
    return !(item instanceof Entry entry) || entry.line().status() == Status.INTENT;
  }

  /** Takes all entries that wait. Arrivals go: they are kept elsewhere. */
  void eachEntry(Consumer<Entry> action) {
    for (Item item = items.poll(); item != null; item = items.poll()) {
      if (item instanceof Entry entry) {
        action.accept(entry);
      }
    }
  }

  /** Nothing more is to be begun. Any thread. */
  void beginClosing() {
    closing.countDown();
  }

  boolean isClosing() {
    return closing.getCount() == 0;
  }

  /** Nobody takes anything any more. */
  void end() {
    ended = true;
    eachEntry(Entry::drop);
  }

  /** Waits a while, or until it closes. */
  void rest(Duration pause) {
    try {
      // What it tells is asked for everywhere.
      boolean unused = closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      interrupted();
    }
  }

  private void interrupted() {
    Thread.currentThread().interrupt();
    beginClosing();
  }
}
