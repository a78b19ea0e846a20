package io.gatehouse.simulators;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;

/** What a device has to do later, by its own clock. One timer of Vert.x serves them all. */
final class Timers {

  /** Something due at a point of device time. */
  final class Timer implements Comparable<Timer> {
    private final long due;
    private final Runnable task;

    private Timer(long due, Runnable task) {
      this.due = due;
      this.task = task;
    }

    void cancel() {
      synchronized (Timers.this) {
        queue.remove(this);
      }
    }

    @Override
    public int compareTo(Timer other) {
      return Long.compare(due, other.due);
    }
  }

  private static final long NOT_ARMED = -1;

  private final Vertx vertx;
  private final LongSupplier nanos;
  private final PriorityQueue<Timer> queue = new PriorityQueue<>(2);
  private long armedId = NOT_ARMED;
  private long armedFor;

  Timers(Vertx vertx, LongSupplier nanos) {
    this.vertx = vertx;
    this.nanos = nanos;
  }

  synchronized Timer after(Duration delay, Runnable task) {
    Timer timer = new Timer(nanos.getAsLong() + delay.toNanos(), task);
    queue.add(timer);
    arm();
    return timer;
  }

  /** Does what is due, in the calling thread. */
  void runDue() {
    for (Timer timer : takeDue()) {
      timer.task.run();
    }
  }

  synchronized void clear() {
    queue.clear();
    disarm();
  }

  private synchronized List<Timer> takeDue() {
    List<Timer> due = new ArrayList<>();
    long now = nanos.getAsLong();
    while (!queue.isEmpty() && queue.peek().due <= now) {
      due.add(queue.poll());
    }
    arm();
    return due;
  }

  private void arm() {
    if (queue.isEmpty() || (armedId != NOT_ARMED && armedFor <= queue.peek().due)) {
      return; // an early timer costs a look at the queue, less than moving it at every long poll
    }
    disarm();
    armedFor = queue.peek().due;
    long millis = (armedFor - nanos.getAsLong()) / 1_000_000 + 1;
    armedId = vertx.setTimer(Math.max(1, millis), this::fired);
  }

  private void fired(long id) {
    synchronized (this) {
      if (armedId == id) {
        armedId = NOT_ARMED;
      }
    }
    runDue();
  }

  private void disarm() {
    if (armedId != NOT_ARMED) {
      vertx.cancelTimer(armedId);
      armedId = NOT_ARMED;
    }
  }
}
