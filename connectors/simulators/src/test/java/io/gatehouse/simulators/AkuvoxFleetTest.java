package io.gatehouse.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Many Akuvox devices in one process. */
class AkuvoxFleetTest {

  private static final AkuvoxOptions OPEN = new AkuvoxOptions().withAuthMode(AkuvoxAuthMode.NONE);

  @Test
  void devicesHaveTheirOwnPlaceAndAddress() {
    try (AkuvoxFleet fleet = AkuvoxFleet.start(300, OPEN)) {
      Set<Integer> ports = new HashSet<>();
      fleet.devices().forEach(device -> ports.add(device.url().getPort()));

      assertThat(ports).hasSize(300);
      assertThat(fleet.device(299).mac()).isEqualTo("0C:11:05:00:01:2C");
      assertThat(fleet.device("0C:11:05:00:00:07")).isSameAs(fleet.device(6));
      assertThat(
              DeviceClient.anonymous(fleet.device(6))
                  .get("/api/system/info")
                  .at("/data/Status/MAC")
                  .asText())
          .isEqualTo("0C:11:05:00:00:07");
      assertThatThrownBy(() -> fleet.device("0C:1")).hasMessageContaining("0C:1");
    }
  }

  @Test
  void manyDevicesShareTheirThreads() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (AkuvoxFleet fleet = AkuvoxFleet.start(100, OPEN)) {
      fleet.devices().forEach(device -> device.play(AkuvoxPassage.CARD));

      Set<Thread> started = new HashSet<>(Thread.getAllStackTraces().keySet());
      started.removeAll(before);
      assertThat(started).filteredOn(t -> t.getName().contains("eventloop")).hasSize(1);
      assertThat(started).hasSizeLessThan(10);
    }
  }

  @Test
  void whatBefallsOneDeviceLeavesTheOthersAlone() {
    try (AkuvoxFleet fleet = AkuvoxFleet.start(2, OPEN)) {
      fleet.device(0).faults().add(Faults.ANY_PATH, 100, Fault.status(500));
      fleet.device(0).clock().advance(Duration.ofDays(1));
      fleet.device(0).play(AkuvoxPassage.CROWD);
      fleet.device(0).stopListening();

      AkuvoxRecord entry = fleet.device(1).play(AkuvoxPassage.CARD).get(0);

      assertThat(entry.mac()).isEqualTo("0C:11:05:00:00:02");
      assertThat(entry.number()).isEqualTo(1);
      assertThat(AkuvoxLogTest.ids(DeviceClient.anonymous(fleet.device(1)).get("/api/doorlog/get")))
          .containsExactly("1");
    }
  }

  @Test
  void burstIsExactAndTheSameForTheSameSeed() {
    List<String> first;
    try (AkuvoxFleet fleet = AkuvoxFleet.start(3, OPEN)) {
      fleet.burst(200, 7);
      first = types(fleet);
      assertThat(fleet.counters()).containsEntry("emitted", 3 * 200L);
    }
    try (AkuvoxFleet fleet = AkuvoxFleet.start(3, OPEN)) {
      fleet.burst(200, 7);
      assertThat(types(fleet)).isEqualTo(first);
    }
  }

  @Test
  void trafficComesUntilItIsStopped() {
    try (AkuvoxFleet fleet = AkuvoxFleet.start(3, OPEN)) {
      AkuvoxTraffic traffic = fleet.traffic(2000, 1);
      Eventually.until("a thousand records", () -> fleet.emitted().size() > 1000);
      assertThat(fleet.devices()).allMatch(device -> device.journal().emitted().size() > 100);

      traffic.close();

      int before = fleet.emitted().size();
      EventLoops.await(fleet.vertx().timer(30)); // three ticks, had it gone on
      assertThat(fleet.emitted().size()).isEqualTo(before);
      assertThatThrownBy(() -> traffic.rate(-1)).hasMessageContaining("-1");
    }
  }

  @Test
  void anotherDeviceTakesThePlaceOfOne() {
    try (AkuvoxFleet fleet = AkuvoxFleet.start(1, OPEN)) {
      AkuvoxSimulator device = fleet.device(0);
      device.play(AkuvoxPassage.CARD);
      device.play(AkuvoxPassage.CARD);

      device.replace("0C:11:05:99:00:01");
      device.play(AkuvoxPassage.FACE);

      DeviceClient client = DeviceClient.anonymous(device);
      assertThat(client.get("/api/system/info").at("/data/Status/MAC").asText())
          .isEqualTo("0C:11:05:99:00:01");
      assertThat(AkuvoxLogTest.ids(client.get("/api/doorlog/get"))).containsExactly("1");
      assertThat(fleet.emitted())
          .extracting(AkuvoxRecord::number, AkuvoxRecord::mac)
          .contains(tuple(2L, "0C:11:05:00:00:01"), tuple(3L, "0C:11:05:99:00:01"));
    }
  }

  @Test
  void emptyFleetIsRefused() {
    assertThatThrownBy(() -> AkuvoxFleet.start(0, OPEN)).hasMessageContaining("0");
  }

  private static List<String> types(AkuvoxFleet fleet) {
    return fleet.emitted().stream().map(r -> r.mac() + r.log() + r.fields().get("Type")).toList();
  }
}
