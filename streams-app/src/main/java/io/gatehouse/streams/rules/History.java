package io.gatehouse.streams.rules;

import io.gatehouse.streams.model.Fact;
import io.gatehouse.streams.model.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

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

  private final RecentFacts facts;
  private final String key;

  /** What is known of {@code key}. */
  public History(RecentFacts facts, String key) {
    this.facts = facts;
    this.key = key;
  }

  /**
   * Only alarms and the troubles of devices, which are kept a second time by themselves: whoever
   * looks back for them need not read of everybody who passed.
   */
  public History rare() {
    return new History(facts, rare(key));
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
   * Adds a fact, which must not be changed any more, or puts it in the place of what was known of
   * the same event.
   *
   * @return false if it was known just so
   */
  public boolean add(Fact fact) {
    boolean news = facts.add(key, fact);
    if (news && isRare(fact)) {
      facts.add(rare(key), fact);
    }
    return news;
  }

  /** All wanted facts of a span, earliest first. */
  public List<Fact> all(long from, long to, Predicate<Fact> wanted) {
    return upTo(Integer.MAX_VALUE, from, to, wanted);
  }

  /** The first {@code limit} wanted facts of a span, earliest first. */
  public List<Fact> upTo(int limit, long from, long to, Predicate<Fact> wanted) {
    List<Fact> found = new ArrayList<>();
    if (from <= to) {
      facts.forward(
          key,
          Math.max(0, from),
          to,
          moment -> {
            for (Fact fact : moment.getFacts()) {
              if (found.size() < limit && wanted.test(fact)) {
                found.add(fact);
              }
            }
            return found.size() < limit;
          });
    }
    return found;
  }

  /** The first wanted fact of a span. */
  public Optional<Fact> first(long from, long to, Predicate<Fact> wanted) {
    return upTo(1, from, to, wanted).stream().findFirst();
  }

  /** The last wanted fact of a span. */
  public Optional<Fact> last(long from, long to, Predicate<Fact> wanted) {
    AtomicReference<Fact> found = new AtomicReference<>();
    if (from <= to) {
      facts.backward(
          key,
          Math.max(0, from),
          to,
          moment -> {
            List<Fact> all = moment.getFacts();
            for (int i = all.size() - 1; i >= 0 && found.get() == null; i--) {
              if (wanted.test(all.get(i))) {
                found.set(all.get(i));
              }
            }
            return found.get() == null;
          });
    }
    return Optional.ofNullable(found.get());
  }

  static boolean sameEvent(Fact one, Fact other) {
    return one.getKind() == other.getKind() && one.getEventId().equals(other.getEventId());
  }

  /** Whether {@code earlier} comes before {@code later}. */
  public static boolean inOrder(Fact earlier, Fact later) {
    return ORDER.compare(earlier, later) < 0;
  }
}
