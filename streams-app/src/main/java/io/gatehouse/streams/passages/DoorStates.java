package io.gatehouse.streams.passages;

import io.gatehouse.events.DoorStatus;
import io.gatehouse.streams.AppConfig;
import io.gatehouse.streams.EventSerdes;
import io.gatehouse.streams.RecordSerde;
import io.gatehouse.streams.model.DoorMemory;
import io.gatehouse.streams.model.Fact;
import io.gatehouse.streams.model.Passing;
import io.gatehouse.streams.rules.History;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
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
  static void build(KStream<String, DoorNews> news, AppConfig config, EventSerdes serdes) {
    ProcessorSupplier<String, DoorNews, String, DoorStatus> keeper =
        new ProcessorSupplier<>() {
          @Override
          public DoorKeeper get() {
            return new DoorKeeper();
          }

          @Override
          public Set<StoreBuilder<?>> stores() {
            return Set.of(
                Stores.keyValueStoreBuilder(
                    Stores.persistentKeyValueStore(STORE),
                    Serdes.String(),
                    new RecordSerde<>(DoorMemory.class)));
          }
        };
    news.process(keeper, Named.as("door-states"))
        .to(
            config.topics().topicFor(DoorStatus.class),
            Produced.with(Serdes.String(), serdes.of(DoorStatus.class)).withName("status-door"));
  }

  static String key(Fact fact) {
    return key(fact.getDeviceId(), fact.getDoor());
  }

  /** Key of a door in the store; its partition is that of its device. */
  public static String key(String deviceId, String door) {
    return deviceId + '\0' + (door == null ? "" : door);
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
