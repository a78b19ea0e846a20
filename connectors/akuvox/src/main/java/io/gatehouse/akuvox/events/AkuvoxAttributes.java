package io.gatehouse.akuvox.events;

import io.gatehouse.akuvox.log.LogTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Attributes of an event; what is not said is left out. */
final class AkuvoxAttributes {

  private final Map<String, String> values = new LinkedHashMap<>();

  /**
   * How the time of a record is known, or that it has none.
   *
   * @param time null where the record has no usable date
   */
  static AkuvoxAttributes of(AkuvoxItem item, LogTime time) {
    AkuvoxAttributes attributes = new AkuvoxAttributes();
    if (time == null) {
      return attributes.put("clock", "unset").put("localTime", item.localTime());
    }
    return attributes
        .put("timeZone", time.zone())
        .put("timeZoneBasis", time.basis().name().toLowerCase(Locale.ROOT))
        .put("timeIsAmbiguous", time.ambiguous() ? "true" : null);
  }

  /** What was read of a pin, which no log tells of. */
  static AkuvoxAttributes ofPort(String letter, int level) {
    return new AkuvoxAttributes()
        .put("port", letter)
        .put("level", Integer.toString(level))
        .put("polled", "true");
  }

  /**
   * Adds an attribute.
   *
   * @param value nothing is added if it is null
   */
  AkuvoxAttributes put(String name, String value) {
    if (value != null) {
      values.put(name, value);
    }
    return this;
  }

  /** As events take them. */
  Map<String, String> values() {
    return values;
  }
}
