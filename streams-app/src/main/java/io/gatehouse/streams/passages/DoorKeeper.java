package io.gatehouse.streams.passages;

import io.gatehouse.events.DoorStatus;
import io.gatehouse.streams.model.DoorMemory;
import io.gatehouse.streams.model.Fact;
import io.gatehouse.streams.model.Passing;
import io.gatehouse.streams.rules.Doors;
import io.gatehouse.streams.rules.History;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps doors up to date, and passes on a door's state when it changed. */
final class DoorKeeper extends ContextualProcessor<String, DoorNews, String, DoorStatus> {

  /** Doors in memory, so that not each event of a passage reads its door; some 2 kB each. */
  private static final int IN_MEMORY = 500;

  private final Map<String, DoorMemory> recent =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, DoorMemory> eldest) {
          return size() > IN_MEMORY;
        }
      };
  private KeyValueStore<String, DoorMemory> doors;

  @Override
  public void init(ProcessorContext<String, DoorStatus> context) {
    super.init(context);
    doors = context.getStateStore(DoorStates.STORE);
    recent.clear(); // A task that failed begins again from its stores.
  }

  @Override
  public void process(Record<String, DoorNews> record) {
    Fact fact = record.value().fact();
    DoorMemory door = door(fact);
    boolean kept = moved(door, fact);
    boolean shown = kept;
    for (Passing passing : record.value().passings()) {
      // All are of the fact's door, unless one of them names none.
      if (DoorStates.key(passing.getDecision()).equals(DoorStates.key(fact))) {
        shown |= isNews(door, passing);
        kept |= passed(door, passing);
      } else {
        DoorMemory other = door(passing.getDecision());
        boolean otherShown = isNews(other, passing);
        if (passed(other, passing)) {
          keep(record, passing.getDecision(), other, otherShown);
        }
      }
    }
    if (kept) {
      keep(record, fact, door, shown);
    }
  }

  private DoorMemory door(Fact fact) {
    return recent.computeIfAbsent(
        DoorStates.key(fact),
        key -> {
          DoorMemory known = doors.get(key);
          return known == null ? new DoorMemory(null, List.of(), null) : known;
        });
  }

  private void keep(Record<String, DoorNews> record, Fact fact, DoorMemory door, boolean shown) {
    doors.put(DoorStates.key(fact), door);
    if (shown) {
      String name = fact.getDoor() == null ? "" : fact.getDoor();
      context()
          .forward(
              new Record<>(
                  fact.getDeviceId() + "/" + name, DoorStates.record(door), record.timestamp()));
    }
  }

  private static boolean moved(DoorMemory door, Fact fact) {
    if (DoorStates.isAlarm(fact)) {
      Optional<List<Fact>> alarms = OpenAlarms.with(door.getAlarms(), fact);
      alarms.ifPresent(door::setAlarms);
      return alarms.isPresent();
    }
    boolean news =
        (Doors.opened(fact) || Doors.closed(fact))
            && (door.getMove() == null || History.inOrder(door.getMove(), fact));
    if (news) {
      door.setMove(fact);
    }
    return news;
  }

  /** Whether a door's state shows more of a passage than is known: it shows the decision only. */
  private static boolean isNews(DoorMemory door, Passing passing) {
    return isLast(door, passing)
        && (door.getLast() == null || !door.getLast().getDecision().equals(passing.getDecision()));
  }

  private static boolean passed(DoorMemory door, Passing passing) {
    boolean news = isLast(door, passing) && !passing.equals(door.getLast());
    if (news) {
      door.setLast(passing);
    }
    return news;
  }

  private static boolean isLast(DoorMemory door, Passing passing) {
    return door.getLast() == null
        || !History.inOrder(passing.getDecision(), door.getLast().getDecision());
  }
}
