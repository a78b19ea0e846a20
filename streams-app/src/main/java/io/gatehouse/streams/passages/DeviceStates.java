package io.gatehouse.streams.passages;

import io.gatehouse.events.DeviceStatus;
import io.gatehouse.streams.AppConfig;
import io.gatehouse.streams.EventSerdes;
import io.gatehouse.streams.RecordSerde;
import io.gatehouse.streams.model.DeviceMemory;
import io.gatehouse.streams.model.Fact;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Each device as it is: whether it is reached, its alarms, and what of it may be lost. */
public final class DeviceStates {

  /** The devices of this instance: {@link DeviceMemory} by deviceId. */
  public static final String STORE = "device-states";

  private DeviceStates() {}

  /**
   * Writes the states of devices.
   *
   * @param facts all of them, by device
   */
  public static void build(KStream<String, Fact> facts, AppConfig config, EventSerdes serdes) {
    ProcessorSupplier<String, Fact, String, DeviceStatus> keeper =
        new ProcessorSupplier<>() {
          @Override
          public DeviceKeeper get() {
            return new DeviceKeeper();
          }

          @Override
          public Set<StoreBuilder<?>> stores() {
            return Set.of(
                Stores.keyValueStoreBuilder(
                    Stores.persistentKeyValueStore(STORE),
                    Serdes.String(),
                    new RecordSerde<>(DeviceMemory.class)));
          }
        };
    facts
        .process(keeper, Named.as("device-states"))
        .to(
            config.topics().topicFor(DeviceStatus.class),
            Produced.with(Serdes.String(), serdes.of(DeviceStatus.class))
                .withName("status-device"));
  }

  /** A device as its topic holds it. */
  public static DeviceStatus record(DeviceMemory device) {
    Fact newest = device.getNewest();
    DeviceStatus status = new DeviceStatus();
    status.setDeviceId(newest.getDeviceId());
    status.setVendor(newest.getVendor());
    status.setDeviceName(newest.getDeviceName());
    status.setSite(newest.getSite());
    status.setZone(newest.getZone());
    status.setState(device.getPresence() == null ? "UNKNOWN" : device.getPresence().getType());
    status.setStateSince(Passages.timeOf(device.getPresence()));
    status.setTampered(
        OpenAlarms.open(device.getAlarms()).anyMatch(alarm -> alarm.getType().equals("TAMPER")));
    status.setActiveAlarms(OpenAlarms.open(device.getAlarms()).map(Fact::getLink).toList());
    status.setLastGapAt(Passages.timeOf(device.getGap()));
    status.setLastGapReason(
        device.getGap() == null ? null : device.getGap().getAttributes().get("reason"));
    status.setLastRestartAt(Passages.timeOf(device.getRestart()));
    status.setLastEventAt(Passages.instant(device.getLastEventAt()));
    status.setUpdatedAt(Passages.instant(device.getUpdatedAt()));
    return status;
  }
}
