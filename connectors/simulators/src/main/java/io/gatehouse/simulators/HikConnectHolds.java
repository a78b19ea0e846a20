package io.gatehouse.simulators;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Requests that wait where a test wants them to. Safe for any thread. */
final class HikConnectHolds {

  private static final class Hold {
    final HikConnectSimulator.Moment moment;
    final Set<Runnable> held = new LinkedHashSet<>();
    final List<Promise<Void>> awaiting = new ArrayList<>();

    Hold(HikConnectSimulator.Moment moment) {
      this.moment = moment;
    }
  }

  private final Map<String, Hold> holds = new HashMap<>();

  synchronized void hold(String path, HikConnectSimulator.Moment moment) {
    if (holds.containsKey(path)) {
      throw new IllegalStateException("requests to %s are held already".formatted(path));
    }
    holds.put(path, new Hold(moment));
  }

  /**
   * Keeps a request back if it is to be held.
   *
   * @param goOn what to do with it later
   * @return false if it may go on now
   */
  boolean keep(String path, HikConnectSimulator.Moment moment, Runnable goOn) {
    List<Promise<Void>> told;
    synchronized (this) {
      Hold hold = holds.get(path);
      if (hold == null || hold.moment != moment) {
        return false;
      }
      hold.held.add(goOn);
      told = List.copyOf(hold.awaiting);
      hold.awaiting.clear();
    }
    told.forEach(Promise::complete);
    return true;
  }

  /** Lets a request be forgotten whose caller has gone. */
  synchronized void forget(Runnable goOn) {
    holds.values().forEach(hold -> hold.held.remove(goOn));
  }

  /**
   * When a request is held.
   *
   * @throws IllegalStateException if none is to be held
   */
  synchronized Future<Void> someHeld(String path) {
    Hold hold = required(path);
    if (!hold.held.isEmpty()) {
      return Future.succeededFuture();
    }
    Promise<Void> promise = Promise.promise();
    hold.awaiting.add(promise);
    return promise.future();
  }

  /** How many requests are held, by path. */
  synchronized Map<String, Integer> held() {
    Map<String, Integer> counts = new TreeMap<>();
    holds.forEach((path, hold) -> counts.put(path, hold.held.size()));
    return counts;
  }

  /** Lets all go on, oldest first, and holds no more. */
  void release(String path) {
    Hold released;
    synchronized (this) {
      released = required(path);
      holds.remove(path);
    }
    released.awaiting.forEach(promise -> promise.fail("requests to " + path + " were released"));
    released.held.forEach(Runnable::run);
  }

  private Hold required(String path) {
    Hold hold = holds.get(path);
    if (hold == null) {
      throw new IllegalStateException("requests to %s are not held".formatted(path));
    }
    return hold;
  }
}
