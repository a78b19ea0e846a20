package io.gatehouse.streams;

import io.gatehouse.streams.model.Fact;
import io.gatehouse.streams.model.Kind;
import io.gatehouse.streams.model.Moment;
import io.gatehouse.streams.rules.History;
import io.gatehouse.streams.rules.Level;
import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Remembers a device's facts, and completes each decision by what else its device says of it: the
 * credential that was presented in its session, and who it was. A decision is passed on again when
 * it is completed later.
 */
record Sessions(Duration memory, Predicate<Fact> wanted)
    implements ProcessorSupplier<String, Fact, String, Fact> {

  /** A session is counted anew after a restart; one passage takes no longer. */
  private static final long LONGEST = Duration.ofMinutes(1).toMillis();

  @Override
  public ContextualProcessor<String, Fact, String, Fact> get() {
    return new ContextualProcessor<>() {
      private WindowStore<String, Moment> store;

      @Override
      public void init(ProcessorContext<String, Fact> context) {
        super.init(context);
        store = context.getStateStore(Levels.history(Level.DEVICE));
      }

      @Override
      public void process(Record<String, Fact> record) {
        Fact fact = record.value();
        if (!isAboutAccess(fact)) {
          if (wanted.test(fact)) {
            keep(record, fact);
          }
          return;
        }
        History history = new History(store, record.key());
        if (isDecision(fact)) {
          Completion.note(fact);
          keep(record, completed(fact, history));
        } else if (keep(record, fact)) {
          history
              .all(
                  fact.getTime() - LONGEST,
                  fact.getTime() + LONGEST,
                  decision -> isDecision(decision) && tellsOf(fact, decision))
              .forEach(decision -> keep(record, completed(decision, history)));
        }
      }

      private boolean keep(Record<String, Fact> record, Fact fact) {
        boolean news = History.add(store, record.key(), fact);
        if (news) {
          context().forward(record.withValue(fact));
        }
        return news;
      }
    };
  }

  @Override
  public Set<StoreBuilder<?>> stores() {
    return Set.of(Remember.builder(Levels.history(Level.DEVICE), memory));
  }

  private static boolean isAboutAccess(Fact fact) {
    return fact.getKind() == Kind.ACCESS && !fact.getType().equals("SECOND_REPORT");
  }

  private static boolean isDecision(Fact fact) {
    return fact.getKind() == Kind.ACCESS
        && switch (fact.getType()) {
          case "DECISION", "REMOTE", "EXIT_BUTTON" -> true;
          default -> false;
        };
  }

  private static boolean tellsOf(Fact more, Fact decision) {
    if (more.getKind() != Kind.ACCESS) {
      return false;
    }
    return switch (more.getType()) {
      case "CREDENTIAL" -> sameSession(more, decision) && more.getTime() <= decision.getTime();
      case "DURESS" -> sameSession(more, decision);
      case "IDENTIFIED" -> decision.getEventId().equals(more.getAttributes().get("eventId"));
      default -> false;
    };
  }

  private static boolean sameSession(Fact more, Fact decision) {
    return more.getSession() != null && more.getSession().equals(decision.getSession());
  }

  /** By all that is known, whichever of it came first. */
  private static Fact completed(Fact decision, History history) {
    Completion.of(
        decision,
        history.all(
            decision.getTime() - LONGEST,
            decision.getTime() + LONGEST,
            more -> tellsOf(more, decision)));
    return decision;
  }
}
