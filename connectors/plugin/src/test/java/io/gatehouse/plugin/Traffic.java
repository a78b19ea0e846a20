package io.gatehouse.plugin;

import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A few records everywhere, again and again until closed. */
final class Traffic {

  private static final long BEAT_MILLIS = 300;
  private static final int MOST_AT_ONCE = 3;

  private final ScheduledExecutorService beat = Executors.newSingleThreadScheduledExecutor();

  Traffic(long seed, ReadLogs... logs) {
    Random random = new Random(seed);
    var unused =
        beat.scheduleAtFixedRate(
            () -> {
              for (ReadLogs some : logs) {
                some.burst(1 + random.nextInt(MOST_AT_ONCE), random.nextLong());
              }
            },
            0,
            BEAT_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  void close() throws InterruptedException {
    beat.shutdown();
    if (!beat.awaitTermination(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("traffic goes on");
    }
  }
}
