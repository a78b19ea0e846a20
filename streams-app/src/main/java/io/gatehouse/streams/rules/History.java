package io.gatehouse.streams.rules;

import io.gatehouse.streams.model.Fact;
import io.gatehouse.streams.model.Kind;
import io.gatehouse.streams.model.Moment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * What is remembered of one key, in the order in which it happened. Times are milliseconds UTC, and
 * both ends of a span belong to it.
 */
public final class History {

  /** The order of things: by time, then by the device's own counting, then always the same. */
  public static final Comparator<Fact> ORDER =
      Comparator.comparingLong(Fact::getTime)
          .thenComparingLong(Fact::getSequence)
          .thenComparing(Fact::getKind)
          .thenComparing(Fact::getEventId);

  private final WindowStore<String, Moment> store;
  private final String key;

  /** What {@code store} holds of {@code key}. */
  public History(WindowStore<String, Moment> store, String key) {
    this.store = store;
    this.key = key;
  }

  /**
   * Only alarms and the troubles of devices, which are kept a second time by themselves: whoever
   * looks back for them need not read of everybody who passed.
   */
  public History rare() {
    return new History(store, rare(key));
  }

  private static String rare(String key) {
    return key + "\0rare";
  }

  private static boolean isRare(Fact fact) {
    return fact.getKind() == Kind.ALARM || Trouble.of(fact).isPresent();
  }

  /** Whose history it is: a key of its level. */
  String key() {
    return key;
  }

  /**
   * Adds a fact, or puts it in the place of what was known of the same event.
   *
   * @return false if it was known just so
   */
  public static boolean add(WindowStore<String, Moment> store, String key, Fact fact) {
    boolean news = put(store, key, fact);
    if (news && isRare(fact)) {
      put(store, rare(key), fact);
    }
    return news;
  }

  private static boolean put(WindowStore<String, Moment> store, String key, Fact fact) {
    Moment moment = store.fetch(key, fact.getTime());
    List<Fact> facts = new ArrayList<>();
    if (moment != null) {
      for (Fact known : moment.getFacts()) {
        if (known.equals(fact)) {
          return false;
        }
        if (!sameEvent(known, fact)) {
          facts.add(known);
        }
      }
    }
    facts.add(fact);
    facts.sort(ORDER);
    store.put(key, new Moment(facts), fact.getTime());
    return true;
  }

  /** All wanted facts of a span, earliest first. */
  public List<Fact> all(long from, long to, Predicate<Fact> wanted) {
    return upTo(Integer.MAX_VALUE, from, to, wanted);
  }

  /** The first {@code limit} wanted facts of a span, earliest first. */
  public List<Fact> upTo(int limit, long from, long to, Predicate<Fact> wanted) {
    List<Fact> found = new ArrayList<>();
    try (WindowStoreIterator<Moment> moments = store.fetch(key, Math.max(0, from), to)) {
      while (moments.hasNext()) {
        for (Fact fact : moments.next().value.getFacts()) {
          if (wanted.test(fact)) {
            found.add(fact);
            if (found.size() == limit) {
              return found;
            }
          }
        }
      }
    }
    return found;
  }

  /** The first wanted fact of a span. */
  public Optional<Fact> first(long from, long to, Predicate<Fact> wanted) {
    return upTo(1, from, to, wanted).stream().findFirst();
  }

  /** The last wanted fact of a span. */
  public Optional<Fact> last(long from, long to, Predicate<Fact> wanted) {
    try (WindowStoreIterator<Moment> moments = store.backwardFetch(key, Math.max(0, from), to)) {
      while (moments.hasNext()) {
        List<Fact> facts = moments.next().value.getFacts();
        for (int i = facts.size() - 1; i >= 0; i--) {
          if (wanted.test(facts.get(i))) {
            return Optional.of(facts.get(i));
          }
        }
      }
    }
    return Optional.empty();
  }

  private static boolean sameEvent(Fact one, Fact other) {
    return one.getKind() == other.getKind() && one.getEventId().equals(other.getEventId());
  }

  /** Whether {@code earlier} comes before {@code later}. */
  public static boolean inOrder(Fact earlier, Fact later) {
    return ORDER.compare(earlier, later) < 0;
  }
}
