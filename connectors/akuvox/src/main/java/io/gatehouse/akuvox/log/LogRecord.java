package io.gatehouse.akuvox.log;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.engine.EventIds;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * One record of a log, as it came.
 *
 * @param json the vendor's JSON
 * @param local when it was written by the device's clock, or null if it does not tell a date
 * @param mark what the record is remembered by: its local time in seconds, or for a record without
 *     a date a negative digest of time of day and details. Nothing else may be part of it: IDs are
 *     renumbered, names are looked up anew, words become digits with a new firmware
 * @param detail a digest of details, which tells apart records of one mark where that is possible
 * @param pictured whether it names a picture
 */
public record LogRecord(
    JsonNode json, LocalDateTime local, long mark, int detail, boolean pictured) {

  /** Reads a record; what is no object is a record without a date. */
  public static LogRecord of(JsonNode json, LogShape shape) {
    TreeMap<String, String> content = new TreeMap<>();
    List<String> secrets = new ArrayList<>();
    String date = null;
    String time = "";
    boolean pictured = false;
    for (var field : json.properties()) {
      String key = field.getKey().toLowerCase(Locale.ROOT);
      String value = field.getValue().isValueNode() ? field.getValue().asText().strip() : "";
      if (key.equals(shape.date())) {
        date = value;
      } else if (key.equals(shape.time())) {
        time = value;
      } else if (shape.pictures().contains(key)) {
        pictured |= !value.isEmpty() && !field.getValue().isNull();
      } else if (shape.secrets().contains(key) && !value.isEmpty()) {
        secrets.add(value);
      } else if (shape.details().contains(key)) {
        content.put(key, value);
      }
    }
    content.values().removeIf(value -> secrets.stream().anyMatch(value::contains));
    LocalDateTime local = date == null ? LocalTimes.parse(time) : LocalTimes.parse(date, time);
    String digest = EventIds.of(content, local == null ? time : "");
    long mark =
        local == null
            ? -1 - (Long.parseUnsignedLong(digest.substring(0, 16), 16) >>> 2)
            : local.toEpochSecond(ZoneOffset.UTC);
    int detail = Integer.parseUnsignedInt(digest.substring(16, 24), 16);
    return new LogRecord(json, local, mark, detail, pictured);
  }
}
