package io.gatehouse.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Where event loops and the task's thread meet. Event loops put batches and never wait; the task
 * takes them. No room means that no new request is made; what is under way when the room runs out
 * is still taken, so that the bound is {@code capacity} records and one reply a device.
 */
final class Handover {

  /** A batch of a source partition, and what to do when all of its records are durable in Kafka. */
  record Delivery(Map<String, String> partition, Batch batch, Runnable whenDurable) {
    private static final Delivery WAKE_UP = new Delivery(Map.of(), Batch.of(List.of()), () -> {});
  }

  /** Records that a reply may well bring. */
  private static final int FULL_REPLY = 128;

  private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger records = new AtomicInteger();
  private final int capacity;
  private final int most;
  private final Duration gather;
  private volatile Throwable failure;

  /**
   * Makes an empty hand-over.
   *
   * @param capacity records that may wait here before no new request is made
   * @param most records after which {@link #drain} stops gathering
   * @param gather how long to gather after the first batch of a drain: records that share a
   *     transaction share its cost
   */
  Handover(int capacity, int most, Duration gather) {
    this.capacity = capacity;
    this.most = most;
    this.gather = gather;
  }

  /** Runs {@code request} now if there is room, else on some thread when there is. */
  void whenRoom(Runnable request) {
    if (records.get() < capacity) {
      request.run();
      wake(1);
      return;
    }
    waiting.add(request);
    if (records.get() < capacity) {
      wake(1);
    }
  }

  /** Takes a batch that has records, whether there is room or not. */
  void put(Map<String, String> partition, Batch batch, Runnable whenDurable) {
    records.addAndGet(batch.size());
    deliveries.add(new Delivery(partition, batch, whenDurable));
  }

  /** Ends the task at its next drain. */
  void fail(Throwable cause) {
    failure = cause;
    deliveries.add(Delivery.WAKE_UP);
  }

  int size() {
    return records.get();
  }

  /**
   * Takes what is there.
   *
   * @param patience how long to wait for the first batch
   * @return perhaps nothing
   * @throws ConnectException what {@link #fail} was told
   */
  List<Delivery> drain(Duration patience) throws InterruptedException {
    List<Delivery> drained = new ArrayList<>();
    Delivery next = deliveries.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
    long deadline = System.nanoTime() + gather.toNanos();
    int size = 0;
    while (next != null) {
      if (next.batch().size() > 0) {
        drained.add(next);
        size += next.batch().size();
      }
      next =
          size < most ? deliveries.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS) : null;
    }
    throwFailure();
    int left = records.addAndGet(-size);
    wake(Math.max(1, (capacity - left) / FULL_REPLY));
    return drained;
  }

  /** A request fills no room before its reply: all at once, they would bring far more than fits. */
  private void wake(int most) {
    for (int woken = 0; woken < most && records.get() < capacity; woken++) {
      Runnable request = waiting.poll();
      if (request == null) {
        return;
      }
      request.run();
    }
  }

  private void throwFailure() {
    Throwable cause = failure;
    if (cause != null) {
      throw new ConnectException("reading devices ended: " + cause.getMessage(), cause);
    }
  }
}
