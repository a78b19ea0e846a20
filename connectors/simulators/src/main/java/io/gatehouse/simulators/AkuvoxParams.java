package io.gatehouse.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.MultiMap;
import java.net.URLDecoder;
import java.util.Map;
import java.util.TreeMap;

/** The parameters of a request, whatever they came in. Names are found in any case. */
final class AkuvoxParams {

  private final String action;
  private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  /**
   * @param action to be named in errors
   */
  AkuvoxParams(String action) {
    this.action = action;
  }

  void addQuery(MultiMap query) {
    query.forEach(values::put);
  }

  void addJson(JsonNode object) {
    object.properties().forEach(entry -> values.put(entry.getKey(), entry.getValue().asText()));
  }

  void addForm(String form) throws AkuvoxError {
    try {
      for (String pair : form.split("&", -1)) {
        String[] parts = pair.split("=", 2);
        values.put(
            URLDecoder.decode(parts[0], UTF_8),
            parts.length < 2 ? "" : URLDecoder.decode(parts[1], UTF_8));
      }
    } catch (IllegalArgumentException e) {
      throw wrong();
    }
  }

  /** A parameter, or null. */
  String get(String name) {
    return values.get(name);
  }

  String required(String name) throws AkuvoxError {
    String value = values.get(name);
    if (value == null || value.isEmpty()) {
      throw wrong();
    }
    return value;
  }

  /** A required whole number. */
  int number(String name, int min, int max) throws AkuvoxError {
    String value = required(name);
    if (value.length() <= 9 && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) {
        return number;
      }
    }
    throw wrong();
  }

  /** What to say of a parameter that cannot be. */
  AkuvoxError wrong() {
    return AkuvoxError.param(action);
  }
}
