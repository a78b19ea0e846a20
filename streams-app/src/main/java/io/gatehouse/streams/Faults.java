package io.gatehouse.streams;

import io.gatehouse.registry.RegistryException;
import org.apache.avro.message.MissingSchemaException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;

/** Whose fault a failure is, by what it was caused by. */
final class Faults {

  private Faults() {}

  /** Whether a record could not be read because of its own bytes. */
  static boolean inBytes(Throwable failure) {
    RegistryException refusal = cause(failure, RegistryException.class);
    return refusal == null
        ? !outside(failure)
        : switch (refusal.kind()) {
          case NOT_FOUND, INVALID -> true; // No such schema, or none of ours.
          case OUTAGE, THROTTLED, UNAUTHORIZED, INCOMPATIBLE -> false;
        };
  }

  /**
   * Whether a record that was read could not be processed because of what it says. A registry that
   * refuses what we write, or a store that another version wrote, would refuse every record.
   */
  static boolean inContent(Throwable failure) {
    return cause(failure, RegistryException.class) == null
        && cause(failure, MissingSchemaException.class) == null
        && !outside(failure);
  }

  /** Whether the same can succeed later without anyone changing it. */
  static boolean passes(Throwable failure) {
    return cause(failure, RetriableException.class) != null;
  }

  /** Kafka's exceptions tell of brokers and stores, but for one that tells of a record. */
  private static boolean outside(Throwable failure) {
    return cause(failure, SerializationException.class) == null
        && cause(failure, KafkaException.class) != null;
  }

  private static <T> T cause(Throwable failure, Class<T> type) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return type.cast(at);
      }
    }
    return null;
  }
}
