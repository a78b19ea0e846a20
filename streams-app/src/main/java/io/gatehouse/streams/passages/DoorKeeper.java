package io.gatehouse.streams.passages;

import io.gatehouse.events.DoorStatus;
import io.gatehouse.streams.model.DoorMemory;
import io.gatehouse.streams.model.Fact;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps doors up to date with one kind of news, and passes on a door's state when it changed. */
final class DoorKeeper<T> extends ContextualProcessor<String, T, String, DoorStatus> {

  private final Function<T, Fact> about;
  private final BiPredicate<DoorMemory, T> learn;
  private KeyValueStore<String, DoorMemory> doors;

  /**
   * Keeps doors.
   *
   * @param about the fact that names the door
   * @param learn puts the news into a door, and says whether that changed it
   */
  DoorKeeper(Function<T, Fact> about, BiPredicate<DoorMemory, T> learn) {
    this.about = about;
    this.learn = learn;
  }

  @Override
  public void init(ProcessorContext<String, DoorStatus> context) {
    super.init(context);
    doors = context.getStateStore(DoorStates.STORE);
  }

  @Override
  public void process(Record<String, T> record) {
    Fact fact = about.apply(record.value());
    String key = DoorStates.key(fact.getDeviceId(), fact.getDoor());
    DoorMemory known = doors.get(key);
    DoorStatus before = known == null ? null : DoorStates.record(known);
    DoorMemory door = known == null ? new DoorMemory(null, List.of(), null) : known;
    if (learn.test(door, record.value())) {
      doors.put(key, door);
      DoorStatus after = DoorStates.record(door);
      if (!after.equals(before)) {
        String name = fact.getDoor() == null ? "" : fact.getDoor();
        context().forward(new Record<>(fact.getDeviceId() + "/" + name, after, record.timestamp()));
      }
    }
  }
}
