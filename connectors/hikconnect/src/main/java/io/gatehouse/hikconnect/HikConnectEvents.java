package io.gatehouse.hikconnect;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.engine.DeviceSpec;
import io.gatehouse.engine.RedactionRules;
import io.gatehouse.engine.Redactor;
import io.gatehouse.engine.Seen;
import io.gatehouse.events.AccessEvent;
import io.gatehouse.events.CommonFields;
import io.gatehouse.events.DeviceEvent;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * What a message of Hik-Connect for Teams means. A pure function of the message, the devices'
 * descriptions and how the message came to be seen.
 */
final class HikConnectEvents {

  static final RedactionRules REDACTION = (name, value) -> RedactionRules.Treatment.KEEP;

  private final String feedId;
  private final Redactor redactor;

  HikConnectEvents(
      String feedId, List<DeviceSpec> devices, HikConnectQueue accessQueue, Redactor redactor) {
    this.feedId = feedId;
    this.redactor = redactor;
  }

  List<SpecificRecord> map(HikConnectMessage message, Seen seen) {
    DeviceEvent event = common(new DeviceEvent(), message.json(), seen, "UNKNOWN");
    event.setAttributes(Map.of());
    return List.of(event);
  }

  AccessEvent ofRecord(JsonNode record, Seen seen) {
    AccessEvent event = common(new AccessEvent(), record, seen, "DECISION");
    event.setDecision("UNKNOWN");
    event.setMethod("UNKNOWN");
    event.setAttributes(Map.of());
    return event;
  }

  AccessEvent person(JsonNode record, Seen seen, String ofEventId) {
    AccessEvent event = ofRecord(record, seen);
    event.setType("IDENTIFIED");
    event.setAttributes(Map.of("eventId", ofEventId));
    return event;
  }

  boolean namesPerson(HikConnectMessage message) {
    return HikConnectPassage.ofMessage(message.json()).namesPerson();
  }

  private <E extends SpecificRecord> E common(E record, JsonNode json, Seen seen, String type) {
    record.put(CommonFields.EVENT_ID, seen.eventId());
    record.put(CommonFields.VENDOR, "hikconnect");
    record.put(CommonFields.DEVICE_ID, feedId);
    record.put(CommonFields.TYPE, type);
    record.put(CommonFields.VENDOR_TYPE, "");
    record.put(CommonFields.OCCURRED_AT, seen.receivedAt().truncatedTo(ChronoUnit.MILLIS));
    record.put(CommonFields.RECEIVED_AT, seen.receivedAt().truncatedTo(ChronoUnit.MILLIS));
    record.put(CommonFields.RECOVERED, seen.recovered());
    record.put(CommonFields.RAW, redactor.raw(json));
    return record;
  }
}
