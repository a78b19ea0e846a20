package io.gatehouse.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.events.AccessEvent;
import io.gatehouse.events.CallEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;

/**
 * What a record of an Akuvox log or history is known by. The ID of a device's record is unique in
 * its log at best, and the cloud gives none: so it takes log, ID or picture, name and time.
 */
final class AkuvoxId {

  private AkuvoxId() {}

  /** Of the record that an event tells; null if it tells none. */
  static String of(SpecificRecord event) {
    if (event instanceof AccessEvent access) {
      String id = access.getVendorEventId();
      return id(
          access.getVendorType(),
          id == null ? access.getAttributes().get("picture") : id,
          access.getPersonName(),
          access.getOccurredAt());
    }
    if (event instanceof CallEvent call) {
      String name = call.getAttributes().get("name");
      return id(call.getVendorType(), call.getVendorEventId(), name, call.getOccurredAt());
    }
    return null;
  }

  /** Of a record in the journal of the simulated devices. */
  static String ofDevice(JsonNode written) {
    return id(
        written.path("log").asText(),
        written.path("id").asText(),
        written.path("fields").path("Name").asText(),
        second(written));
  }

  /** Of a record in the journal of the simulated cloud. Calls have no picture. */
  static String ofCloud(JsonNode written) {
    JsonNode fields = written.path("fields");
    return id(
        written.path("history").asText() + "_history",
        fields.path("capture_picture_url").asText(),
        fields.path("account_name").asText(fields.path("call_name").asText()),
        second(written));
  }

  /** The wire has whole seconds. */
  private static Instant second(JsonNode written) {
    return Instant.parse(written.path("at").asText()).truncatedTo(ChronoUnit.SECONDS);
  }

  private static String id(String log, String id, String name, Instant at) {
    return "%s/%s/%s/%s"
        .formatted(
            log, Objects.requireNonNullElse(id, ""), Objects.requireNonNullElse(name, ""), at);
  }
}
