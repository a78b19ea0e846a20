package io.gatehouse.twon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;
import java.util.StringJoiner;

/**
 * One event as a device tells it: manual 000, 5.10.4. Numbers can come as strings, and anything can
 * be missing.
 *
 * @param id number of the event since the device's restart, from 1, or {@link #NO_ID}
 * @param utcTime device time in seconds since 1970, or {@link TwonPosition#UNKNOWN}
 * @param upTime seconds since the device's restart, or {@link TwonPosition#UNKNOWN}
 * @param tzShift minutes to add to UTC for the device's local time; 0 if the device does not say
 * @param event type of the event in the vendor's word; empty if the device does not say
 * @param params parameters of the event; a missing node if there are none
 * @param json all of it
 */
public record TwonEvent(
    long id, long utcTime, long upTime, int tzShift, String event, JsonNode params, JsonNode json) {

  /** The id of an event whose device does not number it. */
  public static final long NO_ID = 0;

  private static final long MAX_UINT32 = 0xFFFF_FFFFL;

  static TwonEvent of(JsonNode json) {
    JsonNode params = json.path("params");
    return new TwonEvent(
        uint32(json.path("id"), NO_ID),
        uint32(json.path("utcTime"), TwonPosition.UNKNOWN),
        uint32(json.path("upTime"), TwonPosition.UNKNOWN),
        json.path("tzShift").asInt(),
        json.path("event").asText(""),
        params.isObject() ? params : MissingNode.getInstance(),
        json);
  }

  /**
   * A parameter as text, whatever JSON type it has; the elements of a list are joined by commas.
   *
   * @param name its name, in upper or lower case
   * @return null if it is missing, empty or an object
   */
  public String text(String name) {
    return text(param(name));
  }

  /** The first of two spellings of a parameter that is there, as text. */
  String text(String name, String otherName) {
    String text = text(name);
    return text == null ? text(otherName) : text;
  }

  /** Tells its number and type only: parameters can hold a PIN. */
  @Override
  public String toString() {
    return "TwonEvent[id=" + id + ", event=" + event + "]";
  }

  private JsonNode param(String name) {
    JsonNode exact = params.get(name);
    if (exact != null) {
      return exact;
    }
    for (Map.Entry<String, JsonNode> param : params.properties()) {
      if (param.getKey().equalsIgnoreCase(name)) {
        return param.getValue();
      }
    }
    return MissingNode.getInstance();
  }

  private static String text(JsonNode value) {
    if (value.isArray()) {
      StringJoiner joined = new StringJoiner(",");
      value.forEach(element -> joined.add(element.asText()));
      return joined.length() == 0 ? null : joined.toString();
    }
    if (!value.isValueNode() || value.isNull()) {
      return null;
    }
    String text = value.asText().strip();
    return text.isEmpty() ? null : text;
  }

  private static long uint32(JsonNode value, long absent) {
    long number = value.asLong(absent);
    return number < 0 || number > MAX_UINT32 ? absent : number;
  }
}
