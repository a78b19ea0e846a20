package io.gatehouse.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.events.AccessEvent;
import io.gatehouse.events.CallEvent;
import io.gatehouse.events.DeviceEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AkuvoxIdTest {

  private static final Instant SECOND = Instant.parse("2026-03-01T12:00:05Z");

  @Test
  void aPassageHasTheIdOfItsRecord() {
    var record =
        json(
            """
            {"log": "doorlog", "id": "7", "at": "2026-03-01T12:00:05.678Z",
             "fields": {"ID": "7", "Name": "Alice", "Type": "Card"}}
            """);

    assertThat(AkuvoxId.of(access("doorlog", "7", "Alice", null)))
        .isEqualTo(AkuvoxId.ofDevice(record))
        .isNotEqualTo(AkuvoxId.of(access("doorlog", "8", "Alice", null)));
  }

  @Test
  void aCallIsNoPassageOfTheSameNumber() {
    var record =
        json(
            """
            {"log": "calllog", "id": "7", "at": "2026-03-01T12:00:05.678Z",
             "fields": {"ID": "7", "Name": "Alice", "Type": "Missed"}}
            """);

    assertThat(AkuvoxId.of(call("calllog", "7", "Alice")))
        .isEqualTo(AkuvoxId.ofDevice(record))
        .isNotEqualTo(AkuvoxId.of(access("doorlog", "7", "Alice", null)));
  }

  @Test
  void aPassageWithoutNameHasTheIdOfItsRecord() {
    var record =
        json(
            """
            {"log": "doorlog", "id": "7", "at": "2026-03-01T12:00:05.678Z",
             "fields": {"ID": "7", "Name": "", "Type": "Face"}}
            """);

    assertThat(AkuvoxId.of(access("doorlog", "7", null, null)))
        .isEqualTo(AkuvoxId.ofDevice(record));
  }

  @Test
  void passagesInTheCloudAreToldApartByTheirPictures() {
    var record =
        json(
            """
            {"history": "open_door", "at": "2026-03-01T12:00:05.678Z",
             "fields": {"account_name": "tom", "capture_picture_url": "https://pictures.invalid/1"}}
            """);

    assertThat(AkuvoxId.of(access("open_door_history", null, "tom", "https://pictures.invalid/1")))
        .isEqualTo(AkuvoxId.ofCloud(record))
        .isNotEqualTo(
            AkuvoxId.of(access("open_door_history", null, "tom", "https://pictures.invalid/2")));
  }

  @Test
  void aCallInTheCloudHasTheIdOfItsRecord() {
    var record =
        json(
            """
            {"history": "call", "at": "2026-03-01T12:00:05.678Z",
             "fields": {"call_name": "Door 1", "call_sip": "6400100001"}}
            """);

    assertThat(AkuvoxId.of(call("call_history", null, "Door 1")))
        .isEqualTo(AkuvoxId.ofCloud(record));
  }

  @Test
  void whatNoRecordTellsHasNoId() {
    var gap = new DeviceEvent();
    gap.setVendor("akuvox");

    assertThat(AkuvoxId.of(gap)).isNull();
  }

  private static AccessEvent access(
      String vendorType, String vendorEventId, String name, String picture) {
    var event = new AccessEvent();
    event.setVendorType(vendorType);
    event.setVendorEventId(vendorEventId);
    event.setPersonName(name);
    event.setOccurredAt(SECOND);
    Map<String, String> attributes = new HashMap<>();
    attributes.put("picture", picture);
    event.setAttributes(attributes);
    return event;
  }

  private static CallEvent call(String vendorType, String vendorEventId, String name) {
    var event = new CallEvent();
    event.setVendorType(vendorType);
    event.setVendorEventId(vendorEventId);
    event.setOccurredAt(SECOND);
    event.setAttributes(Map.of("name", name));
    return event;
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
