package io.gatehouse.streams.passages;

import io.gatehouse.events.DeviceStatus;
import io.gatehouse.streams.model.DeviceMemory;
import io.gatehouse.streams.model.Fact;
import io.gatehouse.streams.model.Kind;
import io.gatehouse.streams.rules.History;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps devices up to date. Every event of a device comes by here, and nearly all of them only say
 * that the device lives: of these one a minute is news, and the store is not asked for the others.
 */
final class DeviceKeeper extends ContextualProcessor<String, Fact, String, DeviceStatus> {

  private static final long MINUTE = 60_000;

  private final Map<String, DeviceMemory> known = new HashMap<>();
  private KeyValueStore<String, DeviceMemory> devices;

  @Override
  public void init(ProcessorContext<String, DeviceStatus> context) {
    super.init(context);
    devices = context.getStateStore(DeviceStates.STORE);
    known.clear(); // A task that failed begins again from its stores.
  }

  @Override
  public void process(Record<String, Fact> record) {
    Fact fact = record.value();
    if (fact.getKind() == Kind.COMMAND || fact.getKind() == Kind.OUTCOME) {
      return; // These are Gatehouse's words, not the device's.
    }
    DeviceMemory device = known.computeIfAbsent(record.key(), devices::get);
    boolean isNew = device == null;
    if (isNew) {
      device = new DeviceMemory(null, null, null, List.of(), fact, 0L, 0L);
      known.put(record.key(), device);
    }
    boolean tells = tells(fact);
    long happened = tells ? fact.getTime() : minute(fact.getTime());
    long received = tells ? fact.getReceivedAt() : minute(fact.getReceivedAt());
    boolean later = happened > device.getLastEventAt() || received > device.getUpdatedAt();
    if (!isNew && !tells && !later) {
      return;
    }
    DeviceStatus before = isNew ? null : DeviceStates.record(device);
    device.setLastEventAt(Math.max(device.getLastEventAt(), happened));
    device.setUpdatedAt(Math.max(device.getUpdatedAt(), received));
    if (tells) {
      learn(device, fact);
    }
    if (History.inOrder(device.getNewest(), fact)) {
      device.setNewest(fact);
    }
    devices.put(record.key(), device);
    DeviceStatus after = DeviceStates.record(device);
    if (!after.equals(before)) {
      context().forward(record.withValue(after));
    }
  }

  private static long minute(long time) {
    return time - time % MINUTE;
  }

  /** Whether more than the time of the last event comes from it. */
  private static boolean tells(Fact fact) {
    return OpenAlarms.is(fact)
        || (fact.getKind() == Kind.DEVICE
            && switch (fact.getType()) {
              case "ONLINE", "OFFLINE", "GAP" -> true;
              case "SYSTEM" -> "startup".equals(fact.getState());
              default -> false;
            });
  }

  private static void learn(DeviceMemory device, Fact fact) {
    if (fact.getKind() == Kind.ALARM) {
      OpenAlarms.with(device.getAlarms(), fact).ifPresent(device::setAlarms);
      return;
    }
    switch (fact.getType()) {
      case "GAP" -> keepLater(device.getGap(), fact, device::setGap);
      case "SYSTEM" -> keepLater(device.getRestart(), fact, device::setRestart);
      default -> keepLater(device.getPresence(), fact, device::setPresence);
    }
  }

  private static void keepLater(Fact known, Fact fact, Consumer<Fact> keep) {
    if (known == null || History.inOrder(known, fact)) {
      keep.accept(fact);
    }
  }
}
