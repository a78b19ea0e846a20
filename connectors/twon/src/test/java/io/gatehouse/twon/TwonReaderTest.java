package io.gatehouse.twon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.engine.Batch.Entry;
import io.gatehouse.engine.DeviceSpec;
import io.gatehouse.engine.Notices;
import io.gatehouse.engine.Redactor;
import io.gatehouse.events.AccessEvent;
import io.gatehouse.events.AlarmEvent;
import io.gatehouse.events.DeviceEvent;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What only a device that breaks its manual would send. */
class TwonReaderTest {

  private static final long NOW = 1_800_000_000;
  private static final DeviceSpec DOOR = DeviceSpec.of("door", URI.create("http://127.0.0.1"));

  private final TwonReader reader = reader(TwonPosition.start(""));

  @Test
  void anEventWithoutANumberIsKeptAndMovesNothing() {
    reader.meet("54-1");
    reader.opened("all", TwonPosition.UNKNOWN, NOW);

    take("{\"event\":\"KeyPressed\",\"utcTime\":1799999990}");

    assertThat(reader.handOver())
        .singleElement()
        .satisfies(entry -> assertThat(((DeviceEvent) entry.event()).getType()).isEqualTo("KEY"));
    assertThat(reader.position().id()).isZero();
  }

  @Test
  void theFirstOfTwoRecordsOfAnEventDoesNotConfirmIt() {
    reader.opened("all", TwonPosition.UNKNOWN, NOW);

    take("{\"id\":7,\"utcTime\":1799999990,\"upTime\":5,\"event\":\"SilentAlarm\"}");

    List<Entry> entries = reader.handOver();
    assertThat(entries)
        .extracting(entry -> entry.event().getClass())
        .isEqualTo(List.of(AccessEvent.class, AlarmEvent.class));
    assertThat(entries)
        .extracting(entry -> ((TwonPosition) entry.position()).id())
        .containsExactly(0L, 7L);
  }

  @Test
  void anEmptyHistoryProvesNothingUntilAnEventComes() {
    TwonReader resumed =
        reader(TwonPosition.ofOffset(Map.of("serialNumber", "54-1", "boot", 0, "id", 9)));
    resumed.opened("all", TwonPosition.UNKNOWN, NOW);
    assertThat(take(resumed)).isTrue();
    assertThat(resumed.isInHistory()).isFalse();
    assertThat(resumed.handOver()).isEmpty();

    take(resumed, "{\"id\":12,\"utcTime\":1799999990,\"upTime\":5,\"event\":\"KeyPressed\"}");

    assertThat(resumed.handOver())
        .extracting(entry -> ((DeviceEvent) entry.event()).getType())
        .containsExactly("GAP", "KEY");
    assertThat(resumed.position().boot()).isZero();
  }

  @Test
  void aDeviceThatDoesNotSayWhoItIsStaysTheSame() {
    TwonReader resumed =
        reader(TwonPosition.ofOffset(Map.of("serialNumber", "54-1", "boot", 0, "id", 9)));

    resumed.meet("");

    assertThat(resumed.handOver()).isEmpty();
    assertThat(resumed.position().serialNumber()).isEqualTo("54-1");
  }

  private void take(String event) {
    take(reader, event);
  }

  private static boolean take(TwonReader reader, String... events) {
    return reader.take(
        List.of(events).stream().map(TwonReaderTest::event).toList(),
        Instant.ofEpochSecond(NOW),
        false,
        null);
  }

  private static TwonEvent event(String json) {
    try {
      return TwonEvent.of(new ObjectMapper().readTree(json));
    } catch (java.io.IOException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  private static TwonReader reader(TwonPosition position) {
    Clock clock = Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);
    TwonEvents events = new TwonEvents(DOOR, new Redactor(TwonEvents.REDACTION, null, true));
    return new TwonReader("door", events, new Notices("twon", DOOR, clock), position);
  }
}
