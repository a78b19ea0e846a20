package io.gatehouse.streams;

import io.gatehouse.streams.model.Fact;
import io.gatehouse.streams.model.Kind;
import io.gatehouse.streams.rules.History;
import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Remembers a device's facts, and completes each decision by what else its device says of it: the
 * credential that was presented in its session, and who it was. A decision is passed on again when
 * it is completed later.
 */
record Sessions(FactMemory facts, Duration memory, Predicate<Fact> wanted)
    implements ProcessorSupplier<String, Fact, String, Fact> {

  /** A session is counted anew after a restart; one passage takes no longer. */
  private static final long LONGEST = Duration.ofMinutes(1).toMillis();

  @Override
  public ContextualProcessor<String, Fact, String, Fact> get() {
    return new ContextualProcessor<>() {

      @Override
      public void init(ProcessorContext<String, Fact> context) {
        super.init(context);
        facts.forget(context);
      }

      @Override
      public void process(Record<String, Fact> record) {
        Fact fact = record.value();
        History history = new History(facts.of(context()), record.key());
        if (!isAboutAccess(fact)) {
          if (wanted.test(fact)) {
            keep(history, record, fact);
          }
        } else if (isDecision(fact)) {
          Completion.note(fact);
          keep(history, record, completed(fact, history));
        } else if (keep(history, record, fact)) {
          history
              .all(
                  fact.getTime() - LONGEST,
                  fact.getTime() + LONGEST,
                  decision -> isDecision(decision) && tellsOf(fact, decision))
              .forEach(
                  decision ->
                      keep(history, record, completed(Fact.newBuilder(decision).build(), history)));
        }
      }

      private boolean keep(History history, Record<String, Fact> record, Fact fact) {
        boolean news = history.add(fact);
        if (news) {
          context().forward(record.withValue(fact));
        }
        return news;
      }

      @Override
      public void close() {
        facts.forget(context());
      }
    };
  }

  @Override
  public Set<StoreBuilder<?>> stores() {
    return Set.of(Remember.builder(facts.store(), memory));
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
