package io.gatehouse.hikconnect.events;

import java.util.LinkedHashMap;
import java.util.Map;

/** Attributes of a record; what is not said is left out. */
final class HikConnectAttributes {

  private final Map<String, String> values = new LinkedHashMap<>();

  /**
   * Adds an attribute.
   *
   * @param value nothing is added if it is null
   */
  void put(String name, String value) {
    if (value != null) {
      values.put(name, value);
    }
  }

  /** Takes an attribute away if it has this value. */
  void remove(String name, String value) {
    values.remove(name, value);
  }

  /** As records take them. */
  Map<String, String> values() {
    return values;
  }
}
