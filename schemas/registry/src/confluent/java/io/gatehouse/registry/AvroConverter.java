package io.gatehouse.registry;

import java.util.HashMap;
import java.util.Map;

/** Confluent's Avro converter under the name that the worker's configuration has for ours. */
public final class AvroConverter extends io.confluent.connect.avro.AvroConverter {
  /** For the Connect worker, which then calls {@link #configure}. */
  public AvroConverter() {}

  /** Leaves Connect's own properties out of the schemas, so that an event's is its .avsc. */
  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    Map<String, Object> options = new HashMap<>(configs);
    options.putIfAbsent("connect.meta.data", "false");
    super.configure(options, isKey);
  }
}
