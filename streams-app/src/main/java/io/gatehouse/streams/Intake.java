package io.gatehouse.streams;

import io.gatehouse.events.AccessEvent;
import io.gatehouse.events.AlarmEvent;
import io.gatehouse.events.CallEvent;
import io.gatehouse.events.Device;
import io.gatehouse.events.DeviceEvent;
import io.gatehouse.events.RelayCommand;
import io.gatehouse.events.RelayOutcome;
import io.gatehouse.events.Topics;
import io.gatehouse.streams.model.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.ValueAndTimestamp;

/**
 * What happened: the facts of all events, commands and outcomes, by device. Their topics are keyed
 * by device and have the same number of partitions, so nothing is copied.
 */
final class Intake {

  /** The inventory, the same on every instance. */
  static final String DEVICES = "devices";

  /** More than clocks of workers differ. */
  private static final long FUTURE = Duration.ofDays(1).toMillis();

  /** Attribute of a device's trouble: the doors that the device watches, a line each. */
  private static final String DOORS = "doors";

  static final List<Class<? extends SpecificRecord>> TYPES =
      List.of(
          AccessEvent.class,
          CallEvent.class,
          AlarmEvent.class,
          DeviceEvent.class,
          RelayCommand.class,
          RelayOutcome.class);

  private Intake() {}

  static KStream<String, Fact> build(StreamsBuilder builder, Topics topics, EventSerdes serdes) {
    builder.globalTable(
        topics.topicFor(Device.class),
        Consumed.with(Serdes.String(), serdes.of(Device.class)).withName("inventory"),
        Materialized.as(Stores.inMemoryKeyValueStore(DEVICES)));
    KStream<String, Fact> all = null;
    for (Class<? extends SpecificRecord> type : TYPES) {
      KStream<String, Fact> facts = facts(builder, topics, serdes, type);
      all = all == null ? facts : all.merge(facts, Named.as("with-" + name(type)));
    }
    return all;
  }

  private static <T extends SpecificRecord> KStream<String, Fact> facts(
      StreamsBuilder builder, Topics topics, EventSerdes serdes, Class<T> type) {
    return builder.stream(
            topics.topicFor(type),
            Consumed.with(Serdes.String(), serdes.of(type)).withName(name(type)))
        .process(() -> new Reader<T>(), Named.as("facts-of-" + name(type)));
  }

  private static String name(Class<?> type) {
    return type.getSimpleName();
  }

  /** Makes a fact of a record, and looks up where it happened if the record does not say. */
  private static final class Reader<T extends SpecificRecord>
      extends ContextualProcessor<String, T, String, Fact> {

    private ReadOnlyKeyValueStore<String, ValueAndTimestamp<Device>> devices;

    @Override
    public void init(ProcessorContext<String, Fact> context) {
      super.init(context);
      devices = context.getStateStore(DEVICES);
    }

    @Override
    public void process(Record<String, T> record) {
      if (record.value() == null) {
        return; // The relay sink's mark of a takeover.
      }
      Fact fact = Facts.of(record.value());
      check(fact, context().currentSystemTimeMs());
      if (fact.getZone() == null || fact.getSite() == null || isTrouble(fact)) {
        place(fact);
      }
      context().forward(record.withKey(fact.getDeviceId()).withValue(fact));
    }

    /**
     * A fact is remembered by device and time. One from the future would make all others too old.
     */
    private static void check(Fact fact, long now) {
      if (fact.getDeviceId().isEmpty()) {
        throw new IllegalArgumentException("event " + fact.getEventId() + " names no device");
      }
      if (fact.getReceivedAt() > now + FUTURE) {
        throw new IllegalArgumentException(
            "event %s was received at %s, which is not yet"
                .formatted(fact.getEventId(), Instant.ofEpochMilli(fact.getReceivedAt())));
      }
    }

    private void place(Fact fact) {
      ValueAndTimestamp<Device> found = devices.get(fact.getDeviceId());
      if (found == null) {
        return;
      }
      Device device = found.value();
      if (fact.getSite() == null) {
        fact.setSite(device.getSite());
      }
      if (fact.getZone() == null) {
        fact.setZone(device.getZone());
      }
      if (fact.getDeviceName() == null) {
        fact.setDeviceName(device.getDeviceName());
      }
      if (fact.getVendor().isEmpty()) {
        fact.setVendor(device.getVendor());
      }
      if (isTrouble(fact) && !device.getDoors().isEmpty()) {
        Map<String, String> attributes = new HashMap<>(fact.getAttributes());
        attributes.put(DOORS, String.join("\n", new TreeSet<>(device.getDoors().values())));
        fact.setAttributes(attributes);
      }
    }

    /** What is about a device, and so about all doors that it watches. */
    private static boolean isTrouble(Fact fact) {
      return fact.getDoor() == null
          && switch (fact.getType()) {
            case "TAMPER", "DEVICE_OFFLINE", "OFFLINE" -> true;
            default -> false;
          };
    }
  }
}
