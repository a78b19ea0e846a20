package io.gatehouse.simulators;

import java.time.Duration;

/**
 * A small server that locks up when a request arrives while it serves another: neither is answered,
 * nor is what arrives until the lock-up is over.
 */
final class AkuvoxBusy {

  private long lockUpNanos;
  private AkuvoxCall serving;
  private long lockedUntil;
  private int lockUps;

  /**
   * @param lockUp how long it lasts, zero for a server that never locks up
   */
  AkuvoxBusy(Duration lockUp) {
    last(lockUp);
  }

  /** From now on a lock-up lasts so long; zero for none any more. */
  void last(Duration lockUp) {
    if (lockUp.isNegative()) {
      throw new IllegalArgumentException("a lock-up cannot last " + lockUp);
    }
    lockUpNanos = lockUp.toNanos();
  }

  /** Whether a request that arrives now is served at all. */
  boolean admits(AkuvoxCall call, long now) {
    if (lockUpNanos == 0) {
      return true;
    }
    if (now < lockedUntil) {
      return false;
    }
    if (serving != null) {
      serving.lose();
      serving = null;
      lockedUntil = now + lockUpNanos;
      lockUps++;
      return false;
    }
    serving = call;
    return true;
  }

  void over(AkuvoxCall call) {
    if (call.equals(serving)) {
      serving = null;
    }
  }

  int lockUps() {
    return lockUps;
  }
}
