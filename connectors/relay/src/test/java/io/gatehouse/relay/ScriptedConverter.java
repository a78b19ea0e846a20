package io.gatehouse.relay;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;

/** JSON, with something of the test's that happens as a line is about to be written. */
public final class ScriptedConverter extends JsonConverter {

  /** Told the status of each line, on the thread that writes. */
  static volatile Consumer<String> beforeWriting = status -> {};

  /** Converters in use. */
  static final AtomicInteger OPEN = new AtomicInteger();

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    super.configure(configs, isKey);
    OPEN.incrementAndGet();
  }

  @Override
  public void close() {
    super.close();
    OPEN.decrementAndGet();
  }

  @Override
  public byte[] fromConnectData(String topic, Schema schema, Object value) {
    beforeWriting.accept(((Struct) value).getString("status"));
    return super.fromConnectData(topic, schema, value);
  }
}
