package io.gatehouse.simulators;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.Random;

/** Random passages at random devices, at an average rate. */
public final class TwonTraffic implements AutoCloseable {

  private static final long TICK_MILLIS = 10;

  private final Vertx vertx;
  private final List<TwonSimulator> devices;
  private final Random random;
  private final long timer;
  private double eventsPerSecond;
  private double due;
  private long lastTick = System.nanoTime();

  TwonTraffic(Vertx vertx, List<TwonSimulator> devices, double eventsPerSecond, long seed) {
    this.vertx = vertx;
    this.devices = devices;
    this.random = new Random(seed);
    rate(eventsPerSecond);
    this.timer = vertx.setPeriodic(TICK_MILLIS, id -> tick());
  }

  /**
   * Changes the rate.
   *
   * @param eventsPerSecond over all devices, on average; 0 for a pause
   */
  public synchronized void rate(double eventsPerSecond) {
    if (eventsPerSecond < 0) {
      throw new IllegalArgumentException("rate must not be negative: " + eventsPerSecond);
    }
    this.eventsPerSecond = eventsPerSecond;
  }

  /** Ends the traffic. No event is written by it after this returns. */
  @Override
  public synchronized void close() {
    vertx.cancelTimer(timer);
    eventsPerSecond = 0;
    due = 0;
  }

  private synchronized void tick() {
    long now = System.nanoTime();
    due += eventsPerSecond * (now - lastTick) / 1e9;
    lastTick = now;
    while (due >= 1) {
      TwonSimulator device = devices.get(random.nextInt(devices.size()));
      due -= device.playAny(random, Integer.MAX_VALUE);
    }
  }
}
