package io.gatehouse.streams;

import io.gatehouse.events.Device;
import io.gatehouse.registry.AvroSerde;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The serdes of Gatehouse's topics, by a schema registry. There is one of each type. */
final class RegistrySerdes implements EventSerdes, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(RegistrySerdes.class);

  private final Map<String, ?> options;
  private final Map<Class<?>, AvroSerde<?>> serdes = new HashMap<>();

  /**
   * Serdes with the options of the registry's client.
   *
   * @throws org.apache.kafka.common.config.ConfigException if an option cannot be honoured
   */
  RegistrySerdes(Map<String, ?> options) {
    this.options = options;
    serde(Device.class);
  }

  @Override
  public <T extends SpecificRecord> Serde<T> of(Class<T> type) {
    AvroSerde<T> serde = serde(type);
    return type == Device.class
        ? Serdes.serdeFrom(serde.serializer(), new Listings<>(serde.deserializer()))
        : serde;
  }

  @Override
  public void close() {
    serdes.values().forEach(AvroSerde::close);
  }

  // One is made of the class that it is found by.
  @SuppressWarnings("unchecked")
  private <T extends SpecificRecord> AvroSerde<T> serde(Class<T> type) {
    return (AvroSerde<T>)
        serdes.computeIfAbsent(
            type,
            wanted -> {
              AvroSerde<T> serde = new AvroSerde<>(type);
              serde.configure(options, false);
              return serde;
            });
  }

  /**
   * Takes a device whose record cannot be read for one that is not listed. Kafka Streams fills the
   * global table with bytes that it has not read, so the fault would come up at each event of the
   * device, and it has no dead letters for a global table.
   */
  private static final class Listings<T> implements Deserializer<T> {

    private final Deserializer<T> devices;
    private volatile String lastFault = "";

    Listings(Deserializer<T> devices) {
      this.devices = devices;
    }

    @Override
    public T deserialize(String topic, byte[] bytes) {
      try {
        return devices.deserialize(topic, bytes);
      } catch (SerializationException e) {
        if (!Faults.inBytes(e)) {
          throw e;
        }
        if (!lastFault.equals(e.getMessage())) {
          lastFault = e.getMessage();
          log.warn("device is taken for unlisted, its record cannot be read: {}", e.getMessage());
        }
        return null;
      }
    }
  }
}
