package io.gatehouse.hikconnect.events;

import static io.gatehouse.hikconnect.events.HikConnectEvent.firstOf;
import static io.gatehouse.hikconnect.events.HikConnectJson.at;
import static io.gatehouse.hikconnect.events.HikConnectJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.engine.DeviceSpec;
import io.gatehouse.engine.Redactor;
import io.gatehouse.engine.Seen;
import io.gatehouse.events.CommonFields;
import io.gatehouse.events.DeviceEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** What all records of an account have: which device, which door, when, and the vendor's JSON. */
final class HikConnectFrame {

  private final String feedId;
  private final HikConnectDevices devices;
  private final Redactor redactor;

  HikConnectFrame(String feedId, HikConnectDevices devices, Redactor redactor) {
    this.feedId = feedId;
    this.devices = devices;
    this.redactor = redactor;
  }

  /** The record with the fields that all have, but for the door and the session. */
  <E extends SpecificRecord> E fill(E record, HikConnectEvent event, String type, Seen seen) {
    DeviceSpec device = device(event);
    record.put(CommonFields.EVENT_ID, seen.eventId());
    record.put(CommonFields.VENDOR, "hikconnect");
    record.put(
        CommonFields.DEVICE_ID,
        device == null ? firstOf(event.deviceId(), event.deviceSerial(), feedId) : device.id());
    record.put(
        CommonFields.DEVICE_NAME,
        device == null ? event.deviceName() : firstOf(device.name(), event.deviceName()));
    record.put(CommonFields.SITE, device == null ? null : device.site());
    record.put(CommonFields.ZONE, device == null ? null : device.zone());
    record.put(CommonFields.TYPE, type);
    record.put(CommonFields.VENDOR_TYPE, event.vendorType());
    record.put(CommonFields.VENDOR_EVENT_ID, event.vendorEventId());
    Instant receivedAt = seen.receivedAt().truncatedTo(ChronoUnit.MILLIS);
    HikConnectTime time = event.time();
    record.put(CommonFields.OCCURRED_AT, time == null ? receivedAt : time.at());
    record.put(CommonFields.UTC_OFFSET_MINUTES, time == null ? null : time.offsetMinutes());
    record.put(CommonFields.RECEIVED_AT, receivedAt);
    record.put(CommonFields.RECOVERED, seen.recovered() || event.isLate());
    record.put(CommonFields.CLOCK_SKEW_MS, seen.clockSkewMs());
    record.put(CommonFields.RAW, raw(event));
    return record;
  }

  /** Nothing but the vendor's JSON. */
  DeviceEvent unmapped(JsonNode json, Seen seen) {
    Instant receivedAt = seen.receivedAt().truncatedTo(ChronoUnit.MILLIS);
    return DeviceEvent.newBuilder()
        .setEventId(seen.eventId())
        .setVendor("hikconnect")
        .setDeviceId(feedId)
        .setType("UNKNOWN")
        .setVendorType("")
        .setOccurredAt(receivedAt)
        .setReceivedAt(receivedAt)
        .setRecovered(seen.recovered())
        .setRaw(redactor.raw(json))
        .setAttributes(Map.of())
        .build();
  }

  /** The attributes that all may have, and those of a vehicle and a person. */
  HikConnectAttributes attributes(HikConnectEvent event) {
    HikConnectAttributes attributes = new HikConnectAttributes();
    attributes.put("queue", event.queue());
    attributes.put("eventCode", HikConnectCodes.digits(event.vendorType()));
    attributes.put("deviceSerial", event.deviceSerial());
    attributes.put("area", event.area());
    attributes.put("sourceType", event.sourceType());
    attributes.put("sourceId", event.sourceId());
    attributes.put("sourceName", event.sourceName());
    HikConnectTime time = event.time();
    if (time != null && time.isAssumed()) {
      attributes.put("zone", "assumed");
    }
    HikConnectVehicle vehicle = HikConnectVehicle.of(event);
    vehicle.describe(attributes);
    String plate = vehicle.plate();
    if (plate != null) {
      attributes.put("licensePlate", redactor.token(plate));
      // Vehicles are often called by their plate.
      attributes.remove("sourceName", plate);
    }
    return attributes;
  }

  /** As the operator named it, else as the cloud does. */
  String door(HikConnectEvent event) {
    JsonNode called = HikConnectEvent.first(at(event.talk(), "doorInfos"));
    String id = firstOf(event.sourceId(), text(called, "doorId", "doorld"));
    String name = firstOf(event.sourceName(), text(called, "doorName"));
    DeviceSpec device = device(event);
    if (device == null) {
      return name;
    }
    String channel = text(event.passage(), "channelNo");
    // Some devices count their doors from 0 and others from 1.
    return firstOf(
        device.door(id), device.door(name), device.door("0".equals(channel) ? "1" : channel), name);
  }

  /** The door of what is about a door; null of anything else. */
  String doorIfAny(HikConnectEvent event) {
    return "door".equals(event.sourceType()) ? door(event) : null;
  }

  /** Null where there is no credential, or no key to make a token with. */
  String token(String credential) {
    return redactor.token(credential);
  }

  /** Without the plate where it is the vehicle's name, which no rule for names of fields finds. */
  private String raw(HikConnectEvent event) {
    String raw = redactor.raw(event.json());
    String plate = HikConnectVehicle.of(event).plate();
    if (raw == null || plate == null) {
      return raw;
    }
    String token = redactor.token(plate);
    return raw.replace('"' + plate + '"', '"' + (token == null ? Redactor.REMOVED : token) + '"');
  }

  private DeviceSpec device(HikConnectEvent event) {
    return devices.find(event.deviceSerial(), event.deviceId(), event.deviceName());
  }
}
