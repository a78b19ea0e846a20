package io.gatehouse.akuvox.log;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Records for tests of what is remembered of a log. */
final class Written {

  private Written() {}

  /** A record of so many seconds after nine, of somebody. */
  static LogRecord at(int second, String name) {
    return of("2026-01-15", "09:%02d:%02d".formatted(second / 60, second % 60), name, "");
  }

  static LogRecord of(String date, String time, String name, String picture) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("ID", "1")
            .put("Date", date)
            .put("Time", time)
            .put("Name", name)
            .put("Code", "4711")
            .put("PicUrl", picture);
    return LogRecord.of(json, LogShape.DEVICE);
  }

  /** A record that differs from others only in what is not remembered. */
  static LogRecord twin(String name) {
    ObjectNode json = at(7, "").json().deepCopy();
    return LogRecord.of(json.put("Name", name).put("Code", name), LogShape.DEVICE);
  }

  static String name(LogRecord written) {
    return written.json().path("Name").asText();
  }
}
