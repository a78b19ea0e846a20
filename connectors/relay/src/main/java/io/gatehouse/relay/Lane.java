package io.gatehouse.relay;

import io.gatehouse.engine.RelayDevice;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** What is to be done at one device, one thing after the other, on its event loop. */
final class Lane {

  private final RelayDevice device;
  private final Deque<Supplier<Future<Void>>> waiting = new ArrayDeque<>();
  private boolean busy;

  Lane(RelayDevice device) {
    this.device = device;
  }

  RelayDevice device() {
    return device;
  }

  /** Adds something to do behind all that waits. Any thread. */
  void add(Supplier<Future<Void>> task) {
    device
        .context()
        .runOnContext(
            now -> {
              waiting.add(task);
              next();
            });
  }

  /** Adds something that is not worth waiting for, unless the device is busy. Any thread. */
  void addIfIdle(Supplier<Future<Void>> task) {
    device
        .context()
        .runOnContext(
            now -> {
              if (!busy) {
                waiting.add(task);
                next();
              }
            });
  }

  /** Whether somebody waits behind what is being done. On the event loop. */
  boolean isWanted() {
    return !waiting.isEmpty();
  }

  private void next() {
    if (busy || waiting.isEmpty()) {
      return;
    }
    busy = true;
    // compose() catches what a task throws: the device's next command must not suffer from it.
    Future.succeededFuture()
        .compose(now -> waiting.poll().get())
        .onComplete(
            done ->
                device
                    .context()
                    .runOnContext(
                        now -> {
                          busy = false;
                          next();
                        }));
  }
}
