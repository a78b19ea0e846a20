package io.gatehouse.events;

import java.time.Instant;
import java.util.List;
import java.util.Map;

final class Samples {

  private Samples() {}

  static AlarmEvent alarm() {
    return AlarmEvent.newBuilder()
        .setEventId("e-1")
        .setVendor("twon")
        .setDeviceId("lobby")
        .setType("TAMPER")
        .setVendorType("TamperSwitchActivated")
        .setOccurredAt(Instant.parse("2026-11-21T08:59:59Z"))
        .setUtcOffsetMinutes(60)
        .setReceivedAt(Instant.parse("2026-11-21T09:00:00.5Z"))
        .setRecovered(true)
        .setClockSkewMs(-12L)
        .setPhase("START")
        .setSeverity("HIGH")
        .setAlarmId("a-1")
        .setAttachments(List.of())
        .setAttributes(Map.of("state", "in"))
        .build();
  }
}
