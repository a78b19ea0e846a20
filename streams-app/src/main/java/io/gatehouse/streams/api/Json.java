package io.gatehouse.streams.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema.Field;
import org.apache.avro.specific.SpecificRecord;

/** Gatehouse's records as JSON: all fields by their names, times in ISO 8601. */
final class Json {

  /** All of one length, so that they sort as text too. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  private Json() {}

  static JsonObject of(SpecificRecord record) {
    JsonObject json = new JsonObject();
    for (Field field : record.getSchema().getFields()) {
      json.put(field.name(), value(record.get(field.pos())));
    }
    return json;
  }

  private static Object value(Object value) {
    if (value instanceof Instant time) {
      return TIME.format(time);
    }
    if (value instanceof List<?> list) {
      return new JsonArray(List.copyOf(list));
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> sorted = new TreeMap<>();
      map.forEach((name, one) -> sorted.put((String) name, one));
      return new JsonObject(sorted);
    }
    return value;
  }
}
