package io.gatehouse.plugin;

import com.fasterxml.jackson.databind.JsonNode;

/** What a worker answers when it is asked to validate a configuration. */
final class Validation {

  private Validation() {}

  /** The value of one option: its errors and recommended values among others. */
  static JsonNode option(JsonNode validation, String option) {
    for (JsonNode config : validation.path("configs")) {
      if (config.at("/value/name").asText().equals(option)) {
        return config.path("value");
      }
    }
    throw new AssertionError("no option " + option + " in " + validation);
  }
}
