package io.gatehouse.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a partition's ledger says: which ids are known, which commands are settled, and which were
 * begun and have no outcome. A command is its record's offset; an id may come in several. Owned by
 * the partition's thread.
 */
final class History {

  private record Known(long offset, Instant since) {}

  /** An intent as it was written. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Intent(String commandId, byte[] value) {}

  private final Duration memory;
  private final Map<String, Known> ids = new LinkedHashMap<>();
  private final Set<Long> settled = new HashSet<>();
  private final Map<Long, Intent> begun = new TreeMap<>();

  /**
   * Knows nothing.
   *
   * @param memory how long an id is known
   */
  History(Duration memory) {
    this.memory = memory;
  }

  /** Takes an outcome, in the order of the ledger. All of them come before the first intent. */
  void outcome(String id, Status status, long offset, Instant when) {
    if (status.isFinal()) {
      settled.add(offset);
    }
    // The first with an id may have been waiting when its duplicate was refused: it still may go.
    if (status != Status.DUPLICATE) {
      ids.putIfAbsent(id, new Known(offset, when));
    }
  }

  /**
   * Takes an intent.
   *
   * @param value as it was written
   */
  void intent(String id, long offset, Instant when, byte[] value) {
    if (!settled.contains(offset)) {
      begun.put(offset, new Intent(id, value));
    }
    ids.putIfAbsent(id, new Known(offset, when));
  }

  /** Whether this very command has its outcome, so that it came again for nothing. */
  boolean isSettled(long offset) {
    return settled.contains(offset);
  }

  /** The intents that have no outcome, as they were written, by their commands' offsets. */
  Map<Long, Intent> begun() {
    return new TreeMap<>(begun);
  }

  /** The last that was begun has its outcome. */
  void settle(long offset) {
    begun.remove(offset);
    settled.add(offset);
  }

  /** Remembers a command's id; false if it is known from another command. */
  boolean remember(String id, long offset, Instant now) {
    forgetOld(now);
    Known known = ids.putIfAbsent(id, new Known(offset, now));
    return known == null || known.offset == offset;
  }

  private void forgetOld(Instant now) {
    Iterator<Known> oldestFirst = ids.values().iterator();
    while (oldestFirst.hasNext() && oldestFirst.next().since.plus(memory).isBefore(now)) {
      oldestFirst.remove();
    }
  }
}
