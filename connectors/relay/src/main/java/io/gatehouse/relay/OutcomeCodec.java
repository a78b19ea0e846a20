package io.gatehouse.relay;

import io.gatehouse.events.ConnectSchemas;
import io.gatehouse.events.RelayCommand;
import io.gatehouse.events.RelayOutcome;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.storage.Converter;

/**
 * Writes outcomes as commands are read: with the connector's own {@code value.converter}. Owned by
 * one thread, since converters need not be safe for several.
 */
final class OutcomeCodec implements AutoCloseable {

  static final String CONVERTER = "value.converter";

  private final Converter converter;

  /**
   * Makes the converter.
   *
   * @param props of the connector
   * @throws org.apache.kafka.common.KafkaException if there is no such class
   */
  OutcomeCodec(Map<String, String> props) {
    try {
      converter = Utils.newInstance(props.get(CONVERTER), Converter.class);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("validated before", e);
    }
    String prefix = CONVERTER + ".";
    Map<String, String> own = new HashMap<>();
    props.forEach(
        (option, value) -> {
          if (option.startsWith(prefix)) {
            own.put(option.substring(prefix.length()), value);
          }
        });
    converter.configure(own, false);
  }

  /**
   * Writes one.
   *
   * @throws org.apache.kafka.connect.errors.RetriableException while the registry does not answer
   */
  byte[] encode(String topic, RelayOutcome outcome) {
    return converter.fromConnectData(
        topic, ConnectSchemas.of(RelayOutcome.class), ConnectSchemas.toStruct(outcome));
  }

  /** The command that an outcome repeats. */
  RelayCommand command(String topic, byte[] outcome) {
    return CommandReader.read(converter.toConnectData(topic, outcome).value());
  }

  /** Lets go what the converter holds, such as connections to the registry. */
  @Override
  public void close() {
    Utils.closeQuietly(converter, "converter of outcomes");
  }
}
