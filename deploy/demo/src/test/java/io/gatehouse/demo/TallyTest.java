package io.gatehouse.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.demo.Doors.Emitted;
import io.gatehouse.demo.Tally.Row;
import io.gatehouse.events.DeviceEvent;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class TallyTest {

  private final Tally tally = new Tally(Tally::vendorId);

  @Test
  void anEventThatStandsInTwoTopicsIsOneEvent() {
    tally.add("access", event("garage", "1"));
    tally.add("alarm", event("garage", "1"));

    assertThat(tally.rows(List.of(emitted("garage", "1"))))
        .containsExactly(new Row("garage", 1, 1, 0, 0, 0))
        .allMatch(Row::isExact);
  }

  @Test
  void anEventTwiceInOneTopicIsDoubled() {
    tally.add("access", event("garage", "1"));
    tally.add("access", event("garage", "1"));

    assertThat(tally.rows(List.of(emitted("garage", "1"))))
        .containsExactly(new Row("garage", 1, 2, 0, 1, 0))
        .noneMatch(Row::isExact);
  }

  @Test
  void phasesThatShareAnIdAreCountedEach() {
    tally.add("alarm", event("garage", "1"));
    var phases = List.of(emitted("garage", "1"), emitted("garage", "1"));
    assertThat(tally.rows(phases)).containsExactly(new Row("garage", 2, 1, 1, 0, 0));

    tally.add("alarm", event("garage", "1"));
    assertThat(tally.rows(phases))
        .containsExactly(new Row("garage", 2, 2, 0, 0, 0))
        .allMatch(Row::isExact);
  }

  @Test
  void anEventInNoTopicIsLost() {
    tally.add("access", event("garage", "2"));

    var emitted = List.of(emitted("garage", "1"), emitted("garage", "2"));
    assertThat(tally.isDone(emitted)).isFalse();
    assertThat(tally.rows(emitted))
        .containsExactly(new Row("garage", 2, 1, 1, 0, 0))
        .noneMatch(Row::isExact);
  }

  @Test
  void anEventThatNobodyEmittedIsNotExact() {
    tally.add("access", event("garage", "7"));

    assertThat(tally.rows(List.of())).noneMatch(Row::isExact);
  }

  @Test
  void anEventThatTheCloudStillHoldsIsOpen() {
    tally.add("access", event("gate", "1", Map.of("queue", "rawmsg")));

    var emitted = List.of(new Emitted("gate", "rawmsg/1", true));
    assertThat(tally.isDone(emitted)).isFalse();
    assertThat(tally.rows(emitted))
        .containsExactly(new Row("gate", 1, 1, 0, 0, 1))
        .noneMatch(Row::isExact);
  }

  @Test
  void anEventOfAnotherQueueIsAnotherEvent() {
    tally.add("access", event("gate", "1", Map.of("queue", "combine")));

    assertThat(tally.isDone(List.of(emitted("gate", "rawmsg/1")))).isFalse();
    assertThat(tally.isDone(List.of(emitted("gate", "combine/1")))).isTrue();
  }

  @Test
  void whatGatehouseItselfObservesIsNotCounted() {
    tally.add("device", event("garage", null));

    assertThat(tally.rows(List.of())).isEmpty();
  }

  private static Emitted emitted(String device, String id) {
    return new Emitted(device, id, false);
  }

  private static SpecificRecord event(String device, String vendorEventId) {
    return event(device, vendorEventId, Map.of());
  }

  private static SpecificRecord event(
      String device, String vendorEventId, Map<String, String> attributes) {
    var event = new DeviceEvent();
    event.setDeviceId(device);
    event.setVendorEventId(vendorEventId);
    event.setAttributes(attributes);
    return event;
  }
}
