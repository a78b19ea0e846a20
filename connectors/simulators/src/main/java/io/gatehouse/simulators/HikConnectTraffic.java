package io.gatehouse.simulators;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.Random;

/** Random messages of random devices, at an average rate. */
public final class HikConnectTraffic implements AutoCloseable {

  private static final long TICK_MILLIS = 10;

  private final Vertx vertx;
  private final List<HikConnectDevice> devices;
  private final Random random;
  private final long timer;
  private List<HikConnectMq> queues = List.of(HikConnectMq.values());
  private double messagesPerSecond;
  private double due;
  private long lastTick = System.nanoTime();

  HikConnectTraffic(Vertx vertx, List<HikConnectDevice> devices, double rate, long seed) {
    this.vertx = vertx;
    this.devices = devices;
    this.random = new Random(seed);
    rate(rate);
    this.timer = vertx.setPeriodic(TICK_MILLIS, id -> tick());
  }

  /**
   * Changes the rate.
   *
   * @param messagesPerSecond over all queues, on average; 0 for a pause
   */
  public synchronized void rate(double messagesPerSecond) {
    if (messagesPerSecond < 0) {
      throw new IllegalArgumentException("rate must not be negative: " + messagesPerSecond);
    }
    this.messagesPerSecond = messagesPerSecond;
  }

  /** Which queues get messages; all of them at first. */
  public synchronized void queues(HikConnectMq... queues) {
    if (queues.length == 0) {
      throw new IllegalArgumentException("traffic needs at least one queue");
    }
    this.queues = List.of(queues);
  }

  /** Ends the traffic. No message is told by it after this returns. */
  @Override
  public synchronized void close() {
    vertx.cancelTimer(timer);
    messagesPerSecond = 0;
    due = 0;
  }

  private synchronized void tick() {
    long now = System.nanoTime();
    due += messagesPerSecond * (now - lastTick) / 1e9;
    lastTick = now;
    while (due >= 1) {
      HikConnectMq mq = queues.get(random.nextInt(queues.size()));
      devices.get(random.nextInt(devices.size())).tellAny(mq, random);
      due--;
    }
  }
}
