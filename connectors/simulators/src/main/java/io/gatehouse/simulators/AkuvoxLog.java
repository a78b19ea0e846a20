package io.gatehouse.simulators;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** One log of a device, newest first: the oldest record goes when it is full. */
final class AkuvoxLog {

  static final String PICTURE = "PicUrl";
  private static final String ID = "ID";

  /**
   * A record of the log.
   *
   * @param picturedAt nanoseconds of device time from which on its picture is there
   */
  private record Kept(AkuvoxRecord written, long picturedAt) {}

  private final Deque<Kept> records = new ArrayDeque<>();
  private final AkuvoxOptions options;
  private long nextId = 1;

  AkuvoxLog(AkuvoxOptions options) {
    this.options = options;
  }

  /** The ID of the next record. */
  long takeId() {
    boolean same = options.has(AkuvoxTrait.IDS_REPEAT) || options.has(AkuvoxTrait.RENUMBERED);
    return same ? 1 : nextId++;
  }

  /**
   * @param now nanoseconds of device time
   */
  void add(AkuvoxRecord newest, long now) {
    if (records.size() == options.logSize()) {
      records.removeLast();
    }
    long delay = options.pictureDelay().map(Duration::toNanos).orElse(0L);
    records.addFirst(new Kept(newest, now + delay));
  }

  /** Removes records, by what is now on the wire; false if there was none such. */
  boolean remove(Predicate<AkuvoxRecord> which, long now) {
    Set<Long> numbers = new HashSet<>();
    newestFirst(which, 0, Integer.MAX_VALUE, now).forEach(gone -> numbers.add(gone.number()));
    boolean removed = records.removeIf(kept -> numbers.contains(kept.written().number()));
    if (options.has(AkuvoxTrait.IDS_RESTART) && records.isEmpty()) {
      nextId = 1;
    }
    return removed;
  }

  /** Records as they are now on the wire: at most so many, after as many have been skipped. */
  List<AkuvoxRecord> newestFirst(Predicate<AkuvoxRecord> which, long skip, int limit, long now) {
    List<AkuvoxRecord> found = new ArrayList<>();
    int index = 0;
    long skipped = 0;
    for (Kept kept : records) {
      index++;
      AkuvoxRecord sent = sent(kept, index, now);
      if (!which.test(sent)) {
        continue;
      }
      if (skipped < skip) {
        skipped++;
      } else {
        found.add(sent);
      }
      if (found.size() == limit) {
        break;
      }
    }
    return found;
  }

  private AkuvoxRecord sent(Kept kept, int index, long now) {
    Map<String, String> written = kept.written().fields();
    boolean renumbered = options.has(AkuvoxTrait.RENUMBERED) && written.containsKey(ID);
    boolean unpictured = now < kept.picturedAt() && written.containsKey(PICTURE);
    if (!renumbered && !unpictured) {
      return kept.written();
    }
    Map<String, String> fields = new LinkedHashMap<>(written);
    if (renumbered) {
      fields.put(ID, Integer.toString(index));
    }
    if (unpictured) {
      fields.put(PICTURE, "");
    }
    return kept.written().withFields(fields);
  }
}
