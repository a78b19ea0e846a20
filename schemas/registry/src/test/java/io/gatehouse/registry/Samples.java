package io.gatehouse.registry;

import io.gatehouse.events.AccessEvent;
import io.gatehouse.events.AlarmEvent;
import io.gatehouse.events.Attachment;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Events to write and read. */
final class Samples {
  private Samples() {}

  static AccessEvent access() {
    return AccessEvent.newBuilder()
        .setEventId("2n-54-1234-17")
        .setVendor("2n")
        .setDeviceId("lobby")
        .setDeviceName("Lobby")
        .setType("CREDENTIAL")
        .setVendorType("UserAuthenticated")
        .setOccurredAt(Instant.parse("2026-11-21T10:00:00.123Z"))
        .setReceivedAt(Instant.parse("2026-11-21T10:00:00.223Z"))
        .setUtcOffsetMinutes(60)
        .setRecovered(false)
        .setRaw("{\"event\":\"UserAuthenticated\"}")
        .setDecision("GRANTED")
        .setMethod("CARD")
        .setPersonName("Ada Lovelace ü")
        .setDuress(false)
        .setAttributes(Map.of("ap", "0"))
        .build();
  }

  static AlarmEvent alarm() {
    return AlarmEvent.newBuilder()
        .setEventId("a1")
        .setVendor("hik")
        .setDeviceId("gate")
        .setType("DURESS")
        .setVendorType("duress")
        .setOccurredAt(Instant.parse("2026-11-21T10:00:00Z"))
        .setReceivedAt(Instant.parse("2026-11-21T10:00:01Z"))
        .setRecovered(true)
        .setPhase("START")
        .setSeverity("HIGH")
        .setAlarmId("a1")
        .setAttachments(
            List.of(
                Attachment.newBuilder()
                    .setUrl("https://hik.example/1.jpg")
                    .setKind("PICTURE")
                    .setExpiresAt(Instant.parse("2026-11-22T10:00:00Z"))
                    .build()))
        .setAttributes(Map.of())
        .build();
  }
}
