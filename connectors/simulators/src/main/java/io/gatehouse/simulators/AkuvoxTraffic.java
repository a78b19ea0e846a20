package io.gatehouse.simulators;

import io.vertx.core.Vertx;
import java.util.Random;
import java.util.function.ToIntFunction;

/** Random passages at the devices of a fleet or at the residences of a cloud. */
public final class AkuvoxTraffic implements AutoCloseable {

  private static final long TICK_MILLIS = 10;

  private final Vertx vertx;
  private final ToIntFunction<Random> passage;
  private final Random random;
  private final long timer;
  private double recordsPerSecond;
  private double due;
  private long lastTick = System.nanoTime();

  /**
   * @param passage plays any one, anywhere, and returns how many records it left
   */
  AkuvoxTraffic(Vertx vertx, ToIntFunction<Random> passage, double recordsPerSecond, long seed) {
    this.vertx = vertx;
    this.passage = passage;
    this.random = new Random(seed);
    rate(recordsPerSecond);
    this.timer = vertx.setPeriodic(TICK_MILLIS, id -> tick());
  }

  /**
   * Changes the rate.
   *
   * @param recordsPerSecond over all devices or residences, on average; 0 for a pause
   */
  public synchronized void rate(double recordsPerSecond) {
    if (recordsPerSecond < 0) {
      throw new IllegalArgumentException("rate must not be negative: " + recordsPerSecond);
    }
    this.recordsPerSecond = recordsPerSecond;
  }

  /** Ends the traffic. No record is written by it after this returns. */
  @Override
  public synchronized void close() {
    vertx.cancelTimer(timer);
    recordsPerSecond = 0;
    due = 0;
  }

  private synchronized void tick() {
    long now = System.nanoTime();
    due += recordsPerSecond * (now - lastTick) / 1e9;
    lastTick = now;
    while (due >= 1) {
      due -= passage.applyAsInt(random);
    }
  }
}
