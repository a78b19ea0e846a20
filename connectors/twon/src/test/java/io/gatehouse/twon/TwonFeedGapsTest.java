package io.gatehouse.twon;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.simulators.TwonAccount;
import io.gatehouse.simulators.TwonPrivilege;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a 2N device forgets, and how that is told. */
class TwonFeedGapsTest {

  private SimulatedTwon twon = new SimulatedTwon();

  @AfterEach
  void close() {
    twon.close();
  }

  @Test
  void aRestartIsAPossibleGapAndStartsIdsAnew() throws Exception {
    twon.emit(5);
    twon.rig.start();
    twon.untilAllArrived();

    twon.device.restart();
    twon.emit(3);

    twon.untilAllArrived();
    assertThat(twon.arrived()).isEqualTo(twon.emitted());
    assertThat(twon.gaps()).containsExactly("DEVICE_RESTART");
    assertThat(attributes(twon.rig.notices("GAP").get(0)))
        .containsEntry("certain", "false")
        .containsEntry("afterId", "6");
    assertThat(twon.eventIds()).doesNotHaveDuplicates();
  }

  @Test
  void aRestartWhileNobodyReadIsNoticedThoughIdsHavePassedThePosition() throws Exception {
    twon.emit(5);
    twon.rig.start();
    twon.untilAllArrived();
    twon.rig.stop();

    twon.device.clock().advance(Duration.ofMinutes(5));
    twon.device.restart();
    twon.emit(400);

    twon.rig.start();
    twon.untilAllArrived();
    twon.rig.untilQuiet();
    assertThat(twon.arrived()).isEqualTo(twon.emitted());
    assertThat(twon.gaps()).containsExactly("DEVICE_RESTART");
  }

  @Test
  void restartsWithALostClockKeepEventsApart() throws Exception {
    twon.rig.start();
    twon.untilAllArrived();
    for (int restart = 0; restart < 3; restart++) {
      twon.rig.advance(Duration.ofMinutes(1));
      twon.device.restartLosingClock();
      twon.emit(3);
      twon.untilAllArrived();
    }

    assertThat(twon.arrived()).isEqualTo(twon.emitted());
    assertThat(twon.gaps()).containsOnly("DEVICE_RESTART").hasSize(3);
    assertThat(twon.eventIds()).doesNotHaveDuplicates();
  }

  @Test
  void aSetClockIsSaidAndMovesNothing() throws Exception {
    twon.emit(2);
    twon.rig.start();
    twon.untilAllArrived();

    twon.device.clock().set(twon.device.clock().now().minus(Duration.ofHours(1)));
    twon.emit(2);
    twon.untilAllArrived();
    twon.rig.stop();
    twon.device.clock().set(twon.device.clock().now().plus(Duration.ofDays(1)));
    twon.emit(2);
    twon.rig.start();
    twon.untilAllArrived();
    twon.rig.untilQuiet();

    assertThat(twon.arrived()).isEqualTo(twon.emitted());
    assertThat(twon.gaps()).isEmpty();
    assertThat(twon.rig.notices("CLOCK_JUMP"))
        .extracting(jump -> Math.round(Integer.parseInt(attributes(jump).get("seconds")) / 60.0))
        .containsExactly(-60L, 24 * 60L);
  }

  @Test
  void aLapsedChannelIsOpenedAnewWithoutAGap() throws Exception {
    twon.rig.start();
    twon.untilAllArrived();

    twon.device.dropChannels();
    twon.emit(3);

    twon.untilAllArrived();
    twon.rig.untilQuiet();
    assertThat(twon.arrived()).isEqualTo(twon.emitted());
    assertThat(twon.gaps()).isEmpty();
  }

  @Test
  void anOverflowOfTheHistoryIsACertainGap() throws Exception {
    twon.emit(4);
    twon.rig.start();
    twon.untilAllArrived();
    twon.rig.stop();
    twon.emit(10_020);

    twon.rig.start();
    twon.rig.until(written -> twon.rig.deviceEvents().size() >= 5 + 10_000);
    twon.rig.untilQuiet();

    List<String> emitted = twon.emitted();
    List<String> arrived = twon.arrived();
    assertThat(arrived.subList(0, 5)).isEqualTo(emitted.subList(0, 5));
    assertThat(arrived.subList(5, arrived.size())).isEqualTo(emitted.subList(25, emitted.size()));
    assertThat(twon.gaps()).containsExactly("RING_OVERFLOW");
    assertThat(attributes(twon.rig.notices("GAP").get(0)))
        .containsEntry("certain", "true")
        .containsEntry("afterId", "5")
        .containsEntry("beforeId", "26");
  }

  @Test
  void aHistoryThatIsJustLongEnoughIsNoGap() throws Exception {
    twon.rig.start();
    twon.untilAllArrived();
    twon.rig.stop();
    twon.emit(10_000);

    twon.rig.start();
    twon.untilAllArrived();

    assertThat(twon.arrived()).isEqualTo(twon.emitted());
    assertThat(twon.gaps()).isEmpty();
  }

  @Test
  void anotherDeviceAtTheAddressIsSaid() throws Exception {
    twon.emit(3);
    twon.rig.start();
    twon.untilAllArrived();

    twon.device.replace("54-9999-0009");
    twon.emit(10);

    twon.untilAllArrived();
    assertThat(twon.arrived()).isEqualTo(twon.emitted());
    assertThat(twon.gaps()).containsExactly("DEVICE_REPLACED");
    assertThat(attributes(twon.rig.notices("REPLACED").get(0)))
        .containsEntry("newSerialNumber", "54-9999-0009");
    assertThat(twon.rig.inventory())
        .last()
        .extracting(device -> device.getString("serialNumber"))
        .isEqualTo("54-9999-0009");
  }

  @Test
  void idsThatTheAccountMayNotSeeAreNoGap() throws Exception {
    twon.close();
    TwonAccount blind =
        TwonAccount.of(SimulatedTwon.USER, SimulatedTwon.PASSWORD)
            .without(TwonPrivilege.IO_MONITORING, TwonPrivilege.SYSTEM_CONTROL);
    twon = new SimulatedTwon(SimulatedTwon.options().withAccounts(blind), Map.of());
    twon.device.emit("DoorStateChanged", Map.of("state", "opened"));
    twon.emit(5);
    twon.rig.start();
    twon.rig.until(written -> twon.rig.deviceEvents().size() == 2);
    twon.rig.stop();
    twon.emit(5);
    twon.device.emit("DoorStateChanged", Map.of("state", "closed"));

    twon.rig.start().until(written -> twon.rig.deviceEvents().size() == 3);

    assertThat(twon.gaps()).isEmpty();
  }

  @Test
  void idsThatGoBackwardsLoseNothing() throws Exception {
    twon.emit(10);
    twon.rig.start();
    twon.untilAllArrived();

    twon.device.clock().advance(Duration.ofSeconds(2));
    twon.device.nextEventId(4);
    twon.emit(20);

    twon.untilAllArrived();
    twon.rig.untilQuiet();
    assertThat(twon.arrived()).isEqualTo(twon.emitted());
    assertThat(twon.gaps()).containsExactly("DEVICE_RESTART");
  }

  @Test
  void anOperatorRewindsADeviceByItsId() throws Exception {
    twon.emit(9);
    twon.rig.start();
    twon.untilAllArrived();
    twon.rig.stop();
    Map<String, Object> rewound = new HashMap<>();
    rewound.put("serialNumber", twon.rig.offset().get("serialNumber"));
    rewound.put("boot", 0L);
    rewound.put("id", 4L);

    twon.rig.alter(rewound).start();
    twon.rig.until(written -> twon.rig.deviceEvents().size() == 16);
    twon.rig.untilQuiet();

    assertThat(twon.eventIds().subList(10, 16)).isEqualTo(twon.eventIds().subList(4, 10));
    assertThat(twon.gaps()).isEmpty();
  }

  private static Map<String, String> attributes(Struct event) {
    return event.getMap("attributes");
  }
}
