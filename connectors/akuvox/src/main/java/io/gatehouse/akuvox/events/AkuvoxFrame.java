package io.gatehouse.akuvox.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.akuvox.log.LogTime;
import io.gatehouse.engine.Redactor;
import io.gatehouse.engine.Seen;
import io.gatehouse.events.AccessEvent;
import io.gatehouse.events.CallEvent;
import io.gatehouse.events.CommonFields;
import io.gatehouse.events.DeviceEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import org.apache.avro.specific.SpecificRecord;

/** What events of devices and of the cloud have in common. */
final class AkuvoxFrame {

  private final Redactor redactor;

  AkuvoxFrame(Redactor redactor) {
    this.redactor = redactor;
  }

  /** The fields that all events have, of what happened when it was received. */
  <E extends SpecificRecord> E fill(
      E event, AkuvoxPlace place, String type, String vendorType, Seen seen) {
    Instant receivedAt = seen.receivedAt().truncatedTo(ChronoUnit.MILLIS);
    event.put(CommonFields.EVENT_ID, seen.eventId());
    event.put(CommonFields.VENDOR, "akuvox");
    event.put(CommonFields.DEVICE_ID, place.deviceId());
    event.put(CommonFields.DEVICE_NAME, place.deviceName());
    event.put(CommonFields.SITE, place.site());
    event.put(CommonFields.ZONE, place.zone());
    event.put(CommonFields.TYPE, type);
    event.put(CommonFields.VENDOR_TYPE, vendorType);
    event.put(CommonFields.OCCURRED_AT, receivedAt);
    event.put(CommonFields.RECEIVED_AT, receivedAt);
    event.put(CommonFields.RECOVERED, seen.recovered());
    event.put(CommonFields.CLOCK_SKEW_MS, seen.clockSkewMs());
    return event;
  }

  /**
   * Adds when a record was written, and the record.
   *
   * @param time null where the record has no usable date
   */
  void add(SpecificRecord event, AkuvoxItem item, LogTime time) {
    event.put(CommonFields.RAW, redactor.raw(item.json()));
    if (time != null) {
      event.put(CommonFields.OCCURRED_AT, time.at().truncatedTo(ChronoUnit.MILLIS));
      event.put(
          CommonFields.UTC_OFFSET_MINUTES,
          time.basis() == LogTime.Basis.ASSUMED ? null : time.offsetMinutes());
    }
  }

  /** Adds how somebody asked to pass, and which card was shown. */
  void add(AccessEvent event, AkuvoxItem item, AkuvoxMethod method) {
    event.setMethod(method.word());
    event.setCredential(method.isCard() ? redactor.token(item.code()) : null);
  }

  /** Nothing but the vendor's JSON. */
  DeviceEvent unmapped(AkuvoxPlace place, String vendorType, JsonNode item, Seen seen) {
    DeviceEvent event = fill(new DeviceEvent(), place, "UNKNOWN", vendorType, seen);
    event.setRaw(redactor.raw(AkuvoxRepeats.removeFrom(item)));
    event.setAttributes(new HashMap<>());
    return event;
  }

  /** An event once more, now with its picture. */
  static SpecificRecord again(SpecificRecord event, String firstEventId) {
    if (event instanceof AccessEvent access) {
      access.setType("SECOND_REPORT");
      access.getAttributes().put("eventId", firstEventId);
    } else if (event instanceof CallEvent call) {
      call.setType("SECOND_REPORT");
      call.getAttributes().put("eventId", firstEventId);
    }
    return event;
  }
}
