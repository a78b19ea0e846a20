package io.gatehouse.demo;

import io.gatehouse.events.Device;
import io.gatehouse.events.Incident;
import io.gatehouse.events.RelayOutcome;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.avro.Schema.Field;
import org.apache.avro.specific.SpecificRecord;

/**
 * An event, an incident, or what became of a command, as one line: time, device, kind, and what is
 * told.
 */
final class EventLine {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

  private static final Map<String, List<String>> DETAILS =
      Map.of(
          "Incident",
          List.of("status", "severity", "explanation"),
          "AccessEvent",
          List.of("decision", "method", "door", "direction", "personName", "credential", "reason"),
          "CallEvent",
          List.of("state", "direction", "peer", "reason", "duration"),
          "AlarmEvent",
          List.of("phase", "severity", "door"),
          "DeviceEvent",
          List.of("state", "door", "attributes"),
          "Device",
          List.of("model", "serialNumber", "firmwareVersion"),
          "RelayOutcome",
          List.of("action", "target", "rule", "vendorCode", "message", "evidence", "requestedBy"));

  private EventLine() {}

  static String of(SpecificRecord event) {
    String kind = event.getSchema().getName();
    Object occurredAt = field(event, "occurredAt");
    Object time = occurredAt == null ? field(event, "updatedAt") : occurredAt;
    String details =
        DETAILS.get(kind).stream()
            .map(name -> field(event, name))
            .filter(Objects::nonNull)
            .map(Object::toString)
            .filter(text -> !text.equals("{}"))
            .collect(Collectors.joining(" "));
    String recovered = Boolean.TRUE.equals(field(event, "recovered")) ? " (recovered)" : "";
    return "%s  %-18s %-11s %-20s %s%s"
        .formatted(
            TIME.format((Instant) time), devices(event), kind, type(event), details, recovered);
  }

  private static Object devices(SpecificRecord event) {
    return event instanceof Incident incident
        ? String.join(",", incident.getDeviceIds())
        : field(event, "deviceId");
  }

  private static Object type(SpecificRecord event) {
    if (event instanceof Incident incident) {
      return incident.getRule();
    }
    if (event instanceof Device device) {
      return online(device);
    }
    if (event instanceof RelayOutcome outcome) {
      return outcome.getStatus();
    }
    Object type = field(event, "type");
    return type.equals("UNKNOWN") ? field(event, "vendorType") : type;
  }

  private static String online(Device device) {
    return Boolean.TRUE.equals(device.getOnline()) ? "online" : "offline";
  }

  /** The value of a field; null where the record has no such field. */
  static Object field(SpecificRecord event, String name) {
    Field field = event.getSchema().getField(name);
    return field == null ? null : event.get(field.pos());
  }
}
