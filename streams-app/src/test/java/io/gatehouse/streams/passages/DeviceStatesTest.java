package io.gatehouse.streams.passages;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.events.AlarmEvent;
import io.gatehouse.events.DeviceEvent;
import io.gatehouse.events.DeviceStatus;
import io.gatehouse.streams.Events;
import io.gatehouse.streams.StreamsRig;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceStatesTest {

  private final Events lobby = Events.of("twon", "lobby", "HQ", "entrance");

  @Test
  void tellsWhetherTheDeviceIsReachedAndWhatMayBeLost() {
    try (StreamsRig rig = StreamsRig.only("none")) {

      rig.arrive(
          lobby.device("08:00:00", "ONLINE", null),
          gap("08:00:01", "RING_OVERFLOW"),
          lobby.device("08:00:02", "SYSTEM", "startup"),
          lobby.alarm("08:00:03", "TAMPER", "START"),
          lobby.alarm("08:00:04", "LOGIN_BLOCKED", "PULSE"),
          lobby.device("08:00:05", "OFFLINE", null));

      assertThat(device(rig))
          .satisfies(
              device -> {
                assertThat(device.getVendor()).isEqualTo("twon");
                assertThat(device.getState()).isEqualTo("OFFLINE");
                assertThat(device.getStateSince()).isEqualTo(Events.at("08:00:05"));
                assertThat(device.getTampered()).isTrue();
                assertThat(device.getActiveAlarms()).containsExactly("lobby/TAMPER");
                assertThat(device.getLastGapAt()).isEqualTo(Events.at("08:00:01"));
                assertThat(device.getLastGapReason()).isEqualTo("RING_OVERFLOW");
                assertThat(device.getLastRestartAt()).isEqualTo(Events.at("08:00:02"));
                assertThat(device.getLastEventAt()).isEqualTo(Events.at("08:00:05"));
              });
    }
  }

  @Test
  void isWrittenOnceAMinuteWhileTheDeviceOnlyLives() {
    try (StreamsRig rig = StreamsRig.only("none")) {

      IntStream.range(0, 60)
          .forEach(second -> rig.arrive(lobby.door("08:00:%02d".formatted(second), "OPENED")));
      rig.arrive(lobby.door("08:01:00", "CLOSED"));

      assertThat(rig.written(DeviceStatus.class))
          .extracting(DeviceStatus::getLastEventAt)
          .containsExactly(Events.at("08:00:00"), Events.at("08:01:00"));
    }
  }

  @Test
  void knowsTheLatestFiftyAlarms() {
    try (StreamsRig rig = StreamsRig.only("none")) {

      IntStream.range(0, 60)
          .mapToObj(minute -> alarm("08:%02d:00".formatted(minute), "START", "guid-" + minute))
          .forEach(rig::arrive);

      assertThat(device(rig).getActiveAlarms())
          .isEqualTo(IntStream.range(10, 60).mapToObj(minute -> "guid-" + minute).toList());
    }
  }

  @Test
  void aCommandIsNotTheDevicesWord() {
    try (StreamsRig rig = StreamsRig.only("none")) {

      rig.arrive(lobby.command("08:00:00", "c-1", "SWITCH_ON", "1"));

      assertThat(rig.written(DeviceStatus.class)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void isTheSameInWhateverOrderItIsTold(long seed) {
    SpecificRecord[] events = {
      lobby.device("08:00:00", "ONLINE", null),
      lobby.device("08:00:30", "OFFLINE", null),
      lobby.device("08:02:10", "ONLINE", null),
      gap("08:02:11", "RING_OVERFLOW"),
      gap("08:02:12", "DEVICE_RESTART"),
      alarm("08:03:00", "START", "guid-1"),
      alarm("08:03:10", "END", "guid-1"),
      alarm("08:03:20", "START", "guid-2"),
      lobby.alarm("08:03:00", "TAMPER", "START"),
      lobby.alarm("08:03:50", "TAMPER", "END"),
      lobby.granted("08:04:10", "Ann"),
      lobby.granted("08:04:50", "Ben")
    };
    try (StreamsRig inOrder = StreamsRig.only("none");
        StreamsRig shuffled = StreamsRig.only("none")) {

      inOrder.arrive(events);
      shuffled.arriveShuffled(seed, events);

      DeviceStatus expected = device(inOrder);
      assertThat(expected.getState()).isEqualTo("ONLINE");
      assertThat(expected.getActiveAlarms()).isEqualTo(List.of("guid-2"));
      assertThat(expected.getLastGapReason()).isEqualTo("DEVICE_RESTART");
      assertThat(expected.getLastEventAt()).isEqualTo(Events.at("08:04:00"));
      assertThat(device(shuffled)).isEqualTo(expected);
    }
  }

  private DeviceEvent gap(String time, String reason) {
    DeviceEvent gap = lobby.device(time, "GAP", null);
    gap.setAttributes(Map.of("reason", reason));
    return gap;
  }

  private AlarmEvent alarm(String time, String phase, String alarmId) {
    AlarmEvent alarm = lobby.alarm(time, "INTRUSION", phase);
    alarm.setAlarmId(alarmId);
    return alarm;
  }

  private static DeviceStatus device(StreamsRig rig) {
    Map<String, DeviceStatus> devices = Last.of(rig, DeviceStatus.class, DeviceStatus::getDeviceId);
    assertThat(devices).hasSize(1);
    return devices.values().iterator().next();
  }
}
