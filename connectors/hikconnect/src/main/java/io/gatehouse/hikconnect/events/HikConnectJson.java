package io.gatehouse.hikconnect.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;

/**
 * Looks things up in the cloud's JSON, whose keys are spelt in several ways: names are compared
 * without regard to upper and lower case, and several may be given.
 */
public final class HikConnectJson {

  private HikConnectJson() {}

  /** The first of these that is there and not null, else a missing node. */
  public static JsonNode at(JsonNode object, String... names) {
    for (String name : names) {
      JsonNode value = object.get(name);
      if (value != null && !value.isNull()) {
        return value;
      }
    }
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      for (String name : names) {
        if (field.getKey().equalsIgnoreCase(name) && !field.getValue().isNull()) {
          return field.getValue();
        }
      }
    }
    return MissingNode.getInstance();
  }

  /** The first of these scalars that holds a text, without blanks around it; null if none does. */
  public static String text(JsonNode object, String... names) {
    for (String name : names) {
      JsonNode value = at(object, name);
      String text = value.isValueNode() ? value.asText().strip() : "";
      if (!text.isEmpty()) {
        return text;
      }
    }
    return null;
  }

  /** A whole number, spelt as a number or as text; null where there is none. */
  public static Long number(JsonNode object, String... names) {
    String text = text(object, names);
    if (text == null || !text.matches("[+-]?[0-9]{1,18}")) {
      return null;
    }
    return Long.valueOf(text);
  }
}
