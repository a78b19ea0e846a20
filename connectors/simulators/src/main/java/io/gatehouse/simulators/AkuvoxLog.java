package io.gatehouse.simulators;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** One log of a device, newest first: the oldest record goes when it is full. */
final class AkuvoxLog {

  private final Deque<AkuvoxRecord> records = new ArrayDeque<>();
  private final int size;
  private final boolean idsRestart;
  private long nextId = 1;

  AkuvoxLog(int size, boolean idsRestart) {
    this.size = size;
    this.idsRestart = idsRestart;
  }

  long takeId() {
    return nextId++;
  }

  void add(AkuvoxRecord newest) {
    if (records.size() == size) {
      records.removeLast();
    }
    records.addFirst(newest);
  }

  /** Removes records; false if there was none such. */
  boolean remove(Predicate<AkuvoxRecord> which) {
    boolean removed = records.removeIf(which);
    if (idsRestart && records.isEmpty()) {
      nextId = 1;
    }
    return removed;
  }

  List<AkuvoxRecord> newestFirst(Predicate<AkuvoxRecord> which) {
    return records.stream().filter(which).toList();
  }
}
