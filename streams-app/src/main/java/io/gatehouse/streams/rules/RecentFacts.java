package io.gatehouse.streams.rules;

import io.gatehouse.streams.model.Fact;
import io.gatehouse.streams.model.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * A task's store of facts, with what is recent of the keys that were asked for last in memory. All
 * is written to the store at once; memory only saves reading: the six events of a passage ask a
 * dozen times for the same minutes. The thread of the task owns it.
 */
public final class RecentFacts {

  /** Over all keys; some 1 kB each. */
  private static final int MOST = 2_000;

  private static final int MOST_OF_A_KEY = 500;

  /** What goes back further is read from the store, and not kept in memory. */
  private static final long RECENT = Duration.ofMinutes(10).toMillis();

  /** The store may not take what is older than it keeps, so it is asked. */
  private static final long OLD = Duration.ofHours(12).toMillis();

  private final WindowStore<String, Moment> store;
  private final Map<String, Recent> keys = new LinkedHashMap<>(64, 0.75f, true);
  private int size;

  /** Nothing of {@code store} is in memory yet. */
  public RecentFacts(WindowStore<String, Moment> store) {
    this.store = store;
  }

  /** All moments of a key from {@code from} on. */
  private static final class Recent {
    private final NavigableMap<Long, Moment> moments = new TreeMap<>();
    private long from = Long.MAX_VALUE;
    private int facts;

    /** Of a span that ends in memory. */
    NavigableMap<Long, Moment> between(long begin, long end) {
      return moments.subMap(Math.max(begin, from), true, end, true);
    }
  }

  /**
   * Adds a fact, in the place of what was known of the same event.
   *
   * @return false if it was known just so
   */
  boolean add(String key, Fact fact) {
    Recent recent = keys.get(key);
    long time = fact.getTime();
    boolean inMemory = recent != null && time >= recent.from;
    Moment before = inMemory ? recent.moments.get(time) : store.fetch(key, time);
    List<Fact> facts = new ArrayList<>();
    if (before != null) {
      for (Fact known : before.getFacts()) {
        if (known.equals(fact)) {
          return false;
        }
        if (!History.sameEvent(known, fact)) {
          facts.add(known);
        }
      }
    }
    facts.add(fact);
    facts.sort(History.ORDER);
    Moment moment = new Moment(facts);
    store.put(key, moment, time);
    if (fact.getReceivedAt() - time > OLD) {
      forget(key);
    } else if (inMemory) {
      keep(recent, time, moment);
      trim();
    }
    return true;
  }

  /** Shows the moments of a span, earliest first, until {@code goOn} says no. */
  void forward(String key, long from, long to, Predicate<Moment> goOn) {
    Recent recent = recent(key, from);
    if (to < recent.from) {
      show(store.fetch(key, from, to), goOn);
    } else if (from >= recent.from || show(store.fetch(key, from, recent.from - 1), goOn)) {
      show(recent.between(from, to).values(), goOn);
    }
  }

  /** Shows the moments of a span, latest first, until {@code goOn} says no. */
  void backward(String key, long from, long to, Predicate<Moment> goOn) {
    Recent recent = recent(key, Math.max(from, to - RECENT));
    if (to < recent.from) {
      show(store.backwardFetch(key, from, to), goOn);
    } else if (show(recent.between(from, to).descendingMap().values(), goOn)
        && from < recent.from) {
      show(store.backwardFetch(key, from, recent.from - 1), goOn);
    }
  }

  /** What is in memory of a key: from {@code from} on, unless that is long before what is there. */
  private Recent recent(String key, long from) {
    Recent recent = keys.computeIfAbsent(key, none -> new Recent());
    boolean isNew = recent.from == Long.MAX_VALUE;
    if (from >= recent.from || (!isNew && recent.from - from > RECENT)) {
      return recent;
    }
    long end = recent.from - 1;
    recent.from = from;
    try (WindowStoreIterator<Moment> moments = store.fetch(key, from, end)) {
      while (moments.hasNext()) {
        var next = moments.next();
        keep(recent, next.key, next.value);
      }
    }
    trim();
    return recent;
  }

  private void keep(Recent recent, long time, Moment moment) {
    Moment before = recent.moments.put(time, moment);
    int more = moment.getFacts().size() - (before == null ? 0 : before.getFacts().size());
    recent.facts += more;
    size += more;
    while (recent.facts > MOST_OF_A_KEY) {
      var oldest = recent.moments.pollFirstEntry();
      recent.from = oldest.getKey() + 1;
      recent.facts -= oldest.getValue().getFacts().size();
      size -= oldest.getValue().getFacts().size();
    }
  }

  private void trim() {
    Iterator<Recent> oldest = keys.values().iterator();
    // A key without facts takes memory, too.
    while (size + keys.size() > MOST) {
      size -= oldest.next().facts;
      oldest.remove();
    }
  }

  private void forget(String key) {
    Recent recent = keys.remove(key);
    if (recent != null) {
      size -= recent.facts;
    }
  }

  private static boolean show(WindowStoreIterator<Moment> moments, Predicate<Moment> goOn) {
    try (moments) {
      while (moments.hasNext()) {
        if (!goOn.test(moments.next().value)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Of a copy: whoever looks may look again, which may read more of the key. */
  private static boolean show(Collection<Moment> moments, Predicate<Moment> goOn) {
    for (Moment moment : List.copyOf(moments)) {
      if (!goOn.test(moment)) {
        return false;
      }
    }
    return true;
  }
}
