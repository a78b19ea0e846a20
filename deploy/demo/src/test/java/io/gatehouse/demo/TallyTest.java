package io.gatehouse.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.demo.Tally.Row;
import io.gatehouse.events.DeviceEvent;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class TallyTest {

  private final Tally tally = new Tally();

  @Test
  void anEventThatStandsInTwoTopicsIsOneEvent() {
    tally.add("access", event("garage", "1"));
    tally.add("alarm", event("garage", "1"));

    assertThat(tally.rows(Map.of("garage", Set.of("1"))))
        .containsExactly(new Row("garage", 1, 1, 0, 0))
        .allMatch(Row::isExact);
  }

  @Test
  void anEventTwiceInOneTopicIsDoubled() {
    tally.add("access", event("garage", "1"));
    tally.add("access", event("garage", "1"));

    assertThat(tally.rows(Map.of("garage", Set.of("1"))))
        .containsExactly(new Row("garage", 1, 1, 0, 1))
        .noneMatch(Row::isExact);
  }

  @Test
  void anEventInNoTopicIsLost() {
    tally.add("access", event("garage", "2"));

    var emitted = Map.of("garage", Set.of("1", "2"));
    assertThat(tally.holdsAll(emitted)).isFalse();
    assertThat(tally.rows(emitted))
        .containsExactly(new Row("garage", 2, 1, 1, 0))
        .noneMatch(Row::isExact);
  }

  @Test
  void anEventThatNobodyEmittedIsNotExact() {
    tally.add("access", event("garage", "7"));

    assertThat(tally.rows(Map.of())).noneMatch(Row::isExact);
  }

  @Test
  void whatGatehouseItselfObservesIsNotCounted() {
    tally.add("device", event("garage", null));

    assertThat(tally.rows(Map.of("garage", Set.of())))
        .containsExactly(new Row("garage", 0, 0, 0, 0));
  }

  private static SpecificRecord event(String device, String vendorEventId) {
    var event = new DeviceEvent();
    event.setDeviceId(device);
    event.setVendorEventId(vendorEventId);
    return event;
  }
}
