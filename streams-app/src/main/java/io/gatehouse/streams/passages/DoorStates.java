package io.gatehouse.streams.passages;

import io.gatehouse.events.DoorStatus;
import io.gatehouse.streams.AppConfig;
import io.gatehouse.streams.EventSerdes;
import io.gatehouse.streams.RecordSerde;
import io.gatehouse.streams.model.DoorMemory;
import io.gatehouse.streams.model.Fact;
import io.gatehouse.streams.model.Passing;
import io.gatehouse.streams.rules.Doors;
import io.gatehouse.streams.rules.History;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.Stores;

/** Each door as it is: open or closed, its alarms, and who was there last. */
public final class DoorStates {

  /** The doors of this instance's devices: {@link DoorMemory} by {@link #key}. */
  public static final String STORE = "doors";

  private static final String FORCED = "FORCED_DOOR";
  private static final String HELD_OPEN = "DOOR_HELD_OPEN";

  private DoorStates() {}

  static boolean isAlarm(Fact fact) {
    return OpenAlarms.is(fact)
        && (fact.getType().equals(FORCED) || fact.getType().equals(HELD_OPEN));
  }

  /** Writes the states of doors. */
  public static void build(
      StreamsBuilder builder,
      KStream<String, Fact> byDevice,
      KStream<String, Passing> passings,
      AppConfig config,
      EventSerdes serdes) {
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(STORE),
            Serdes.String(),
            new RecordSerde<>(DoorMemory.class)));
    changes(byDevice, "door-moves", Function.identity(), DoorStates::moved)
        .merge(
            changes(passings, "door-passages", Passing::getDecision, DoorStates::passed),
            Named.as("door-states"))
        .to(
            config.topics().topicFor(DoorStatus.class),
            Produced.with(Serdes.String(), serdes.of(DoorStatus.class)).withName("status-door"));
  }

  private static <T> KStream<String, DoorStatus> changes(
      KStream<String, T> news,
      String name,
      Function<T, Fact> about,
      BiPredicate<DoorMemory, T> learn) {
    return news.process(() -> new DoorKeeper<>(about, learn), Named.as(name), STORE);
  }

  /** Key of a door in the store; its partition is that of its device. */
  public static String key(String deviceId, String door) {
    return deviceId + '\0' + (door == null ? "" : door);
  }

  private static boolean moved(DoorMemory door, Fact fact) {
    if (isAlarm(fact)) {
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

  private static boolean passed(DoorMemory door, Passing passing) {
    boolean news =
        door.getLast() == null
            || !History.inOrder(passing.getDecision(), door.getLast().getDecision());
    if (news) {
      door.setLast(passing);
    }
    return news;
  }

  /** A door as its topic holds it; it knows one fact at least. */
  public static DoorStatus record(DoorMemory door) {
    Passing last = door.getLast();
    List<Fact> facts =
        Stream.concat(
                door.getAlarms().stream(),
                Stream.of(
                        Optional.ofNullable(door.getMove()),
                        Optional.ofNullable(last).map(Passing::getDecision))
                    .flatMap(Optional::stream))
            .sorted(History.ORDER)
            .toList();
    Fact newest = facts.get(facts.size() - 1);
    DoorStatus status = new DoorStatus();
    status.setDeviceId(newest.getDeviceId());
    status.setDeviceName(newest.getDeviceName());
    status.setSite(newest.getSite());
    status.setZone(newest.getZone());
    status.setDoor(newest.getDoor());
    status.setState(door.getMove() == null ? "UNKNOWN" : door.getMove().getState());
    status.setStateSince(Passages.timeOf(door.getMove()));
    status.setForced(has(door, FORCED));
    status.setHeldOpen(has(door, HELD_OPEN));
    if (last != null) {
      status.setLastPassageId(Passages.id(last));
      status.setLastDecision(last.getDecision().getState());
      status.setLastPersonId(last.getDecision().getPersonId());
      status.setLastPersonName(last.getDecision().getPersonName());
      status.setLastPassageAt(Passages.timeOf(last.getDecision()));
    }
    status.setUpdatedAt(Passages.timeOf(newest));
    return status;
  }

  private static boolean has(DoorMemory door, String type) {
    return OpenAlarms.open(door.getAlarms()).anyMatch(alarm -> alarm.getType().equals(type));
  }
}
