package io.gatehouse.relay;

import io.gatehouse.events.RelayCommand;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/**
 * Reads a command from a record's value: a struct, or a map where the converter knows no schema.
 * What is missing stays null, so that the rules can say what they miss; only a record that does not
 * tell which command for which device it is, or that has values of wrong types, cannot be read.
 */
final class CommandReader {

  /** Longer ones are no names and reasons; an outcome that repeats them must fit a record. */
  private static final int LONGEST_TEXT = 4_096;

  private CommandReader() {}

  /**
   * Reads one.
   *
   * @throws DataException naming the field and what it should hold
   */
  static RelayCommand read(Object value) {
    Function<String, Object> fields = fields(value);
    RelayCommand command = new RelayCommand();
    command.setCommandId(mandatory(fields, "commandId"));
    command.setDeviceId(mandatory(fields, "deviceId"));
    command.setAction(textOrEmpty(fields, "action"));
    command.setTarget(textOrEmpty(fields, "target"));
    command.setRequestedBy(textOrEmpty(fields, "requestedBy"));
    command.setReason(text(fields, "reason"));
    command.setParams(params(fields.apply("params")));
    Instant issuedAt = moment(fields, "issuedAt");
    if (issuedAt != null) {
      command.setIssuedAt(issuedAt);
    }
    Instant expiresAt = moment(fields, "expiresAt");
    if (expiresAt != null) {
      command.setExpiresAt(expiresAt);
    }
    return command;
  }

  private static Function<String, Object> fields(Object value) {
    if (value instanceof Struct struct) {
      return field -> struct.schema().field(field) == null ? null : struct.get(field);
    }
    if (value instanceof Map<?, ?> map) {
      return map::get;
    }
    throw new DataException(
        "a command is a RelayCommand, not "
            + (value == null ? "nothing" : value.getClass().getSimpleName())
            + "; check the producer, and value.converter");
  }

  private static String mandatory(Function<String, Object> fields, String field) {
    String text = text(fields, field);
    if (text == null || text.isBlank()) {
      throw new DataException(
          field + " is missing; without it nobody can be told what became of it");
    }
    return text;
  }

  private static String textOrEmpty(Function<String, Object> fields, String field) {
    String text = text(fields, field);
    return text == null ? "" : text;
  }

  private static String text(Function<String, Object> fields, String field) {
    Object value = fields.apply(field);
    if (value == null) {
      return null;
    }
    if (value instanceof String text) {
      return notTooLong(field, text);
    }
    throw wrong(field, "a text", value);
  }

  private static String notTooLong(String field, String text) {
    if (text.length() > LONGEST_TEXT) {
      throw new DataException(
          field + " has " + text.length() + " characters; at most " + LONGEST_TEXT + " will do");
    }
    return text;
  }

  /** Milliseconds since 1970, or a text such as 2026-11-21T12:00:00Z. */
  private static Instant moment(Function<String, Object> fields, String field) {
    Object value = fields.apply(field);
    if (value == null) {
      return null;
    }
    if (value instanceof Date date) {
      return date.toInstant();
    }
    if (value instanceof Long millis) {
      return Instant.ofEpochMilli(millis);
    }
    if (value instanceof String text) {
      try {
        return Instant.ofEpochMilli(Instant.parse(text).toEpochMilli());
      } catch (DateTimeException | ArithmeticException e) {
        throw wrong(field, "a time such as 2026-11-21T12:00:00Z", value);
      }
    }
    throw wrong(field, "a time", value);
  }

  private static Map<String, String> params(Object value) {
    Map<String, String> params = new HashMap<>();
    if (value == null) {
      return params;
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw wrong("params", "a map of texts", value);
    }
    map.forEach(
        (name, param) -> {
          if (!(name instanceof String known) || !(param instanceof String text)) {
            throw wrong("params", "a map of texts", param);
          }
          params.put(notTooLong("params", known), notTooLong("params", text));
        });
    return params;
  }

  private static DataException wrong(String field, String wanted, Object value) {
    return new DataException(
        field
            + " must be "
            + wanted
            + ", not "
            + (value == null ? "nothing" : value.getClass().getSimpleName()));
  }
}
