package io.gatehouse.streams.passages;

import io.gatehouse.streams.model.Fact;
import io.gatehouse.streams.model.Passing;
import io.gatehouse.streams.rules.Accesses;
import io.gatehouse.streams.rules.Doors;
import io.gatehouse.streams.rules.History;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which opening of a door belongs to which decision of one device: to the last grant before it, of
 * which it is the first. Whatever arrives, all passages that it can change are told anew from what
 * is remembered.
 */
final class Passers {

  /** A door that stands open for longer is not seen to close any more. */
  private static final long LONGEST = Duration.ofHours(12).toMillis();

  private final History history;
  private final long openWithin;

  Passers(History history, Duration openWithin) {
    this.history = history;
    this.openWithin = openWithin.toMillis();
  }

  /** The passages that {@code fact} is of, or that end or are cut short by it. */
  List<Passing> concernedBy(Fact fact) {
    List<Passing> told = new ArrayList<>(2);
    if (Accesses.decision(fact)) {
      List<Fact> openings = openingsAfter(fact);
      told.add(tell(fact, openings));
      // It comes late: they were taken for those of the grant before.
      for (Fact opening : openings) {
        grantOf(opening, fact).ifPresent(before -> told.add(tell(before, openingsAfter(before))));
      }
    } else if (Doors.opened(fact)) {
      Optional<Passing> own = of(fact);
      own.ifPresent(told::add);
      if (own.isEmpty() || own.get().getClosed() != null) {
        // It comes late: the door's closing was taken for the end of the opening before.
        openingBefore(fact).flatMap(this::of).ifPresent(told::add);
      }
    } else if (Doors.closed(fact)) {
      openingBefore(fact).flatMap(this::of).ifPresent(told::add);
    }
    return told;
  }

  private Passing tell(Fact decision, List<Fact> openings) {
    return openings.stream()
        .map(this::of)
        .flatMap(Optional::stream)
        .filter(passing -> passing.getDecision().getEventId().equals(decision.getEventId()))
        .findFirst()
        .orElse(new Passing(decision, null, null));
  }

  /** The passage that an opening belongs to. */
  private Optional<Passing> of(Fact opening) {
    return grantOf(opening, opening)
        .map(
            grant ->
                new Passing(
                    grant,
                    opening,
                    history
                        .first(
                            opening.getTime(),
                            opening.getTime() + LONGEST,
                            later -> moves(later) && follows(later, opening))
                        .filter(Doors::closed)
                        .orElse(null)));
  }

  /** The grant that {@code opening} belongs to, as far as is known up to {@code end}. */
  private Optional<Fact> grantOf(Fact opening, Fact end) {
    return before(
            end,
            openWithin - (opening.getTime() - end.getTime()),
            fact -> Doors.opened(fact) || Accesses.granted(fact))
        .filter(Accesses::granted);
  }

  private List<Fact> openingsAfter(Fact decision) {
    return Accesses.granted(decision)
        ? history.all(
            decision.getTime(),
            decision.getTime() + openWithin,
            later -> Doors.opened(later) && follows(later, decision))
        : List.of();
  }

  private Optional<Fact> openingBefore(Fact move) {
    return before(move, LONGEST, Passers::moves).filter(Doors::opened);
  }

  private Optional<Fact> before(Fact fact, long within, Predicate<Fact> wanted) {
    return history.last(
        fact.getTime() - within,
        fact.getTime(),
        earlier -> wanted.test(earlier) && follows(fact, earlier));
  }

  private static boolean follows(Fact later, Fact earlier) {
    return Doors.same(later, earlier) && History.inOrder(earlier, later);
  }

  private static boolean moves(Fact fact) {
    return Doors.opened(fact) || Doors.closed(fact);
  }
}
