package io.gatehouse.streams;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;

/** How the records of Gatehouse's topics become bytes. */
public interface EventSerdes {

  /** The serde of the values of a topic. */
  <T extends SpecificRecord> Serde<T> of(Class<T> type);
}
